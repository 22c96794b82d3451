#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_edu.sh - policies keep their promise where the DMA is real, and exactly so
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

find_kernel
"$top/scripts/kmod.sh" "$kernel" > /dev/null
make_guest

# run_checks CELL KIND MODE DEVICE POLICIES CHECKS: all pass on the device of that
# name
run_checks()
{
	# shellcheck disable=SC2086 # an option and its word, or none
	run_vm "$1" --iommu "$2" ${3:+--iommu-mode $3} --append kbench.edu=1 -- \
		kb_check --devices 'edu*' --engines timer --fs tmpfs \
		--policies "$5" --checks "$6"
	grep -a -e '^not ok' -e '^# [0-9]* passed' "$cell/stdio.log" || :
	check "$1: every check passes" [ "$code" -eq 0 ]
	check "$1: the device is $4" grep -q "\"device\": *\"$4\"" \
		"$cell/result.json"
}

# window CELL CHECK OLD: of six transfers OLD read the page that was truncated, and
# the kernel was seen to flush
window()
{
	check "$1: $2: $3 of 6 transfers read the old page" /usr/bin/python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))["rows"]
marks = [r["marks"] for r in rows if r["check"] == sys.argv[2] and "marks" in r]
sys.exit(not (len(marks) == 1 and marks[0]["transfers"] == 6 and
	marks[0]["old"] == int(sys.argv[3]) and
	(marks[0]["flushed_ms"] > marks[0]["returned_ms"]) == (marks[0]["old"] > 0)))' \
		"$work/$1/result.json" "$2" "$3"
}

promises=revoke/punch,write/truncate
run_checks first vtd strict edu-vtd-strict none,fence,scratch "$promises,window/*"
run_checks again vtd strict edu-vtd-strict none,fence,scratch "$promises,window/*"
check "two boots give the same bytes" \
	cmp -s "$work/first/result.json" "$work/again/result.json"
window first window/trust 0
window first window/flush 0

run_checks lazy vtd lazy edu-vtd-lazy fence 'window/*'
window lazy window/trust 6
window lazy window/flush 0

# One flush for 256 pages, though their addresses do not adjoin after some maps and
# unmaps in this mode: all pages but two save at least what a flush costs.
run_vm flushes --iommu vtd --iommu-mode lazy --append kbench.edu=1 -- \
	ubench --cases iommu,iommu_dma --memory anon,tmpfs --pages 64,512 --loops 21
check "flushes: 256 pages are flushed at once" /usr/bin/python3 -c '
import json, sys
rows = [r for r in json.load(open(sys.argv[1]))["rows"] if r["case"] == "iommu"]
p50 = {(r["memory"], r["pages"], r["phase"]): r["p50"] for r in rows}
saved = {k: p50[(*k, "redirect")] - p50[(*k, "batch")] - (k[1] - 2) * p50[(*k, "flush")]
	for k in sorted({k[:2] for k in p50})}
sys.exit(len(saved) != 4 or min(saved.values()) < 0)' "$cell/result.json"

# AMD's driver takes a virtual IOMMU for one that has to be strict
run_checks amd amd lazy edu-amd-strict fence 'window/*'
window amd window/trust 0

# An address that nothing translates: a revoke waits for the transfer in progress
untranslated=$promises,escape/discard,forked/keeps
run_checks pt vtd pt edu-vtd-pt none,fence,scratch "$untranslated"
run_checks none none '' edu-none none,fence,scratch "$untranslated"

if grep -q '^CONFIG_VIRTIO_IOMMU=' "$kernel/config"; then
	run_checks virtio virtio strict edu-virtio-strict fence 'window/*'
	window virtio window/trust 0
else
	run_vm virtio --iommu virtio -- true
	check "without virtio's driver the guest says so" \
		grep -aq 'failed: virtio_iommu' "$work/virtio/console.log"
fi

finish
