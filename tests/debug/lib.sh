# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154
# lib.sh - sourced by the tests of the debug lane, after tests/vm/lib.sh
#
# A debug kernel is slow, and slower under emulation: watchdog and timeouts are
# three times what it needs. All but races run in exact mode, where a slow guest has
# its own clock and a failure repeats. A scan for leaks takes time in proportion to
# memory, so each guest has only what it needs.

patience='--boot-timeout 300 --idle-timeout 600 --watchdog 120'
# A debug kernel takes 28 s of its clock to parse the interrupt routing of ACPI. An
# IOMMU needs it, and on that machine it takes less.
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

# keep_logs NAME: keep the logs of the last run
keep_logs()
{
	rm -rf "${logs:?}/$1"
	mkdir -p "$logs/$1"
	sed '/^-----BEGIN GCOV-----/,$d' "$cell/stdio.log" >"$logs/$1/stdio.log"
	cp "$cell/console.log" "$cell/cell.json" "$logs/$1"
}

# keep_coverage NAME: keep the coverage of the last run for coverage.sh
keep_coverage()
{
	rm -rf "${coverage:?}/$1"
	mkdir -p "$coverage/$1"
	sed -n '/^-----BEGIN GCOV-----/,/^-----END GCOV-----/p' \
		"$cell/stdio.log" | tr -d '\r' | sed '1d;$d' | base64 -d |
		tar -xz -C "$coverage/$1"
}
