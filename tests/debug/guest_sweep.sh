#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_sweep.sh - in the guest: kb_abi, kb_sweep, then all of our modules must go
# usage: guest_sweep.sh
#
# On tmpfs: of what fails below ext4, ext4 itself says EIO and logs an error.
# Nor the caches that slub_debug=A leaves out: those of the detectors.
set -eu

# One frame is for kb_sweep
CMOCKA_MESSAGE_OUTPUT=TAP RVB_RESULT_FD=9 kb_abi 9> /dev/null
busybox grep -q 1 /sys/kernel/slab/kmalloc-64/failslab
echo Y > /sys/kernel/debug/failslab/cache-filter
kb_sweep /tmp
for module in $(busybox sed -n 's/^\(rvk_[a-z]*\) .*/\1/p' /proc/modules) \
	kbench rvk; do
	busybox rmmod "$module"
done
