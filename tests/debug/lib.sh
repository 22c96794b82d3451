# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154
# lib.sh - sourced by the tests of the debug lane, after tests/vm/lib.sh
#
# A debug kernel is slow, and slower on a machine that emulates it: the
# watchdog of the guest and the host's patience are what it needs times three.
# All but races is run in exact mode: there a guest that is slow does not take the
# host's clock for its own, and what was found once is found again. To look for
# leaks takes as long as there is memory: no guest has more than it needs.

patience='--boot-timeout 300 --idle-timeout 600 --watchdog 120'
# To ask ACPI how interrupts are wired takes a debug kernel 28 s of its clock.
quick='acpi=noirq pci=nomsi'

# use_debug_kernel KERNEL: a name of scripts/kernels.sh, or the folder of one
use_debug_kernel()
{
	coverage=$build/coverage/${1##*/}
	logs=$build/debug/${1##*/}
	case $1 in
	*/*)	REVOKEBENCH_KERNELDIR=$1 ;;
	*)	REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" \
			2>/dev/null) ||
			skip "no debug kernel: run ./revokebench kernels get $1" ;;
	esac
	"$top/scripts/kmod.sh" "$REVOKEBENCH_KERNELDIR" > /dev/null
	mkdir -p "$work/root/bin"
	cp "$top/tests/debug/guest_debug.sh" "$work/root/bin"
}

# keep_logs NAME: of the last run, for whoever wants to read them
keep_logs()
{
	rm -rf "${logs:?}/$1"
	mkdir -p "$logs/$1"
	sed '/^-----BEGIN GCOV-----/,$d' "$cell/stdio.log" >"$logs/$1/stdio.log"
	cp "$cell/console.log" "$cell/cell.json" "$logs/$1"
}

# keep_coverage NAME: what the last run of a guest counted, for coverage.sh
keep_coverage()
{
	rm -rf "${coverage:?}/$1"
	mkdir -p "$coverage/$1"
	sed -n '/^-----BEGIN GCOV-----/,/^-----END GCOV-----/p' \
		"$cell/stdio.log" | tr -d '\r' | sed '1d;$d' | base64 -d |
		tar -xz -C "$coverage/$1"
}
