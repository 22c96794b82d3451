#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# disk_test.sh - a full disk gives one line and no half-written result
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"

# The disk holds part of the first boot's log, but not the results.
mkdir "$tmp/small"
mount -t tmpfs -o size=24k small "$tmp/small" 2>/dev/null || {
	echo "skipped: needs root, to mount a small file system"
	exit 77
}
trap 'umount "$tmp/small"; rm -rf "$tmp"' EXIT

expect 2 "$top/revokebench" run --quick --cases pin --fs anon -o "$tmp/small/out"
says 'No space left' stderr
[ ! -e "$tmp/small/out/results.json" ] || wrong "half a result was left"
find "$tmp/small" -name '*.json.*' | grep -q . && wrong "a temporary was left"
exit 0
