#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_hard.sh - in the guest: the hard cases, if slabs are really checked
# usage: guest_hard.sh
set -eu

for what in sanity_checks red_zone poison store_user; do
	[ "$(busybox cat /sys/kernel/slab/kmalloc-64/$what)" = 1 ] || {
		echo "not ok - slab_debug: kmalloc-64 has no $what"
		exit 1
	}
done

# What has nothing to do with policies; kb_check says why that takes one CPU
RVB_RESULT_FD=9 kb_check --policies none-at-all 9> /dev/null
exec guest_checks.sh all
