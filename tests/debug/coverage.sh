#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# coverage.sh - print how many lines of our kernel modules the debug lane ran
# usage: coverage.sh KERNEL [PERCENT]    a row a file; 1 if all are below PERCENT
#
# The lane does not run: refusals of rvk_safety.c (vm/kbench-safety-* does), errors
# of rvk_core.c about malformed policies, error paths of ftrace and of registrations
# at load, and the WARN of deny, which must not happen.
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
src=$("$top/scripts/kmod.sh" "$kernel")/src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Merge all runs; gcov-tool merges two at a time
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

# gcov prints a file and its headers: keep the file
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
