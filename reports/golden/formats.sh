#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: formats.sh REPORT - every format is read by a program that is not ours
set -eu

report=${1:?usage: formats.sh REPORT}
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for tool in prove cmark-gfm /usr/bin/python3; do
	command -v $tool >/dev/null || {
		echo "formats.sh: no $tool: skipped" >&2
		exit 77
	}
done
/usr/bin/python3 -c 'import jsonschema, junitparser' || {
	echo "formats.sh: no python3-jsonschema or -junitparser: skipped" >&2
	exit 77
}

for results in "$here"/run "$here"/events "$here"/hostile; do
	for format in csv junit ktap kcidb markdown; do
		"$report" "$results" -f $format >"$tmp/$format"
	done
	# prove stops at the first fault of form; a result that failed is none
	prove -e cat "$tmp/ktap" >"$tmp/said" 2>&1 || :
	! grep -iE 'parse errors|bad plan|no plan' "$tmp/said" ||
		{ cat "$tmp/said" >&2; exit 1; }
	cmark-gfm -e table --unsafe "$tmp/markdown" >"$tmp/markdown.html"
	/usr/bin/python3 "$here/formats.py" "$results/results.json" "$tmp"
done

# A row that was refused as a whole has no points, and is there all the same; so
# is a point that was refused.
/usr/bin/python3 - "$here/events/results.json" "$tmp/refused.json" <<'END'
import json
import sys
source = json.load(open(sys.argv[1], encoding="utf-8"))
first, second = source["scaling"][:2]
del first["points"]
first["refused"] = "EFAULT"
second["points"][0] = {"n": 7, "status": "DONE", "refused": "EOPNOTSUPP"}
json.dump(source, open(sys.argv[2], "w", encoding="utf-8"))
END
"$report" -f csv "$tmp/refused.json" >"$tmp/csv"
for reason in EFAULT EOPNOTSUPP; do
	[ "$(grep -c "^\"scaling\",.*\"$reason\"" "$tmp/csv")" = 1 ]
done

# ids FILE: what KCIDB tells objects apart by
ids()
{
	"$report" -f kcidb "$1" | grep -oE '"id": "[^"]*"' | sort
}

# Two runs of one kernel are two, and two kernels of one release are two.
run=$here/run/results.json
sed 's/2020-01-01T00:00:00/2020-01-01T00:00:01/' "$run" >"$tmp/later.json"
sed 's/"release": "6/"image_sha256": "0", &/' "$run" >"$tmp/other.json"
ids "$run" >"$tmp/run.ids"
[ "$(grep -c . "$tmp/run.ids")" -gt 300 ]
for pair in later:1 other:0; do
	ids "$tmp/${pair%:*}.json" | comm -12 - "$tmp/run.ids" >"$tmp/common"
	[ "$(wc -l <"$tmp/common")" = "${pair#*:}" ] || {
		echo "formats.sh: $pair: common ids: $(cat "$tmp/common")" >&2
		exit 1
	}
done
[ "$(ids "$run")" = "$(cat "$tmp/run.ids")" ]
