#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: big.sh REPORT - as much as a default run gives: below 400 kB, 100 lines, 3 s
#
# The time is that of a processor, which others do not make longer; what a
# clock on the wall says is only printed.
set -eu

report=$(realpath "${1:?usage: big.sh REPORT}")
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
	echo "big.sh: $1" >&2
	exit 1
}

for tool in /usr/bin/python3 gnuplot; do
	command -v $tool >/dev/null || {
		echo "big.sh: no $tool: skipped"
		exit 77
	}
done
/usr/bin/python3 "$here/events.py" "$here/run/results.json" small |
	cmp - "$here/events/results.json" ||
	fail "events/results.json is not what events.py makes"
/usr/bin/python3 "$here/events.py" "$here/run/results.json" big \
	>"$tmp/results.json"
begin=$(date +%s%N)
prlimit --cpu=3 "$report" --write "$tmp" || fail "not within 3 s"
end=$(date +%s%N)
page=$(wc -c <"$tmp/report.html")
lines=$(wc -l <"$tmp/report.txt")
echo "big.sh: $page bytes, $lines lines, $(((end - begin) / 1000000)) ms"
[ "$page" -le 400000 ] || fail "the page has $page bytes, more than 400 kB"
[ "$lines" -le 100 ] || fail "the mail has $lines lines, more than 100"
! grep -o "No plot[^<]*" "$tmp/report.html" || fail "a figure is missing"
for figure in pareto phases pin_cost quantiles scaling throughput; do
	[ -s "$tmp/plots/$figure.svg" ] || fail "no plots/$figure.svg"
	awk -F '\t' '++n[$1 FS $2] > 80 { exit 1 }' "$tmp/plots/$figure.tsv" ||
		fail "$figure.tsv: more than 80 points a series"
done
