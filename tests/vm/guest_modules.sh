#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_modules.sh - in the guest: make and mount each file system, by name
set -eu

busybox modprobe brd rd_nr=1 rd_size=524288
for type in ext4 xfs; do
	"mkfs.$type" /dev/ram0 > /dev/null 2>&1
	mount -t "$type" /dev/ram0 /mnt
	echo mounted "$type" >&"$RVB_CONTROL_FD"
	umount /mnt
	busybox dd if=/dev/zero of=/dev/ram0 bs=1M count=8 2> /dev/null
done
modprobe nd_e820
modprobe nd_pmem
mkfs.xfs -m reflink=0 /dev/pmem0 > /dev/null
mount -t xfs -o dax=always /dev/pmem0 /mnt
echo mounted dax >&"$RVB_CONTROL_FD"
exec guest_fault ok
