#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# format.sh - clang-format would change nothing
# usage: format.sh; to mend: clang-format -i FILE
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
command -v clang-format >/dev/null || skip "no clang-format"
files=$("$top/scripts/sources.sh" '*.[ch]' '*.cc')
# shellcheck disable=SC2086 # our names have no blanks
clang-format --dry-run -Werror $files || exit 1
