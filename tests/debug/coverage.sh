#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# coverage.sh - lines of our kernel modules that the debug lane has run
# usage: coverage.sh KERNEL [PERCENT]    a row a file; 1 if all are below PERCENT
#
# Not run here: what rvk_safety.c refuses (vm/kbench-safety-* shows that), what
# rvk_core.c says of a policy that is written wrongly, the way out when ftrace or a
# registration fails at load, and the WARN of deny that must not come.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${REVOKEBENCH_BUILD:-$top/build}

skip()
{
	echo "skipped: $1"
	exit 77
}

limit=${2:-0}
case $1 in
*/*)	kernel=$1 ;;
*)	kernel=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) ||
		skip "no debug kernel: run ./revokebench kernels get $1" ;;
esac
src=$build/kmod/$(cat "$kernel/release")/src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# All runs in one: gcov-tool takes two at a time
for run in "$build/coverage/${1##*/}"/*/; do
	[ -d "$run$src" ] || continue
	if [ -d "$work/sum" ]; then
		gcov-tool-12 merge "$work/sum" "$run$src" -o "$work/next" \
			>/dev/null
		rm -rf "$work/sum"
		mv "$work/next" "$work/sum"
	else
		cp -r "$run$src" "$work/sum"
	fi
done
[ -d "$work/sum" ] || skip "nothing was run on $1"

# Of what gcov says of a file, and of the headers in it, the file itself
cd "$work"
(cd sum && find policies kbench -name '*.gcda') | LC_ALL=C sort |
while read -r data; do
	name=${data%.gcda}
	cp "$src/$name.gcno" "$work/sum/$name.gcno"
	gcov-12 -n -o "$work/sum/${name%/*}" "$work/sum/$data" 2>/dev/null |
		awk -v name="$name.c" '
			/^File / { ours = index($0, name "\047") }
			/^Lines executed/ && ours {
				split($0, part, /[:% ]+/)
				print name, part[3], part[5]
				ours = 0
			}'
done >rows
awk -v limit="$limit" '
	{
		run = $2 * $3 / 100
		printf "%6.1f %%  %4d lines  %s\n", $2, $3, $1
		lines += $3
		all += run
	}
	END {
		if (!lines)
			exit 1
		printf "%6.1f %%  %4d lines  all modules\n", 100 * all / lines, lines
		exit 100 * all / lines < limit
	}' rows
