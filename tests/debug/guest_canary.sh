#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_canary.sh - in the guest: plant a bug of tests/vm/kfault, give it time
# usage: guest_canary.sh FAULT
set -eu

insmod /kfault.ko how="$1"
[ "$1" = leak ] || exit 0
# An object counts when it is older than 5 s and the same in two scans
busybox sleep 6
echo scan > /sys/kernel/debug/kmemleak
echo scan > /sys/kernel/debug/kmemleak
busybox head -n 40 /sys/kernel/debug/kmemleak
