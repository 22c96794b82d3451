#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# timed_test.sh - a timed run states what its figures are worth
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
out=$tmp/out

# holds EXPRESSION: true of the results, which it names r
holds()
{
	[ "$(python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
print(eval(sys.argv[2], {"r": r}))' "$out/results.json" "$1")" = True ] ||
		wrong "does not hold: $1"
	echo "ok: $1"
}

expect 0 "$top/revokebench" run --quick --mode timed --cases latency \
	--policies scratch --devices gpu --fs tmpfs -o "$out"
holds 'r["status"] == "DONE" and r["environment"]["mode"] == "timed"'
holds 'not r["exact"]["exact"] and not r["exact"]["seeds"]'
holds '[c["id"] for c in r["cells"]] == ["checks", "scene-timed-1"]'
holds 'all(d["mode"] == "timed" and d["unit"] == "ns" for d in r["distributions"])'

# Without KVM only ratios mean anything: each row and the report state that.
holds 'all(d["emulated"] == ("kvm; " not in r["environment"]["accel"])
	for d in r["distributions"])'
holds 'any(d["policy"] == "scratch" and d["phase"] == "return" and
	d["p50_low"] <= d["p50"] <= d["p50_high"] and len(d["pairs"]) > 1 and
	type(d["blocks_seed"]) == int for d in r["distributions"])'
tr -s '\n ' '  ' <"$out/report.txt" |
	grep -q 'timed: kvm\|no usable /dev/kvm (.*): emulated' ||
	wrong "report.txt does not say how it was timed"

# replay: no two timed boots give the same bytes, which is not an error.
expect 0 "$top/revokebench" replay "$out/cells/scene-timed-1"
says '^Other bytes, as no two timed boots' stdout
