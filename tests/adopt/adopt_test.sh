#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# adopt_test.sh - policies keep their promises on pins that real users took
# usage: adopt_test.sh KERNEL
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
kernel=$("$top/scripts/kernels.sh" path "$1" 2>/dev/null) || {
	echo "skipped: no kernel: ./revokebench kernels get $1"
	exit 77
}
"$top/scripts/kmod.sh" "$kernel" >/dev/null
image=$("$top/scripts/users_initramfs.sh" "$kernel")

# One CPU: sockets and others patch code, which TCG with two does not survive
adopt()
{
	mode=$1
	shift
	rm -rf "$tmp/vm"
	expect 0 "$REVOKEBENCH_BUILD/bin/vm" --mode="$mode" --iommu=vtd \
		--append=nr_cpus=1 --kernel="$kernel/vmlinux" \
		--initrd="$image" -o"$tmp/vm" -- \
		/bin/kb_adopt --mode="$mode" --samples=1 "$@"
	cp "$tmp/vm/stdio.log" "$tmp/stdout"
}

adopt timed --check
says '^ok [0-9]* - own/block' stdout
says '^# 0 failed' stdout
for check in gone/rdma/block gone/rdma/fence gone/rdma/unload gone/vfio/block \
	gone/vfio/fence gone/vfio/scratch twice/vfio/fence twice/vfio/scratch; do
	says "^ok [0-9]* - $check\$" stdout # and not skipped
done

# ends USER POLICY TEXT: what became of the pair
ends()
{
	says "/$1/$2/return: $3" stdout
}

for user in io_uring rdma vfio v4l2 af_xdp; do
	ends $user block 'DONE released'
	ends $user kill 'DONE KILL'
	ends $user deny 'DONE EOPNOTSUPP'
	ends $user none 'DONE'
done
case $1 in
6.1)
	status=5 # IBV_WC_WR_FLUSH_ERR: soft-RoCE cannot rereg
	ends udmabuf none 'SKIP n/a: needs CONFIG_UDMABUF'
	;;
*)
	status=10 # IBV_WC_REM_ACCESS_ERR
	ends udmabuf block 'DONE released'
	ends udmabuf kill 'DONE KILL'
	ends udmabuf deny 'DONE EOPNOTSUPP'
	ends udmabuf none 'DONE reads old bytes'
	says '^ok [0-9]* - folio/udmabuf$' stdout
	;;
esac
ends rdma fence "DONE status $status"
ends rdma delay 'DONE event 3, released' # IBV_EVENT_QP_ACCESS_ERR
ends io_uring delay 'DONE released'
ends vfio fence 'DONE reaches no memory'
says 'DMAR: .DMA Read .* fault addr 0x11f000' vm/console.log # the last page
ends vfio scratch 'DONE reads scratch'
ends io_uring scratch 'SKIP n/a: io_uring cannot redirect: never'

# Pins of files on a disk: some, or from 6.5 on all, the kernel refuses itself
adopt timed --fs=ext4 --policies=deny,fence,none --users=af_xdp,io_uring,rdma,vfio,vduse
case $1 in
6.1)
	ends io_uring none 'SKIP n/a: the kernel refuses the pin: EOPNOTSUPP'
	ends io_uring deny 'DONE EOPNOTSUPP' # it pins, and looks then
	ends af_xdp none 'DONE reads old bytes'
	ends rdma fence "DONE status $status"
	ends vfio fence 'DONE reaches no memory'
	ends ext4/pages:32/vduse none 'SKIP n/a: needs CONFIG_VDPA_USER'
	;;
*)
	for user in af_xdp io_uring rdma vfio ext4/pages:32/vduse; do
		ends $user deny 'SKIP n/a: the kernel refuses the pin: EFAULT'
	done
	;;
esac

# What adopting adds: 25 instructions a page of a file, 60 a call that adopts nothing
adopt exact --policies=none --users=io_uring
mv "$tmp/stdout" "$tmp/prices"
# shellcheck disable=SC2016 # fields of awk
expect 0 awk -F '[ :,]+' '
	function adds(call, pages, memory, row) {
		row = call " " pages " " memory " "
		return price[row "adopted"] - price[row "unloaded"]
	}
	function at_most(max, what, n) {
		print what, n
		failed = failed || !(n > 0 && n <= max)
	}
	function limits(call) {
		at_most(25, call " of a further page:", (adds(call, 512, "tmpfs") - \
			adds(call, 1, "tmpfs")) / 511)
		at_most(60, call " of no file:", adds(call, 1, "anon"))
	}
	/^price/ { price[$2 " " $4 " " $7 " " $8] = $NF }
	END { limits("pin"); limits("unpin"); exit failed }' "$tmp/prices"
cat "$tmp/stdout"
