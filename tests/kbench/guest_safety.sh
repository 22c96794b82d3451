#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_safety.sh - in the guest: which kernels our modules refuse
# usage: guest_safety.sh ours|foreign|unstable
set -eu
where=$1
extra=/lib/modules/$(busybox uname -r)/extra

result()
{
	echo "$1 - $2"
	[ "$1" = ok ] || exit 1
}

# refused NAME WORD ARGUMENT...: insmod must fail, the kernel's log say WORD
refused()
{
	name=$1
	word=$2
	shift 2
	if insmod "$extra/rvk.ko" "$@" 2> /tmp/err; then
		result "not ok" "$name: loaded"
	fi
	busybox grep -q 'Operation not permitted' /tmp/err ||
		result "not ok" "$name: $(busybox cat /tmp/err)"
	busybox dmesg | busybox tail -n 1 | busybox grep -q "rvk: $word" ||
		result "not ok" "$name: $(busybox dmesg | busybox tail -n 1)"
	result ok "$name"
}

loads()
{
	name=$1
	shift
	insmod "$extra/rvk.ko" "$@" || result "not ok" "$name"
	busybox rmmod rvk
	result ok "$name"
}

! busybox grep -e '^rvk' -e '^kbench' /proc/modules ||
	result "not ok" "a module of ours was loaded at boot"
if [ "$where" = unstable ]; then
	refused "a clock that is not stable" "the TSC of this machine" allow=1
	exec guest_fault ok
fi
if [ "$where" = foreign ]; then
	refused "a machine that is not ours" "not a guest of revokebench"
	loads "it is, at one's own risk" allow=1
else
	loads "a guest of ours"
fi
# D, W, B and L, bits 7, 9, 5 and 14; any may be set by hand, none cleared
for taint in 512:warning 32:"bad page" 128:oops 16384:hung; do
	echo "${taint%%:*}" > /proc/sys/kernel/tainted
	refused "after ${taint#*:}" "this kernel .*" allow=1
done
exec guest_fault ok
