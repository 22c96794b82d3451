#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# initramfs.sh - make the guest's initramfs, print its path
# usage: initramfs.sh KERNELDIR
#
# KERNELDIR holds `release` and lib/modules/RELEASE (see scripts/kernels.sh).
# It holds vm_init, ubench and what else is built, and the modules of
# build/kmod/RELEASE. The same inputs give the same bytes in any clone. It is made
# again only if an input changed.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 1 ] || die usage "usage: initramfs.sh KERNELDIR"

kernel=$1
[ -r "$kernel/release" ] ||
	die usage "$kernel: no kernel there: get one with scripts/kernels.sh get 6.1"
release=$(cat "$kernel/release")
modules=$kernel/lib/modules/$release
[ -r "$modules/modules.dep" ] ||
	die usage "$modules: no modules.dep there: run depmod -b $kernel $release"
[ -x "$build/bin/vm_init" ] ||
	die usage "$build/bin/vm_init: not built: run cmake --build $build"
busybox=$(command -v busybox) || die usage "no busybox: apt-get install busybox-static"
[ "$(ldd "$busybox" 2>&1 | grep -c 'not a dynamic')" -eq 1 ] ||
	die usage "$busybox: not static: apt-get install busybox-static"

# init loads at_boot in this order; tests load the others on demand.
at_boot="virtio_pci virtio_console pvpanic-pci i6300esb"
on_demand="ext4 xfs brd nd_e820 nd_pmem loop overlay"
# A kernel may lack these; figures that need them are then missing.
optional="null_blk"
programs="ubench kb_check kb_scene kb_fuzz kb_torture"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
root=$work/root

# put FILE PLACE: copy one file with its mode.
put()
{
	mkdir -p "$root/$(dirname "$2")"
	cp -L "$1" "$root/$2"
}

# put_ours FILE PLACE [STRIP OPTION...]: copy a file built here, without debug
# information and build ID, which differ between clones. Modules of the kernel's
# package are copied unchanged: their signature covers all of it.
put_ours()
{
	ours=$root/$2
	put "$1" "$2"
	shift 2
	strip "$@" -R .note.gnu.build-id "$ours"
}

# put_libraries FILE: copy the shared libraries of a program.
put_libraries()
{
	ldd "$1" | grep -o '/[^ ]*' | sort -u | while read -r library; do
		put "$library" "$library"
	done
}

# put_program NAME: copy a program of the host and its libraries.
put_program()
{
	program=$(command -v "$1") || { say "no $1: left out"; return 0; }
	put "$program" "sbin/$1"
	put_libraries "$program"
}

# put_module NAME: copy a module of the kernel and its dependencies.
put_module()
{
	modprobe --set-version "$release" -d "$kernel" --show-depends \
		--ignore-install "$1" > "$work/files" 2>/dev/null || return 1
	awk '$1 == "insmod" { print $2 }' "$work/files" |
	while read -r file; do
		put "$file" "lib/modules/$release/${file#*"/lib/modules/$release/"}"
	done
}

put_modules()
{
	for name in $at_boot $on_demand; do
		put_module "$name" ||
			die usage "$kernel: module $name is not in this kernel"
	done
	for name in $optional; do put_module "$name" || :; done
	for file in "$build/kmod/$release"/*.ko "$build/kmod/$release"/tests/*.ko; do
		[ ! -e "$file" ] ||
			put_ours "$file" "lib/modules/$release/extra/${file#"$build/kmod/$release/"}" -d
	done
	for file in builtin builtin.modinfo order; do
		[ ! -e "$modules/modules.$file" ] ||
			put "$modules/modules.$file" "lib/modules/$release/modules.$file"
	done
	depmod -b "$root" "$release"
	rm "$root/lib/modules/$release"/modules.*.bin
}

gather()
{
	mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/mnt" \
		"$root/bin" "$root/sbin" "$root/etc"
	put_ours "$build/bin/vm_init" init
	put "$busybox" bin/busybox
	for link in bin/sh bin/mount bin/umount sbin/modprobe sbin/insmod sbin/rmmod; do
		ln -s /bin/busybox "$root/$link"
	done
	for program in $programs; do	# Debian has no static libbenchmark
		[ -x "$build/bin/$program" ] || continue
		put_ours "$build/bin/$program" "bin/$program"
		put_libraries "$build/bin/$program"
	done
	put_program mkfs.ext4
	put_program mkfs.xfs
	[ ! -e /etc/mke2fs.conf ] || put /etc/mke2fs.conf etc/mke2fs.conf
	ln -s /proc/mounts "$root/etc/mtab"
	put_modules
	for name in $at_boot; do echo "$name"; done > "$root/etc/modules"
	chmod -R u=rwX,go=rX "$root"
	find "$root" -exec touch -h -d @0 {} +
}

# Print the guest's programs and their libraries, one a line.
our_files()
{
	for program in $programs; do
		[ -x "$build/bin/$program" ] || continue
		echo "$build/bin/$program"
		ldd "$build/bin/$program" | grep -o '/[^ ]*'
	done
}

# Print one hash of all inputs, this script included.
fingerprint()
{
	# shellcheck disable=SC2046 # paths of libraries, without blanks
	find -L "$0" "$build/bin/vm_init" $(our_files) \
		"$build/kmod/$release"/*.ko "$build/kmod/$release"/tests/*.ko \
		"$modules/modules.dep" "$busybox" \
		/sbin/mkfs.ext4 /sbin/mkfs.xfs /etc/mke2fs.conf \
		-type f 2>/dev/null | sort |
		xargs sha256sum | cut -d' ' -f1 | sha256sum | cut -d' ' -f1
}

image=$build/guest/$release.cpio
print=$(fingerprint)
if [ ! -e "$image" ] || [ "$(cat "$image.inputs" 2>/dev/null)" != "$print" ]; then
	gather
	mkdir -p "$build/guest"
	( cd "$root" && find . | sort |
		cpio --quiet -o -H newc --reproducible -R 0:0 ) > "$work/image"
	rm -f "$image.inputs"
	mv "$work/image" "$image.tmp.$$"
	mv "$image.tmp.$$" "$image"
	echo "$print" > "$image.inputs"
fi
echo "$image"
