#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# survey_test.sh - what real users of pinned pages do on a kernel, word by word
# usage: survey_test.sh KERNEL
set -eu
. "$(dirname "$0")/../front/expect.sh"
"$top/scripts/kernels.sh" path "$1" >/dev/null 2>&1 || {
	echo "skipped: no kernel: ./revokebench kernels get $1"
	exit 77
}
export RVB_TOP="$top" RVB_BIN="$REVOKEBENCH_BUILD/bin"

expect 0 "$RVB_BIN/survey" --kernel "$1" --events regrow,hole --users \
	'io_uring,send_zc*,rdma,rdma_siw,vfio,odirect_*,vmsplice,vm_writev,kvm,iommufd,vduse' \
	-o "$tmp/out"
results=$tmp/out/results.json

# row USER ACCESS FS EVENT: its line of results.json
row()
{
	grep "\"access\": *\"$2\".*\"event\": *\"$4\".*\"fs\": *\"$3\".*\"user\": *\"$1\"" \
		"$results"
}

# word USER ACCESS FS WORD [EVENT]
word()
{
	row "$1" "$2" "$3" "${5:-regrow}" >"$tmp/row" ||
		wrong "no row $1 $2 $3 ${5:-regrow}"
	grep -q "\"word\": *\"$4\"" "$tmp/row" ||
		wrong "not $4: $(cat "$tmp/row")"
	echo "ok: $1 $2 $3 ${5:-regrow}: $4"
}

for user in io_uring send_zc send_zc_fixed rdma vfio odirect_write vmsplice; do
	word $user write tmpfs stale
	word $user write memfd stale
done
word odirect_read write tmpfs lost
word kvm write tmpfs follows
word kvm write ext4 follows
word vmsplice write ext4 stale
for user in vmsplice send_zc; do
	word $user write fsdax waits
done
word send_zc write ext4 stale
# A registered buffer is pinned for long
for user in io_uring send_zc_fixed; do
	word $user write ext4 refused
done
grep -q '"user": *"iommufd".*"why": *"needs CONFIG_IOMMUFD' "$results" ||
	wrong "iommufd: absent without its CONFIG_"
grep -q '"user": *"rdma_siw".*"why": *"needs CONFIG_RDMA_SIW' "$results" ||
	wrong "rdma_siw: absent without its CONFIG_"
word vfio write fsdax refused
word vfio read ext4 stale
word vm_writev write fsdax waits

# The ban on long-term pins for writing came with 6.5, the pins of direct I/O with
# 6.x; 6.1's direct I/O does not wake a truncate of fsdax.
case $1 in
6.1)	writable=stale dax=hangs pins=0 ;;
*)	writable=refused dax=waits pins=32 ;;
esac
word rdma write ext4 $writable
word vfio write xfs $writable
word odirect_write write fsdax $dax
word odirect_read write fsdax $dax

# VDUSE came to Debian after 6.1, and pins all of a bounce buffer for long
case $1 in
6.1)	grep -q '"user": *"vduse".*"why": *"needs CONFIG_VDPA_USER' "$results" ||
		wrong "vduse: absent without its CONFIG_" ;;
*)	word vduse write tmpfs stale
	word vduse write memfd stale
	for fs in ext4 xfs fsdax; do word vduse write $fs refused; done
	row vduse write tmpfs regrow | grep -Eq '"pins": *256(,|})' ||
		wrong "not 256 pins: $(row vduse write tmpfs regrow)" ;;
esac

# Further kinds of file: a seal forbids the event, huge pages are as memory,
# and whoever takes ext4 takes what lies upon it
for user in io_uring rdma vfio vmsplice; do
	word $user write sealed refused
	word $user write hugetlb stale
done
for fs in overlay loop btrfs f2fs; do
	word vmsplice write $fs stale
	word rdma write $fs $writable
	word vfio read $fs stale
	word io_uring write $fs refused
done
# A private mapping has copies of its own, which the ban does not reach
for user in rdma vfio vmsplice odirect_write; do
	word $user write private stale
done
row odirect_write write ext4 regrow | grep -Eq "\"pins\": *$pins(,|})" ||
	wrong "not $pins pins: $(row odirect_write write ext4 regrow)"

# XFS loses bytes beside a hole, ext4 does not
word vm_writev write ext4 right hole
word vm_writev write xfs lost hole

# No pin is left behind
! grep '"left": *[1-9]' "$results" || wrong "pages stay pinned"
says '^odirect_write +' "out/report.txt"
