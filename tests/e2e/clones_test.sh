#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# clones_test.sh - a fresh clone in another place gives the same figures
# usage: clones_test.sh FOLDER   of the clone, which stays there
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
clone=$1
git -C "$top" rev-parse HEAD >/dev/null 2>&1 || {
	echo "skipped: this is no git tree, nothing to clone"
	exit 77
}

# figures TREE NAME: write the frames of its guests to $tmp/NAME.frames
figures()
{
	expect 0 "$1/revokebench" run --quick --fs tmpfs --cases 'l*' -o "$tmp/$2.out"
	cat "$tmp/$2.out"/cells/*/result.json >"$tmp/$2.frames"
	[ -s "$tmp/$2.frames" ] || wrong "$2: no frames"
}

figures "$top" here
rm -rf "$clone"
git clone -q "$top" "$clone"
unset REVOKEBENCH_BUILD
figures "$clone" there
cmp "$tmp/here.frames" "$tmp/there.frames" || wrong "the clone differs"
echo "ok: the same bytes"
