#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# safety_test.sh - our modules go nowhere by themselves, and QEMU owns nothing
# usage: safety_test.sh KERNEL
# Names that are set nowhere here come from lib.sh, which calls what is below.
# shellcheck disable=SC2154,SC2317
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"

REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) ||
	skip "no kernel: run ./revokebench kernels get $1"
kmod=$("$top/scripts/kmod.sh" "$REVOKEBENCH_KERNELDIR")

no_alias()
{
	for ko in "$kmod"/*.ko; do
		alias=$(modinfo -F alias "$ko")
		[ -z "$alias" ] || { echo "# $ko: alias $alias"; return 1; }
	done
}

confined()
{
	grep -q "\"$1\": true" "$cell/cell.json"
}

check "nothing can ask for our modules by an alias" no_alias

mkdir -p "$work/root/bin"
cp "$(dirname "$0")/guest_safety.sh" "$work/root/bin"
make_guest
run_vm ours --mode timed -- guest_safety.sh ours
cat "$cell/stdio.log"
check "a guest of ours takes them, until it has crashed" [ "$code" -eq 0 ]
if [ "$(id -u)" -eq 0 ]; then
	check "QEMU is run as nobody" confined nobody
fi
check "QEMU is run in its sandbox" confined sandbox
run_vm foreign --foreign --mode timed -- guest_safety.sh foreign
cat "$cell/stdio.log"
check "any other machine refuses them" [ "$code" -eq 0 ]
run_vm unstable --append tsc=unstable --mode timed -- guest_safety.sh unstable
cat "$cell/stdio.log"
check "a guest without a stable TSC refuses them" [ "$code" -eq 0 ]
finish
