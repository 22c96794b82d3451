#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# clones_test.sh - two fresh clones in two places give the same figures
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
unset REVOKEBENCH_BUILD
git -C "$top" rev-parse HEAD >/dev/null 2>&1 || {
	echo "skipped: this is no git tree, nothing to clone"
	exit 77
}

# clone NAME: built from nothing, its guests' frames in $tmp/NAME.frames
clone()
{
	git clone -q "$top" "$tmp/$1"
	expect 0 "$tmp/$1/revokebench" run --quick --fs tmpfs -o "$tmp/$1.out"
	cat "$tmp/$1.out"/cells/*/result.json >"$tmp/$1.frames"
	[ -s "$tmp/$1.frames" ] || wrong "$1: no frames"
}

clone one
clone a-second-one-with-another-length
cmp "$tmp/one.frames" "$tmp/a-second-one-with-another-length.frames" ||
	wrong "the clones differ"
echo "ok: the same bytes"
