#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# record_test.sh - perf samples a cell, and the report of a run shows it
# usage: record_test.sh
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/vm/lib.sh"
find_kernel
command -v perf >/dev/null || skip "no perf: apt-get install linux-perf"

mkdir "$work/run"
cp "$top/reports/golden/run/results.json" "$work/run"
code=0
"$top/revokebench" perf scratch revoke --seconds 2 -o "$work/run" \
	>"$work/out" 2>"$work/err" || code=$?
check "a cell is recorded" [ $code -eq 0 ]
check "functions of modules have names" grep -q 'rvk_region_open \[rvk\]' \
	"$work/out"
check "totals are counted" grep -Eq '^ +[1-9][0-9]* +page-faults$' "$work/out"
# shellcheck disable=SC2016 # words of awk
check "what has no PMU has no number" awk '
	/instructions:k/ { seen = 1; if ($1 == "-") bad = !/no PMU/; else bad = $1 < 1000 }
	END { exit bad || !seen }' "$work/out"
check "the picture is whole" xmllint --noout "$work/run/perf/samples-scratch-revoke-tmpfs-512/flame.svg"
check "the report has a section" grep -q 'internal_get_user_pages_fast' \
	"$work/run/report.html"
finish
