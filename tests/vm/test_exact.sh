#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_exact.sh - exact mode: the same seed gives the same bytes, whatever is printed
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

make_guest

run_vm first --progress-fd 3 -- guest_fault measure 3> "$work/progress"
check "first: exit code 0" [ "$code" -eq 0 ]
check "first: every control line was copied" \
	[ "$(grep -c '^at [0-9]* 300 operation$' "$work/progress")" -eq 300 ]
check "first: up, then at, then exit" \
	[ "$(sed -n '1p;$p' "$work/progress" | tr '\n' ,)" = "up,exit 0," ]
check "first: stdio.log has its 300 lines" \
	[ "$(wc -l < "$cell/stdio.log")" -eq 300 ]

# The cell's replay.sh repeats it, next to a load on the host.
( while :; do :; done ) &
load=$!
code=0
"$work/first/replay.sh" "$work/again" 2> "$work/err" || code=$?
kill "$load"
check "again: exit code 0" [ "$code" -eq 0 ]
check "again: byte-identical result" \
	cmp "$work/first/result.json" "$work/again/result.json"

# Another seed gives another result, so the comparison can fail.
run_vm other --seed 2 -- guest_fault measure
check "other seed: exit code 0" [ "$code" -eq 0 ]
check "other seed: another result" \
	[ "$(cksum < "$work/first/result.json")" != "$(cksum < "$cell/result.json")" ]

finish
