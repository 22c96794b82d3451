#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# sources.sh - the tree's own files, whether committed yet or not
# usage: sources.sh PATHSPEC...         of git, for example '*.c' ':!reports/*'
set -eu
. "$(dirname "$0")/env.sh"
cd "$top"
[ -e .git ] || skip "this is not a git clone"
git ls-files -co --exclude-standard -- "$@" | while read -r file; do
	[ ! -f "$file" ] || echo "$file"
done
