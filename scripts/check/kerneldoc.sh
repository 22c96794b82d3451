#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kerneldoc.sh - every kernel-doc comment agrees with its code
# usage: kerneldoc.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
checkers=$("$top/scripts/checkers.sh") || skip "no kernel-doc to be had"
files=$("$top/scripts/sources.sh" '*.[ch]')
# shellcheck disable=SC2086 # our names have no blanks
"$checkers/kernel-doc" -none -Werror $files || exit 1
