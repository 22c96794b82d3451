#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_hard.sh - in the guest: run the hard cases, if the kernel checks slabs
# usage: guest_hard.sh
set -eu

for what in sanity_checks red_zone poison store_user; do
	[ "$(busybox cat /sys/kernel/slab/kmalloc-64/$what)" = 1 ] || {
		echo "not ok - slab_debug: kmalloc-64 has no $what"
		exit 1
	}
done

# Checks without a policy; they unload modules, which needs one CPU
RVB_RESULT_FD=9 kb_check --policies none-at-all 9> /dev/null
exec guest_checks.sh all
