#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# hard_test.sh - boot a guest that poisons freed memory and run the hard cases
# usage: hard_test.sh KERNEL
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"

REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) ||
	skip "no kernel: run ./revokebench kernels get $1"
"$top/scripts/kmod.sh" "$REVOKEBENCH_KERNELDIR" > /dev/null
put_programs kb_check
cp "$top/tests/checks/guest_checks.sh" "$(dirname "$0")/guest_hard.sh" \
	"$work/root/bin"
make_guest

run_vm hard --mode exact --idle-timeout 240 --append \
	"memmap=400M!1G slub_debug=FZPU page_poison=1 init_on_free=1" \
	-- guest_hard.sh
grep -a -e '^not ok' -e '^# [0-9]* passed' "$cell/stdio.log" || :
check "every check passes on $1, freed memory poisoned" [ "$code" -eq 0 ]
check "freed pages were" grep -q 'mem auto-init: .*PAGE_POISONING is on' \
	"$cell/console.log"
finish
