#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# survey_initramfs.sh - add what the survey asks to the guest's initramfs, print its path
# usage: survey_initramfs.sh KERNELDIR
#
# The guest that measures stays as it is: modules and programs of the survey are in
# an image of its own, which the kernel unpacks over the other.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 1 ] || die usage "usage: survey_initramfs.sh KERNELDIR"

# A user whose module a kernel lacks is absent there.
modules="crc32_generic crc32_pclmul ib_uverbs rdma_rxe vfio_iommu_type1 vfio-pci
	btrfs vivid dm-mod dm-delay kvm_amd udmabuf"
programs="dmsetup rdma mkfs.btrfs"
libraries=/usr/lib/x86_64-linux-gnu/libibverbs/librxe-rdmav34.so
driver=/etc/libibverbs.d/rxe.driver

base=$("$here/initramfs.sh" "$1")
image=${base%.cpio}.survey.cpio
release=$(cat "$1/release")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
root=$work/root
mkdir -p "$root"

# put FILE PLACE: print its line and those of its shared libraries
put()
{
	[ -r "$1" ] || die usage "no $1: ./revokebench doctor"
	echo "$1 $2"
	libraries "$1" | sed 's|^/\(.*\)|/\1 \1|'
}

# A kernel's path may be a link
kernel=$(cd "$1" && pwd -P)
{
	put "$build/bin/survey_guest" bin/survey_guest
	for name in $programs; do put "$(command -v "$name")" "sbin/$name"; done
	for file in $libraries $driver; do put "$file" "${file#/}"; done
	for name in $modules; do
		modprobe --set-version "$release" -d "$kernel" --show-depends \
			--ignore-install "$name" 2>/dev/null |
			sed -n "s|^insmod \(.*/\(lib/modules/$release/[^ ]*\)\).*|\1 \2|p"
	done
} | sort -u >"$work/wanted"
print=$(cut -d' ' -f1 "$work/wanted" | xargs sha256sum "$0" "$base" |
	cut -d' ' -f1 | sha256sum | cut -d' ' -f1)
if [ -e "$image" ] && [ "$(cat "$image.inputs" 2>/dev/null)" = "$print" ]; then
	echo "$image"
	exit 0
fi
(cd "$root" && cpio --quiet -idm 'lib/modules/*') <"$base"
while read -r file place; do
	mkdir -p "$root/$(dirname "$place")"
	cp -L "$file" "$root/$place"
done <"$work/wanted"
strip -d "$root/bin/survey_guest"
depmod -b "$root" "$release"
pack "$root" >"$work/extra"
rm -f "$image.inputs"
cat "$base" "$work/extra" >"$image.tmp.$$"
mv "$image.tmp.$$" "$image"
echo "$print" >"$image.inputs"
echo "$image"
