#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# quick_result.sh - what a folder of run --quick has to hold
# usage: quick_result.sh FOLDER RELEASE
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
out=$1
: >"$tmp/stdout"
: >"$tmp/stderr"

# holds EXPRESSION: true of the results, which it names r; all are read at the end
holds()
{
	printf '%s\0' "$1" >>"$tmp/holds"
}

holds 'r["status"] == "DONE" and r["exact"]["exact"]'
holds 'len(r["exact"]["sha256"]) == 4'
holds 'r["exact"]["sha256"][0] == r["exact"]["sha256"][3]'
holds 'len(r["exact"]["scene_sha256"]) == 4'
holds 'r["exact"]["scene_sha256"][0] == r["exact"]["scene_sha256"][3]'
holds 'r["environment"]["kernel"]["release"] == "'"$2"'"'

# Every case over every kind of memory has a row with a figure or a reason; those
# of the device edu have a guest of their own.
cases=$("$top/revokebench" list cases | awk '!/^iommu/ { print $1 }')
kinds=$("$top/revokebench" list fs | awk '{ print $1 }')
scenes=$("$top/revokebench" list scenes | awk '{ print $1 }')
for case in $cases; do
	case " $(echo "$scenes" | tr '\n' ' ') " in *" $case "*) continue ;; esac
	holds "any(s['case'] == '$case' for s in r['summary'])"
done
for kind in $kinds; do
	holds "any(s['memory'] == '$kind' and 'p50' in s for s in r['summary'])"
done
# Only a phase that sleeps has no figure: idle ticks are not instructions.
holds 'all("p50" in s or "refused" in s or "it sleeps" in s["reason"]
	for s in r["summary"])'
holds 'all(s["min"] > 0 for s in r["summary"] if "p50" in s)'

# The kernel's own refusal of a long-term pin on fsdax is a result, not a gap.
holds 'all(s.get("refused") == "EOPNOTSUPP" for s in r["summary"]
	if s["case"] == "longterm" and s["memory"] == "fsdax")'

# Every scene has rows; a measured row has figures, any other a reason.
events='[d for a in ("distributions", "throughput", "ledger", "scaling")
	for d in r[a]]'
for scene in $scenes; do
	holds "any(d['scene'] == '$scene' for d in $events)"
done
holds "all(d.get('status', 'DONE') == 'DONE' or d['reason'] for d in $events)"
holds "not any(d.get('status') in ('ERROR', 'FAIL') for d in $events)"
holds "all(d['mode'] == 'exact' and not d['emulated'] for d in $events)"
holds 'all(len({d["name"] for d in r[a]}) == len(r[a])
	for a in ("distributions", "throughput", "ledger", "scaling"))'
holds 'all(sum(b[1] for b in d["histogram"]) == d["n"] and
	d["p50_low"] <= d["p50"] <= d["p50_high"] and d["min"] <= d["p50_high"]
	for d in r["distributions"] if "histogram" in d)'

# Each policy has a truncate of tmpfs on each device it can work on, but edu, which
# has a guest of its own.
"$top/revokebench" list policies --json >"$tmp/policies"
for pair in $(python3 -c 'import json, sys
for p in json.load(open(sys.argv[1])):
    for device, word in p["devices"].items():
        if word == "yes" and device != "edu": print(p["name"] + ":" + device)' "$tmp/policies"); do
	holds "any(d['policy'] == '${pair%:*}' and d['device'] == '${pair#*:}' and
	d['event'] == 'truncate' and d['memory'] == 'tmpfs' and ('p50' in d or 'refused' in d)
	for d in r['distributions'])"
done
# A pair that is listed as n/a has no figure: the modules refuse it, too.
for pair in $(python3 -c 'import json, sys
for p in json.load(open(sys.argv[1])):
    for device, word in p["devices"].items():
        if word != "yes": print(p["name"] + ":" + device)' "$tmp/policies"); do
	holds "not any(d['policy'] == '${pair%:*}' and
	d['device'] == '${pair#*:}' and 'p50' in d for d in r['distributions'])"
done

# The gate costs at most 20 instructions a call, by the row without it.
holds '(lambda p: all(0 < p[c, h] - p[c + "_off", h] <= 20
	for c, h in p if not c.endswith("_off")))({(s["case"], s["phase"]): s["p50"]
	for s in r["summary"] if s["case"].startswith("gate")})'

# The report gives the cost of a pin next to that of a plain reference.
holds '(lambda c: c["pin"] > c["get"] > 0)({s["case"]: s["per_page"]
	for s in r["summary"] if s["memory"] == "tmpfs" and s["pages"] == 512
	and s["phase"] in ("pin", "get")})'

/usr/bin/python3 - "$out/results.json" "$tmp/holds" <<'END' || wrong "see above"
import json, sys
results = json.load(open(sys.argv[1]))
for text in open(sys.argv[2]).read().split("\0")[:-1]:
    if eval(text, {"r": results}) is not True:
        sys.exit("does not hold: " + text)
    print("ok:", text)
END

# The mail is plain ASCII in 72 columns.
LC_ALL=C grep -n '[^ -~]' "$out/report.txt" && wrong "report.txt: not plain"
awk 'length > 72 { exit 1 }' "$out/report.txt" || wrong "report.txt: too wide"
grep -q ' $' "$out/report.txt" && wrong "report.txt: trailing blanks"
xmllint --html --noout "$out/report.html" 2>"$tmp/stderr" ||
	wrong "report.html: not well-formed"
grep -q '<svg' "$out/report.html" || wrong "report.html: no plot"

# Google Benchmark's own tool reads the JSON. Its modules belong to Debian's
# python3, which need not be the first on the PATH.
python3 -c 'import json, sys
json.load(open(sys.argv[1]), parse_constant=sys.exit)' "$out/results.json" ||
	wrong "results.json: not strict"
expect 0 /usr/bin/python3 /usr/share/benchmark/compare.py benchmarks \
	"$out/results.json" "$out/results.json"

# Every line that a guest printed is accounted for.
for log in "$out"/cells/*/console.log; do
	grep -nE 'WARNING|BUG|Oops|Call Trace' "$log" && wrong "$log: see above"
done
exit 0
