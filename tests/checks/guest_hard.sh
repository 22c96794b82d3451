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
exec guest_checks.sh again
