#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# trace_test.sh - a revoke leaves the trace events rvk:*, in their order
# usage: trace_test.sh KERNEL
# shellcheck disable=SC2317 # functions are called by check
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) || {
	echo "SKIP: no kernel: run ./revokebench kernels get $1"
	exit 77
}
. "$top/tests/vm/lib.sh"

make_trace_guest()
{
	find_kernel
	"$top/scripts/kmod.sh" "$kernel" >/dev/null
	mkdir -p "$work/root/bin"
	cp "$top/tests/perf/trace_guest.sh" "$work/root/bin"
	base=$("$top/scripts/initramfs.sh" "$kernel") || exit 1
	( cd "$work/root" && find . | LC_ALL=C sort |
		cpio --quiet -o -H newc --reproducible -R 0:0 ) >"$work/extra"
	cat "$base" "$work/extra" >"$work/initrd"
}

# Print the names of the events in their order.
events()
{
	sed -n 's/.* rvk_\([a-z_]*\): .*/\1/p' "$cell/stdio.log" | tr '\n' ' '
}

says()
{
	grep -q "$1" "$cell/stdio.log"
}

make_trace_guest
run_vm scratch --mode exact -- /bin/trace_guest.sh scratch
check "the guest ends well" [ $code -eq 0 ]
check "the order of a redirect" [ "$(events)" = \
	"region_registered event_begin redirected drained event_end " ]
check "a region says whose it is" \
	says 'rvk_region_registered:.* pages=8 .*policy=scratch device=gpu'
check "an event says what it is" says 'rvk_event_begin:.* cause=truncate first=0'
check "pages are counted" says 'rvk_redirected:.* first=0 pages=8'
finish
