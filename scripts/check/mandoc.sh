#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# mandoc.sh - mandoc has nothing to say of the manual pages, which name each other
# usage: mandoc.sh
set -eu
. "$(dirname "$0")/../env.sh"
command -v mandoc >/dev/null || skip "no mandoc"
[ -d "$build/man" ] || skip "not built"
failed=0
for page in "$build"/man/man?/*; do
	# mandoc looks for other pages where they are installed
	! mandoc -Tlint -Wstyle "$page" |
		grep -v 'referenced manual not found: Xr revokebench' || failed=1
	sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/man\2\/\1.\2/p' "$page" | sort -u |
	while read -r other; do
		[ -s "$build/man/$other" ] || echo "$page: there is no $other"
	done | grep . && failed=1
done
exit $failed
