#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# check_test.sh - boot a guest with two CPUs and run the checks that race
# usage: check_test.sh KERNEL
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"

REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) ||
	skip "no kernel: run ./revokebench kernels get $1"

put_programs kb_check
cp "$top/tests/checks/guest_checks.sh" "$work/root/bin"

"$top/scripts/kmod.sh" "$REVOKEBENCH_KERNELDIR" > /dev/null
make_guest

# Two CPUs, so that device and truncate run at the same time.
run_vm checks --mode timed --append memmap=400M!1G -- guest_checks.sh races
grep -a -e '^not ok' -e '^# [0-9]* passed' "$cell/stdio.log" || :
check "every check passes on $1" [ "$code" -eq 0 ]
check "the result came to the host" grep -q '"check": *"pair"' "$cell/result.json"
finish
