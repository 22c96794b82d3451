#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# codespell.sh - no common misspelling in any file
# usage: codespell.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
command -v codespell >/dev/null || skip "no codespell"
# iput() is a function, Nd a macro of mdoc; .clang-format holds macro names of the
# kernel, and LICENSE is not ours to correct.
files=$("$top/scripts/sources.sh" ':!.clang-format' ':!LICENSE')
# shellcheck disable=SC2086 # our names have no blanks
codespell -L iput,nd $files || exit 1
