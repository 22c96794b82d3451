#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_debug.sh - in the guest: run a program, then print its leaks and coverage
# usage: guest_debug.sh PROGRAM [ARGUMENT...]
#
# Prints leaks, and the .gcda files of our modules as an archive, each between two
# lines. After the program a bug is planted for each detector: a detector that does
# not report it may have missed bugs of the program, too.
set -eu
leaks=/sys/kernel/debug/kmemleak
gcov=/sys/kernel/debug/gcov

# kmemleak scans on demand only
[ -w $leaks ] || { echo "not ok - kmemleak is off"; exit 1; }
echo scan=off > $leaks

"$@" && code=0 || code=$?
echo "$1 ended with $code"
echo '<5>revokebench: bugs from here on' > /dev/kmsg

# One report has the leaks of the program and the planted one. kmemleak reports an
# object that is older than 5 s and unchanged in two scans; the report of an
# unloaded module's leak has no module name.
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

# abba comes first: a report of KASAN turns lockdep off
for bug in abba use_after_free shift sleep_in_atomic; do
	insmod /kfault.ko how=$bug
	busybox rmmod kfault
done
