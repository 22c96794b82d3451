#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# sources.sh - the tree's own files, whether committed yet or not
# usage: sources.sh PATHSPEC...         of git, for example '*.c' ':!reports/*'
#
# Lists all that .gitignore does not name. git looks at the tree from an empty
# repository outside it, so that an unpacked archive or a clone that belongs to
# another user gives the same list.
set -eu
. "$(dirname "$0")/env.sh"
cd "$top"
git=$(mktemp -d)
trap 'rm -rf "$git"' EXIT
git init -q --bare "$git"
git --git-dir="$git" --work-tree=. ls-files -o --exclude-standard -- "$@"
