#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_debug.sh - in the guest: run a program, then ask what was lost and run
# usage: guest_debug.sh PROGRAM [ARGUMENT...]
#
# On stdout, last: every .gcda file of our modules, packed, between two lines. Then,
# if all was well, a bug is planted for each detector: who is silent about that has
# been silent about the program, too.
set -eu
leaks=/sys/kernel/debug/kmemleak
gcov=/sys/kernel/debug/gcov

# What is there after the boot is the kernel's own business; it looks when asked
[ -w $leaks ] || { echo "not ok - kmemleak is off"; exit 1; }
echo scan=off > $leaks
echo scan > $leaks
echo clear > $leaks

"$@" && code=0 || code=$?

# An object counts when it is older than 5 s and the same in two scans. The
# kernel's log says that there are some: that fails the run, as any splat does.
look_for_leaks()
{
	busybox sleep 6
	echo scan > $leaks
	echo scan > $leaks
}

look_for_leaks
busybox head -n 200 $leaks | busybox sed 's/^/# /'

echo "-----BEGIN GCOV-----"
busybox mkdir /tmp/gcov
(cd $gcov && busybox find . -name '*.gcda') | while read -r file; do
	busybox mkdir -p "/tmp/gcov/${file%/*}"
	busybox cat "$gcov/$file" > "/tmp/gcov/$file"
done
busybox tar -c -C /tmp/gcov . | busybox gzip | busybox base64
echo "-----END GCOV-----"
[ "$code" -eq 0 ] || exit "$code"

# abba is the first: what KASAN reports, too, turns lockdep off
echo '<5>revokebench: bugs from here on' > /dev/kmsg
for bug in abba use_after_free shift sleep_in_atomic; do
	insmod /kfault.ko how=$bug
	busybox rmmod kfault
done
# A module that is gone has no name in what is said of its leak
insmod /kfault.ko how=leak
look_for_leaks
busybox head -n 40 $leaks
