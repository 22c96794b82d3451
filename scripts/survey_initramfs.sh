#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# survey_initramfs.sh - add what the survey asks to the guest's initramfs, print its path
# usage: survey_initramfs.sh KERNELDIR [users|perf]
#
# The guest that measures stays as it is: modules and programs of the survey are in
# an image of its own, which the kernel unpacks over the other. With `users` it also
# has what makes policies act on these users: kb_adopt and the modules rvk_adopt*.
# With `perf` it has Debian's perf and nothing of the survey.
set -eu
. "$(dirname "$0")/env.sh"
case $#${2-} in
1 | 2users | 2perf) : ;;
*)	die usage "usage: $(sed -n 's/^# usage: //p' "$0")" ;;
esac

# A user whose module a kernel lacks is absent there.
modules="crc32_generic crc32_pclmul ib_uverbs rdma_rxe vfio_iommu_type1 vfio-pci
	btrfs f2fs vivid dm-mod dm-delay kvm_amd udmabuf ublk_drv
	vdpa_sim_net vhost_vdpa vduse virtio_vdpa virtio_blk siw rdma_ucm dummy"
programs="dmsetup rdma vdpa mkfs.btrfs mkfs.f2fs"
verbs=/usr/lib/x86_64-linux-gnu/libibverbs
libraries="$verbs/librxe-rdmav34.so $verbs/libsiw-rdmav34.so"
drivers="/etc/libibverbs.d/rxe.driver /etc/libibverbs.d/siw.driver"
programs_own="survey_guest ${2:+kb_adopt}"
perf=
if [ "${2-}" = perf ]; then
	modules='' programs='' libraries='' drivers='' programs_own=guest_perf
	# A perf in PATH may be a wrapper for another kernel's: it must run.
	perf=$(command -v perf) ||
		die usage "no perf: apt-get install linux-perf"
	"$perf" version >/dev/null 2>&1 ||
		die usage "$perf does not run: apt-get install linux-perf"
fi

base=$("$here/initramfs.sh" "$1")
image=${base%.cpio}.${2:-survey}.cpio
release=$(cat "$1/release")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
root=$work/root
mkdir -p "$root"

# put FILE PLACE: print its line and those of its shared libraries
put()
{
	[ -r "$1" ] || die usage "no $1: $me doctor"
	echo "$1 $2"
	libraries "$1" | sed 's|^/\(.*\)|/\1 \1|'
}

# A kernel's path may be a link
kernel=$(cd "$1" && pwd -P)
{
	for name in $programs_own; do put "$bin/$name" "bin/$name"; done
	[ -z "$perf" ] || put "$perf" bin/perf
	[ "${2-}" != users ] || for file in "$(modules_of "$kernel")"/adopt/*.ko; do
		echo "$file lib/modules/$release/extra/adopt/${file##*/}"
	done
	for name in $programs; do put "$(command -v "$name")" "sbin/$name"; done
	for file in $libraries $drivers; do put "$file" "${file#/}"; done
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
[ "$perf" ] || (cd "$root" && cpio --quiet -idm 'lib/modules/*') <"$base"
while read -r file place; do
	mkdir -p "$root/$(dirname "$place")"
	cp -L "$file" "$root/$place"
done <"$work/wanted"
for name in $programs_own; do strip -d "$root/bin/$name"; done
for file in "$root/lib/modules/$release"/extra/adopt/*.ko; do
	[ ! -e "$file" ] || strip -d -R .note.gnu.build-id "$file"
done
[ "$perf" ] || depmod -b "$root" "$release"
pack "$root" >"$work/extra"
rm -f "$image.inputs"
cat "$base" "$work/extra" >"$image.tmp.$$"
mv "$image.tmp.$$" "$image"
echo "$print" >"$image.inputs"
echo "$image"
