#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_results.sh - results that are missing, broken, too large or not writable
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

make_guest

run_vm none --mode timed -- guest_fault exit 0
expect 6 ERROR no-result "without a result" ""

run_vm cut --mode timed -- guest_fault cut
expect 6 ERROR no-result "cut off" ""
check "cut: no result.json" [ ! -e "$cell/result.json" ]

run_vm garbage --mode timed -- guest_fault garbage
expect 6 ERROR bad-result "are not a frame" ""

run_vm notjson --mode timed -- guest_fault notjson
expect 6 ERROR bad-result "not a JSON text" ""
check "notjson: no result.json" [ ! -e "$cell/result.json" ]

# A result is larger than any buffer between guest and runner.
run_vm large --mode timed --result-limit 33554432 -- guest_fault large 33554432
check "large: 32 MiB pass" [ "$code" -eq 0 ]
check "large: all are there" \
	[ "$(wc -c < "$cell/result.json")" -eq 33554432 ]
run_vm full --mode timed --result-limit 33554431 -- guest_fault large 33554432
expect 6 ERROR bad-result "larger than the limit" ""
check "full: no result.json" [ ! -e "$cell/result.json" ]

# The disk is full when the result arrives.
export vm kernel work
unshare -m true 2> /dev/null || { echo "# no full disk: cannot unshare"; finish; }
code=0
# shellcheck disable=SC2016
unshare -m sh -c 'mkdir "$work/disk" &&
	mount -t tmpfs -o size=1m tmpfs "$work/disk" && {
	"$vm" --mode timed --kernel "$kernel/vmlinux" --initrd "$work/initrd" \
		-o "$work/disk/cell" -- guest_fault large 4000000
	code=$?
	cp -r "$work/disk/cell" "$work/disk-full"
	exit $code; }' 2> "$work/err" || code=$?
cell=$work/disk-full
expect 6 ERROR bad-result "No space left" ""
check "disk-full: no half of a result" \
	[ "$(find "$cell" -name 'result.json*' | wc -l)" -eq 0 ]

finish
