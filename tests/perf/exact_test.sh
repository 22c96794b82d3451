#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exact_test.sh - figures of perf --exact add up to the measured ones, --diff works
# usage: exact_test.sh
# shellcheck disable=SC2317 # functions are called by check
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/vm/lib.sh"
find_kernel
front=$top/revokebench

# adds_up FILE PHASES: in each phase the functions add up to what the same boot
# measured, within 0.5 %, and there are PHASES of them.
adds_up()
{
	awk -v want="$2" '
		/ measured, / { measured = $2; attributed = $4; sum = 0; next }
		/ all, in instructions$/ {
			off = attributed - measured
			if (off < 0) off = -off
			if (sum != attributed || off > measured * 0.005) bad = 1
			phases++
		}
		$1 ~ /^[0-9]+$/ { sum += $1 }
		END { exit bad || phases != want }' "$1"
}

"$front" perf --exact scratch revoke/64 --top 1000 -o "$work/a" \
	>"$work/out" 2>"$work/err" || code=$?
check "revoke under scratch is traced" [ "${code:-0}" -eq 0 ]
check "the sums of its three phases add up" adds_up "$work/a/top.txt" 3
check "what it printed is what it wrote" cmp -s "$work/out" "$work/a/top.txt"
check "functions of modules have names" grep -q 'rvk_redirect \[rvk\]' \
	"$work/out"
check "the picture is whole" xmllint --noout "$work/a/flame.svg"
check "each stack of it is a line of text" grep -qE "^[a-z_]+;.+ [0-9]+$" \
	"$work/a/stacks.folded"

code=0
"$front" perf --exact none pin/anon/64/unpin -o "$work/b" \
	>"$work/out" 2>"$work/err" || code=$?
check "one phase can be chosen" [ $code -eq 0 ]
check "and it alone is there" adds_up "$work/out" 1

code=0
"$front" perf --exact none revoke/64 -o "$work/c" >"$work/out" 2>"$work/err" ||
	code=$?
check "a refusal is exit code 4" [ $code -eq 4 ]
check "and says why" grep -q 'EOPNOTSUPP' "$work/err"

"$front" perf --diff "$work/a" "$work/a" -o "$work/d" >"$work/out" \
	2>"$work/err" || code=1
check "nothing changes against itself" [ "$(grep -c '(new)\|(gone)\| [+-][1-9]' \
	"$work/d/diff.txt")" -eq 0 ]
code=0
"$front" perf --diff "$work/a" "$work/b" -o "$work/d" >"$work/out" \
	2>"$work/err" || code=$?
check "two without a phase in common: exit code 4" [ $code -eq 4 ]
finish
