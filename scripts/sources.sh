#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# sources.sh - the tree's own files, whether committed yet or not
# usage: sources.sh PATHSPEC...         of git, for example '*.c' ':!reports/*'
#
# All that .gitignore does not name. An empty repository beside the tree lets
# git look at it, so that an unpacked archive, or a clone that is another
# user's, is no different.
set -eu
. "$(dirname "$0")/env.sh"
cd "$top"
git=$(mktemp -d)
trap 'rm -rf "$git"' EXIT
git init -q --bare "$git"
git --git-dir="$git" --work-tree=. ls-files -o --exclude-standard -- "$@"
