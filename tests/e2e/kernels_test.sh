#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernels_test.sh - one plan on two kernels, side by side in one report
# usage: kernels_test.sh
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
bin=${REVOKEBENCH_BUILD:-$top/build}/bin
out=$tmp/out

# The report has them by release, whatever the order on the command line.
both="run --quick --cases pin --fs tmpfs --kernel 6.12,6.1 -o $out"
# shellcheck disable=SC2086 # words
expect 0 "$top/revokebench" $both
says '^case/phase +6.1 +6.12$' stdout
says '^pin/pin +[0-9.]+ +[0-9.]+$' stdout
says '^6.1 -> 6.12, pin/pin: .* insns a page \(.*%\): [+-][0-9]' stdout
! grep -q 'not profiled' "$tmp/stdout" || wrong "a step has no functions"
says '[-+][0-9.]+ gup_fast_fallback|^gup_fast_fallback' stdout
for file in report.txt report.html plots/kernels.svg 6.1/report.html; do
	[ -s "$out/$file" ] || wrong "no $file"
done

# Each is a result by itself; a result of the other kernel is not comparable.
expect 0 "$bin/report" "$out/6.1"
says '^exact: yes' stdout
expect 4 "$bin/compare" "$out/6.1" "$out/6.12"
expect 0 "$bin/report" -f junit "$out" -o "$tmp/junit.xml"
expect 0 grep -q 'name="6.12/pin/tmpfs/pages:512/pin"' "$tmp/junit.xml"

# The same command boots what is missing only.
rm -r "$out/6.12/cells/exact-seed3"
# shellcheck disable=SC2086 # words
expect 0 "$top/revokebench" $both
expect 0 test "$(grep -c ' ok, ' "$tmp/stderr")" -eq 1
