#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_sweep.sh - in the guest: run kb_abi and kb_sweep, then unload our modules
# usage: guest_sweep.sh
#
# Sweep on tmpfs: on a failed allocation ext4 returns EIO and logs an error. Do not
# inject into the caches of the detectors, which slub_debug=A leaves out.
set -eu

# The host accepts one frame: that of kb_sweep
CMOCKA_MESSAGE_OUTPUT=TAP RVB_RESULT_FD=9 kb_abi 9> /dev/null
busybox grep -q 1 /sys/kernel/slab/kmalloc-64/failslab
echo Y > /sys/kernel/debug/failslab/cache-filter
kb_sweep /tmp
for module in $(busybox sed -n 's/^\(rvk_[a-z]*\) .*/\1/p' /proc/modules) \
	kbench rvk; do
	busybox rmmod "$module"
done
