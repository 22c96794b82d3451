#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tree_test.sh - a kernel's tree as make leaves it: what is refused, in one line,
# and what is copied, by a tree that has only the files that are looked at
# usage: tree_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export XDG_CACHE_HOME="$tmp/cache"
kernels=$tmp/cache/revokebench/kernels
script=$top/scripts/kernels.sh
image=arch/x86/boot/bzImage

# bytes TEXT OFFSET FILE
bytes()
{
	# shellcheck disable=SC2059 # escapes
	printf "$1" | dd of="$3" bs=1 seek="$2" conv=notrunc status=none
}

# bzimage RELEASE FILE: the header of the boot protocol and a version
bzimage()
{
	mkdir -p "${2%/*}"
	head -c 2048 /dev/zero >"$2"
	bytes '\125\252\353\152HdrS\017\002' 510 "$2"
	bytes '\000\002' 526 "$2"
	bytes '\001' 529 "$2"
	bytes "$1 (made up)" 1024 "$2"
}

# module RELEASE FILE: one that modinfo and depmod take for a module
module()
{
	mkdir -p "${2%/*}"
	printf 'char v[] __attribute__((section(".modinfo"))) =
		"vermagic=%s SMP";\n' "$1" | gcc -x c -c -o "$2" -
}

# tree DIR: all that a built tree has
tree()
{
	mkdir -p "$1/include/config" "$1/scripts/mod"
	echo 'all:' >"$1/Makefile"
	"$script" config >"$1/.config"
	echo 9.9.9 >"$1/include/config/kernel.release"
	echo '#!/bin/sh' >"$1/scripts/mod/modpost"
	echo symbol >"$1/Module.symvers"
	: >"$1/modules.builtin"
	: >"$1/modules.builtin.modinfo"
	bzimage 9.9.9 "$1/$image"
	module 9.9.9 "$1/drivers/virtio/virtio_pci.ko"
	module 9.9.9 "$1/drivers/other.ko"
	printf '%s\n' drivers/virtio/virtio_pci.o kernel/drivers/other.ko \
		>"$1/modules.order"
}

# one_line REGEX COMMAND...
one_line()
{
	text=$1
	shift
	refused "$@"
	says "$text" stderr
}

# The configuration has all that the table of needs names.
expect 0 "$script" config
cp "$tmp/stdout" "$tmp/config"
sed -n 's/^\(need\|part\)	\([A-Z0-9_]*\)	.*/\2/p' "$top/scripts/needs.tsv" \
	>"$tmp/options"
while read -r option; do
	case $option in X86_64 | DYNAMIC_FTRACE_WITH_DIRECT_CALLS) continue ;; esac
	grep -q "^CONFIG_$option=[ym]$" "$tmp/config" || wrong "no $option in it"
done <"$tmp/options"
printf 'CONFIG_MODULES=n\n# CONFIG_KPROBES is not set\nCONFIG_MINE=y\n' \
	>"$tmp/base"
expect 0 "$script" config "$tmp/base"
says '^CONFIG_MINE=y$' stdout
! grep -q 'MODULES=n\|KPROBES is not' "$tmp/stdout" || wrong "BASE wins"
refused "$script" config "$tmp/nosuch"

mkdir "$tmp/empty"
one_line 'no kernel.s tree' "$script" check "$tmp/empty"
tree "$tmp/linux"
printf 'CONFIG_X86_64=y\nCONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y\n' \
	>>"$tmp/linux/.config"
cp "$tmp/linux/.config" "$tmp/config"
expect 0 "$script" check "$tmp/linux"
lines 0 stderr

# Not configured, for another machine, without what is needed
rm "$tmp/linux/.config"
one_line 'not configured: .*kernels config' "$script" get "$tmp/linux"
printf '# Linux/arm64 6.1 Kernel Configuration\nCONFIG_ARM64=y\n' \
	>"$tmp/linux/.config"
one_line 'built for arm64, ' "$script" get "$tmp/linux"
grep -v 'CONFIG_KPROBES\|CONFIG_MMU_NOTIFIER\|XFS' "$tmp/config" \
	>"$tmp/linux/.config"
one_line 'lacks CONFIG_MMU_NOTIFIER .*, CONFIG_KPROBES \(the gate\): ' \
	"$script" get "$tmp/linux"
grep -v CONFIG_XFS_FS "$tmp/config" >"$tmp/linux/.config"

# Not built, cleaned half-way, of two builds
for file in "$image" include/config/kernel.release Module.symvers \
	scripts/mod/modpost; do
	mv "$tmp/linux/$file" "$tmp/away"
	one_line "not built, it has no $file: make" "$script" check "$tmp/linux"
	mv "$tmp/away" "$tmp/linux/$file"
done
bzimage 9.9.8 "$tmp/linux/$image"
one_line 'is of 9.9.8 and the tree of 9.9.9: make' "$script" get "$tmp/linux"
bzimage 9.9.9 "$tmp/linux/$image"
mv "$tmp/linux/drivers/other.ko" "$tmp/away"
one_line 'drivers/other.ko is missing: make modules' "$script" get "$tmp/linux"
mv "$tmp/away" "$tmp/linux/drivers/other.ko"
module 9.9.8 "$tmp/linux/drivers/virtio/virtio_pci.ko"
one_line 'virtio_pci.ko is of 9.9.8 and the tree of 9.9.9' \
	"$script" get "$tmp/linux"
module 9.9.9 "$tmp/linux/drivers/virtio/virtio_pci.ko"
[ -z "$(ls -d "$kernels"/tree-* 2>/dev/null)" ] || wrong "a folder is left"

# A good one: image and the guest's modules are copies, the rest is not there
expect 0 "$script" get "$tmp/linux"
says 'lacks CONFIG_XFS_FS \(XFS\)$' stderr
folder=$(cat "$tmp/stdout")
cmp "$folder/vmlinuz" "$tmp/linux/$image" || wrong "another image"
[ "$(cd "$folder" && find . -name '*.ko')" = \
	./lib/modules/9.9.9/kernel/drivers/virtio/virtio_pci.ko ] ||
	wrong "other modules"
[ "$(readlink "$folder/headers")" = "$tmp/linux" ] || wrong "other headers"
for path in "$tmp/linux" "$tmp/linux/$image"; do
	expect 0 "$script" path "$path"
	lines 0 stderr
	[ "$(cat "$tmp/stdout")" = "$folder" ] || wrong "$path is another kernel"
done

# Another tree of that release is another kernel, and so is one built anew; of
# those of one tree the newest four are kept.
tree "$tmp/other"
cp "$tmp/config" "$tmp/other/.config"
expect 0 "$script" get "$tmp/other"
other=$(cat "$tmp/stdout")
[ "$other" != "$folder" ] || wrong "two trees are one kernel"
for build in 1 2 3 4; do
	echo "symbol $build" >"$tmp/linux/Module.symvers"
	expect 0 "$script" get "$tmp/linux"
done
[ "$(find "$kernels" -maxdepth 1 -name 'tree-*' | wc -l)" -eq 5 ] ||
	wrong "not four of one tree and one of the other"
[ ! -e "$folder" ] || wrong "the oldest is still there"
[ -e "$other" ] || wrong "the folder of another tree went"
