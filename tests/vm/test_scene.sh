#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_scene.sh - figures of events are exact and complete, and show a change of 1 %
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

# holds EXPRESSION: check a Python expression on the frame in $cell, named r
holds()
{
	check "$1" python3 -c 'import json, sys
frame = json.load(open(sys.argv[1]))
sys.exit(not eval(sys.argv[2], {}, {"r": frame}))' "$cell/result.json" "$1"
}

# scene CELL OPTION...: run kb_scene on a gpu in exact mode
scene()
{
	name=$1
	shift
	run_vm "$name" --seed 1 -- /bin/kb_scene --mode=exact --preset=quick \
		--devices=gpu --fs=tmpfs --settle=8 "$@"
	check "$name: exit code 0" [ "$code" -eq 0 ]
}

# p50 CELL PHASE: print the median of the policy slow on a busy device
p50()
{
	python3 -c 'import json, sys
rows = json.load(open(sys.argv[1]))["distributions"]
print(*(int(r["p50"]) for r in rows if r["policy"] == "slow"
	and r["depth"] and r["phase"] == sys.argv[2]))' "$work/$1/result.json" "$2"
}

find_kernel
"$top/scripts/kmod.sh" "$kernel" > /dev/null
make_guest

# Slow an event down by 1 %: a loop is two instructions.
few="--policies=slow --scenes=latency"
# shellcheck disable=SC2086 # two words
scene base $few
loops=$(($(p50 base return) / 200))
# shellcheck disable=SC2086
scene slowed $few --set=slow.loops=$loops
grew=$(($(p50 slowed return) - $(p50 base return)))
echo "# $(p50 base return) insns, $loops loops: $grew more"
check "1 % is seen" [ "$grew" -ge $((loops * 19 / 10)) ]
check "and not more than that" [ "$grew" -le $((loops * 21 / 10)) ]
for part in redirected drained flushed unpinned; do
	check "$part is as it was" \
		[ "$(p50 slowed "$part")" -eq "$(p50 base "$part")" ]
done

# none leaves stale bytes, a policy does not, and the bytes add up.
scene all --policies=none,scratch,kill,block,deny --scenes=ledger,throughput
holds 'all(l["status"] == "DONE" for l in r["ledger"])'
holds 'all(l["issued_bytes"] == sum(l[k + "_bytes"] for k in
	("right", "stale", "scratch", "lost", "refused")) for l in r["ledger"])'
holds 'all((l["stale_bytes"] + l["lost_bytes"] > 0) == (l["policy"] == "none")
	for l in r["ledger"])'
holds 'all(l["neighbours_lost_bytes"] == 0 == l["pages_escaped"]
	for l in r["ledger"])'
holds 'all((l["scratch_bytes"] > 0) == (l["policy"] == "scratch")
	for l in r["ledger"])'
holds 'all((l["killed"] > 0) == (l["policy"] == "kill") for l in r["ledger"])'
holds 'all(p["device_bytes"] < t["points"][0]["device_bytes"] for t in
	r["throughput"] if t["policy"] != "deny" for p in t["points"][1:])'
finish
