#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vmlinux.sh - unpack the vmlinux of a bzImage once, so that no boot has to
# usage: vmlinux.sh BZIMAGE VMLINUX
#
# A guest that unpacks its kernel takes 4 s longer to boot under TCG. An image
# that QEMU cannot boot as a vmlinux (no PVH note, or packed by a tool not named
# here) is linked to VMLINUX as it is. The way a kernel is booted shows in exact
# figures: one image always gives the same VMLINUX.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 2 ] || die usage "usage: vmlinux.sh BZIMAGE VMLINUX"
image=$1
new=$2.$$
trap 'rm -f "$new"' EXIT

# field OFFSET BYTES: a number of the boot protocol's header
field()
{
	od -An -tu"$2" -j"$1" -N"$2" "$image" | tr -d ' '
}

size=$(stat -Lc %s "$image") || die usage "$image: cannot be read"
[ "$(tail -c +515 "$image" | head -c 4 | tr -d '\0')" = HdrS ] ||
	die usage "$image: not a bzImage"
at=$((($(field 497 1) + 1) * 512 + $(field 584 4)))
length=$(field 588 4)
if [ "$(field 518 2)" -lt 520 ] || [ $((at + length)) -gt "$size" ]; then
	die usage "$image: not a bzImage"
fi

# xz and zstd are followed by the size of the vmlinux; gzip has its own trailer
trailer=4
case $(od -An -tx1 -j"$at" -N5 "$image") in
' fd 37 7a 58 5a')	tool=xz ;;
' 28 b5 2f fd'*)	tool=zstd ;;
' 1f 8b'*)		tool=gzip trailer=0 ;;
*)			tool= ;;
esac
if [ "$tool" ]; then
	command -v $tool >/dev/null ||
		die harness "no $tool to unpack $image: $me doctor"
	tail -c +$((at + 1)) "$image" | head -c $((length - trailer)) |
		$tool -dcq >"$new" 2>/dev/null ||
		die usage "$image: the packed kernel in it is broken"
	# XEN_ELFNOTE_PHYS32_ENTRY, by which QEMU boots a vmlinux
	grep -qaP '\x04\0\0\0[\x04\x08]\0\0\0\x12\0\0\0Xen\0' "$new" ||
		tool=
fi
[ "$tool" ] || ln -sfn "$image" "$new"
mv -T "$new" "$2"
