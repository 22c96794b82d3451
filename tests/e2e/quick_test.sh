#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# quick_test.sh - run --quick as the README has it, and its reports
# usage: quick_test.sh KERNEL [KERNEL]   skipped if one is not to be had, or not to be
#	built for; two are one run, side by side in one report
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
bin=${REVOKEBENCH_BUILD:-$top/build}/bin
out=$tmp/out

# skip_unless COMMAND...: skip with the reason that it prints if it fails
skip_unless()
{
	"$@" >"$tmp/stdout" 2>"$tmp/stderr" || {
		cat "$tmp/stderr"
		echo "skipped: $(tail -n 1 "$tmp/stderr")"
		exit 77
	}
}

# The archive drops kernels, and not every machine grants a namespace
for name; do
	skip_unless "$top/scripts/kernels.sh" get "$name"
	kernel=$(cat "$tmp/stdout")
	[ ! -e "$kernel/tools" ] ||
		skip_unless "$top/scripts/toolroot.sh" in "$kernel" true
done

# results NAME FOLDER: those of one kernel
results()
{
	kernel=$("$top/scripts/kernels.sh" path "$1")
	expect 0 "$(dirname "$0")/quick_result.sh" "$2" "$(cat "$kernel/release")"
	cat "$tmp/stdout"
}

if [ $# -eq 1 ]; then
	expect 0 "$top/revokebench" run --quick --kernel "$1" -o "$out"
	says '^exact: yes' stdout
	results "$1" "$out"
	# What a default run has more of, which calls functions of each filesystem.
	expect 0 "$top/revokebench" shell --kernel "$1" -- kb_scene \
		--fs tmpfs,ext4,xfs --scenes reference
	exit
fi

# The report has them by release, whatever the order on the command line.
both="run --quick --kernel $2,$1 -o $out"
# shellcheck disable=SC2086 # words
expect 0 "$top/revokebench" $both
says "^case/phase +$1 +$2\$" stdout
says '^pin/pin +[0-9.]+ +[0-9.]+$' stdout
says "^$1 -> $2, [a-z_]*/[a-z_]*: .* insns a page \\(.*%\\): [+-][0-9]" stdout
! grep -q 'not profiled' "$tmp/stdout" || wrong "a step has no functions"
for file in report.txt report.html plots/kernels.svg; do
	[ -s "$out/$file" ] || wrong "no $file"
done
for name; do
	results "$name" "$out/$name"
done

# Each is a result by itself; a result of the other kernel is not comparable.
expect 0 "$bin/report" "$out/$1"
says '^exact: yes' stdout
expect 4 "$bin/compare" "$out/$1" "$out/$2"
expect 0 "$bin/report" -f junit "$out" -o "$tmp/junit.xml"
expect 0 grep -q 'name="'"$2"'/pin/tmpfs/pages:512/pin"' "$tmp/junit.xml"

# The same command boots what is missing only.
rm -r "$out/$2/cells/exact-seed3"
# shellcheck disable=SC2086 # words
expect 0 "$top/revokebench" $both
expect 0 test "$(grep -c ' ok, ' "$tmp/stderr")" -eq 1
