#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# lane_test.sh - one program on a debug kernel, then: what was lost, what was run
# usage: lane_test.sh checks|abi|sweep KERNEL
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2086,SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
# shellcheck source=tests/debug/lib.sh
. "$(dirname "$0")/lib.sh"

name=$1
use_debug_kernel "$2"

case $name in
checks)	cp "$top/tests/checks/guest_checks.sh" "$work/root/bin"
	put_programs kb_check
	set -- guest_debug.sh guest_checks.sh again ;;
abi)	put_programs kb_abi
	set -- guest_debug.sh kb_abi ;;
sweep)	cp "$top/tests/debug/guest_sweep.sh" "$work/root/bin"
	put_programs kb_sweep
	set -- guest_debug.sh guest_sweep.sh ;;
*)	echo "usage: lane_test.sh checks|abi|sweep KERNEL" >&2; exit 2 ;;
esac
make_guest
run_vm "$name" $patience --memory 1536 --append "memmap=400M!1G $quick" -- "$@"
sed '/BEGIN GCOV/,$d' "$cell/stdio.log" |
	grep -a -e '^not ok' -e '^# ' -e '^ok .* faults' || :
check "$name on the debug kernel: no fault, no leak" [ "$code" -eq 0 ]
[ "$code" -ne 0 ] || check "$name: what was run is known" keep_coverage "$name"
finish
