#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: cli.sh REPORT - bad input gives one line, the right exit code, no file
set -eu

report=$(realpath "${1:?usage: cli.sh REPORT}")
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

fail() {
	echo "cli.sh: $1" >&2
	exit 1
}

# wants CODE TEXT ARGUMENT...: `report ARGUMENT...` ends with CODE and says TEXT
wants() {
	code=$1 text=$2
	shift 2
	got=0
	"$report" "$@" >/dev/null 2>err || got=$?
	[ "$got" = "$code" ] || fail "report $*: exit $got, not $code"
	grep -qF -- "$text" err || fail "report $*: $(cat err), not $text"
	[ "$(wc -l <err)" = 1 ] || fail "report $*: more than one line"
}

mkdir empty cut kept
head -c 5000 "$here/run/results.json" >cut/results.json
cp "$here/run/results.json" kept
sed 's/results-1/results-9/' kept/results.json >newer.json
echo text >text.json
sed '0,/"p50": [0-9]*/s//"p50": NaN/' kept/results.json >nan.json
sed '0,/"histogram": \[\[[0-9]*, /s//"histogram": [["x", /' \
	"$here/events/results.json" >pair.json

wants 2 'empty/results.json: No such file' empty
wants 2 'none: No such file' none
wants 2 'cut/results.json:' cut
wants 2 'text.json:1:' text.json
wants 2 'newer.json: schema: "revokebench/results-9"' newer.json
wants 2 'one run only' -f csv kept kept
wants 2 'one run only' -w kept kept
wants 2 'none: No such file' kept none
wants 2 'more than 16' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
wants 2 'nan.json:' nan.json
wants 2 'must be a pair of numbers' pair.json
wants 2 'which results?'
wants 2 'no such format' -f pdf kept
wants 2 'leave -f and -o out' -w -o x kept
wants 2 'nowhere/x: No such file' -o nowhere/x kept
[ "$(ls)" = "$(printf '%s\n' cut empty err kept nan.json newer.json \
	pair.json text.json)" ] ||
	fail "something was left behind: $(ls)"

# A folder with a run a kernel is read as one
/usr/bin/python3 "$here/kernels.py" "$here/run/results.json" \
	"$here/events/results.json" "$here/perf/results.json" kernels
wants 2 'one run only: name one of its folders' -f kcidb kernels
"$report" -f csv kernels >err
grep -q '"7.3-rc/pin/tmpfs/pages:512/pin",DONE' err ||
	fail "csv of kernels: no row of 7.3-rc: $(head -n 3 err)"
[ "$("$report" --steps kernels)" = \
	"$(printf 'kernels/7.3-rc\t7.3-rc\tkernels/7.3\t7.3\tget/tmpfs/512')" ] ||
	fail "--steps: $("$report" --steps kernels)"
"$report" --write kernels
for file in report.txt report.html plots/kernels.svg; do
	[ -s "kernels/$file" ] || fail "--write kernels: no $file"
done
rm -r kernels

# A full disk: the old file stays, no other appears.
echo old >kept/x
got=0
(
	ulimit -f 1
	trap '' XFSZ
	"$report" -o kept/x -f html kept 2>err
) || got=$?
[ "$got" = 6 ] || fail "full disk: exit $got, not 6"
[ "$(cat kept/x)" = old ] || fail "full disk: the old file is gone"
got=0
"$report" kept >/dev/full 2>err || got=$?
[ "$got" = 6 ] || fail "full standard output: exit $got, not 6"
[ "$(ls kept)" = "$(printf 'results.json\nx')" ] || fail "left: $(ls kept)"

# --write, on the folder and on the file in it
for input in kept kept/results.json; do
	"$report" --write "$input"
	for file in report.txt report.html plots/pin_cost.tsv \
		plots/pin_cost.svg; do
		[ -s "kept/$file" ] || fail "--write $input: no $file"
		rm "kept/$file"
	done
done
(cd kept && "$report" --write results.json && [ -s report.txt ]) ||
	fail "--write in the folder itself"
