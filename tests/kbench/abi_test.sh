#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# abi_test.sh - boot a guest and let kb_abi try /dev/kbench in it
# usage: abi_test.sh KERNEL
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"

REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) ||
	skip "no kernel: run ./revokebench kernels get $1"

put_programs kb_abi

make_guest
run_vm kb_abi -- kb_abi
cat "$cell/stdio.log"
check "every test of kb_abi passes on $1" [ "$code" -eq 0 ]
finish
