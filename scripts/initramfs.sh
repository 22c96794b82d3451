#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# initramfs.sh - make the guest's initramfs, print its path
# usage: initramfs.sh KERNELDIR
#
# KERNELDIR holds `release` and lib/modules/RELEASE (see scripts/kernels.sh). The
# image holds vm_init, ubench and what else is built, and the modules of kmod.sh.
# Its name holds a hash of all that goes in: it never changes, so that no other run
# replaces what one still boots. The same inputs give the same bytes in any clone.
# IMAGE.modules has one hash of the kernel's own modules in it.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 1 ] || die usage "usage: initramfs.sh KERNELDIR"

kernel=$(cd "$1" 2>/dev/null && pwd -P) || die usage "$1: no such folder"
[ -r "$kernel/release" ] ||
	die usage "$kernel: no kernel there: get one with scripts/kernels.sh get 6.1"
release=$(cat "$kernel/release")
modules=$kernel/lib/modules/$release
[ -r "$modules/modules.dep" ] ||
	die usage "$modules: no modules.dep there: run depmod -b $kernel $release"
[ -x "$bin/vm_init" ] ||
	die usage "$bin/vm_init: not built: run $here/build.sh"
busybox=$(command -v busybox) || die usage "no busybox: apt-get install busybox-static"
[ -z "$(libraries "$busybox")" ] ||
	die usage "$busybox: not static: apt-get install busybox-static"

programs="ubench kb_check kb_scene kb_fuzz kb_torture"

# What a kernel that is not Debian's may lack, too: see kernel_tree.sh
own=
[ -e "$kernel/packages" ] ||
	own=${guest_modules#virtio_pci virtio_console}

# Wait for builds in progress, and hold up the next ones while files are read.
ours=$(modules_of "$kernel")
mkdir -p "$ours" "$build/guest"
exec 8>"$build/lock" 9>"$ours/.lock"
flock 8
flock 9
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
root=$work/root

# program KIND FILE PLACE: print its line and those of its shared libraries
program()
{
	echo "$1 $2 $3"
	libraries "$2" | sed 's|^/\(.*\)|copy /\1 \1|'
}

# module NAME: print lines of a module of the kernel and of its dependencies
module()
{
	modprobe --set-version "$release" -d "$kernel" --show-depends \
		--ignore-install "$1" >"$work/files" 2>/dev/null &&
	sed -n "s|^insmod \(.*/lib/modules/$release/\)\([^ ]*\).*|kernel \1\2 \2|p" \
		"$work/files" | sed "s|[^ ]*\$|lib/modules/$release/&|"
}

# Print what goes in: KIND FILE PLACE. Of what is built here (program, module)
# debug information and build ID stay out: they differ between clones. Modules
# of the kernel are copied unchanged, but for being unpacked: their signature
# covers all of it.
wanted()
{
	echo "program $bin/vm_init init"
	echo "copy $busybox bin/busybox"
	for name in $programs; do	# Debian has no static libbenchmark
		[ ! -x "$bin/$name" ] ||
			program program "$bin/$name" "bin/$name"
	done
	for name in mkfs.ext4 mkfs.xfs; do
		file=$(command -v "$name") || { say "no $name: left out"; continue; }
		program copy "$file" "sbin/$name"
	done
	: >"$work/lack"
	for name in $guest_modules; do
		module "$name" && continue
		echo "$name" >>"$work/lack"
		case " $optional $own " in *" $name "*) continue ;; esac
		die usage "$kernel: module $name is not in this kernel"
	done
	for file in "$ours"/*.ko "$ours"/tests/*.ko; do
		[ ! -e "$file" ] ||
			echo "module $file lib/modules/$release/extra${file#"$ours"}"
	done
	for file in builtin builtin.modinfo order; do
		file=$modules/modules.$file
		[ ! -e "$file" ] ||
			echo "copy $file lib/modules/$release/${file##*/}"
	done
	[ ! -e /etc/mke2fs.conf ] || echo "copy /etc/mke2fs.conf etc/mke2fs.conf"
}

gather()
{
	mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/mnt" \
		"$root/bin" "$root/sbin" "$root/etc"
	while read -r _ kind file place; do
		mkdir -p "$root/$(dirname "$place")"
		cp -L "$file" "$root/$place"
		case $kind in
		program) strip -R .note.gnu.build-id "$root/$place" ;;
		module)	strip -d -R .note.gnu.build-id "$root/$place" ;;
		esac
	done <"$work/sums"
	find "$root/lib/modules" -name '*.ko.xz' -exec xz -d {} +
	find "$root/lib/modules" -name '*.ko.zst' -exec zstd -q -d --rm {} +
	for link in bin/sh bin/mount bin/umount sbin/modprobe sbin/insmod sbin/rmmod; do
		ln -s /bin/busybox "$root/$link"
	done
	ln -s /proc/mounts "$root/etc/mtab"
	depmod -b "$root" "$release"
	rm "$root/lib/modules/$release"/modules.*.bin
	# shellcheck disable=SC2086 # a list of words
	printf '%s\n' $at_boot | grep -vxFf "$work/lack" >"$root/etc/modules"
	chmod -R u=rwX,go=rX "$root"
	find "$root" -exec touch -h -d @0 {} +
}

wanted >"$work/wanted"
sort -u "$work/wanted" >"$work/lines"
cut -d' ' -f2 "$work/lines" | xargs sha256sum | cut -d' ' -f1 |
	paste -d' ' - "$work/lines" >"$work/sums"
print=$({ cat "$0"; cut -d' ' -f1,2,4 "$work/sums"; } | sha256sum)
image=$build/guest/$release-$(printf %.16s "$print").cpio
if [ -e "$image" ]; then
	touch -c "$image"
else
	gather
	sed -n 's/ kernel [^ ]*//p' "$work/sums" | sha256sum |
		sed 's/^/sha256 /; s/ *-$//' >"$image.modules"
	pack "$root" >"$image.new"
	mv "$image.new" "$image"
	# Those not used for longest go, and what was made of them
	# shellcheck disable=SC2012 # our own names, by time
	ls -t "$build/guest"/*.cpio | tail -n +13 | while read -r old; do
		rm -f "$old" "$old".*
	done
fi
echo "$image"
