#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# reuse.sh - every file has a licence that LICENSES/ holds, as REUSE 3.0 asks
# usage: reuse.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
command -v reuse >/dev/null || skip "no reuse"
# It asks git which files are ours
[ -e .git ] || skip "no clone, reuse would read what was built, too"
said=$(reuse lint 2>&1) || {
	printf '%s\n' "$said"
	exit 1
}
# What it could not read it leaves out, and is content
! printf '%s\n' "$said" | grep -i -A1 'error - ' || exit 1
