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
