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
cell=$work/run/perf/samples-scratch-revoke-tmpfs-512
check "the picture is whole" xmllint --noout "$cell/flame.svg"

# all_sum FILE: a profile whose parts and functions have totals that add up
all_sum()
{
	# shellcheck disable=SC2317 # check calls it
	/usr/bin/python3 - "$1" <<-'END'
	import json
	import sys
	found = json.load(open(sys.argv[1], encoding="utf-8"))
	for profile in found.get("perf", [found]):
	    for part in profile["parts"]:
	        assert part["total"] > 0, part["name"]
	        for f in part["functions"]:
	            assert f["self"] <= f["total"] <= part["total"], f
	            assert f["total"] > 0, f
	END
}

check "perf.json has totals" all_sum "$cell/perf.json"
check "the run has totals" all_sum "$work/run/results.json"
# flamegraph.pl, difffolded.pl and speedscope: frames, a blank, a whole number
# shellcheck disable=SC2016 # words of awk
check "stacks.folded is a line a stack" awk '
	!/^[^;]+(;[^;]+)* [0-9]+$/ { bad = 1 } { n += $NF }
	END { exit bad || !n }' "$cell/stacks.folded"
check "flamegraph.pl reads it" sh -c "
	$(sed -n 's/^#define FLAMEGRAPH //p' "$top/host/perf/prof_flame.c") \
		'$cell/stacks.folded' 2>&1 >/dev/null | grep -c . | grep -qx 0"
check "the report has a section" grep -q 'internal_get_user_pages_fast' \
	"$work/run/report.html"
finish
