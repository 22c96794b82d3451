#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_debug.sh - in the guest: run a program, then ask what was lost and run
# usage: guest_debug.sh PROGRAM [ARGUMENT...]
#
# On stdout: what was lost and every .gcda file of our modules, packed, each between
# two lines. Behind the program a bug is planted for each detector: who is silent
# about that has been silent about the program, too.
set -eu
leaks=/sys/kernel/debug/kmemleak
gcov=/sys/kernel/debug/gcov

# What is there after the boot is the kernel's own business; it looks when asked
[ -w $leaks ] || { echo "not ok - kmemleak is off"; exit 1; }
echo scan=off > $leaks
echo scan > $leaks
echo clear > $leaks

"$@" && code=0 || code=$?
echo "$1 ended with $code"
echo '<5>revokebench: bugs from here on' > /dev/kmsg

# One look finds what the program has lost and what is lost here on purpose. An
# object counts when it is older than 5 s and the same in two scans; a module that
# is gone has no name in what is said of its leak.
insmod /kfault.ko how=leak
busybox sleep 6
echo scan > $leaks
echo scan > $leaks
echo "-----BEGIN LEAKS-----"
busybox cat $leaks
echo "-----END LEAKS-----"
busybox rmmod kfault

echo "-----BEGIN GCOV-----"
busybox cp -r $gcov /tmp/gcov
(cd /tmp/gcov && busybox find . -name '*.gcda' | busybox xargs busybox tar -c) |
	busybox gzip | busybox base64
echo "-----END GCOV-----"

# abba is the first: what KASAN reports turns lockdep off
for bug in abba use_after_free shift sleep_in_atomic; do
	insmod /kfault.ko how=$bug
	busybox rmmod kfault
done
