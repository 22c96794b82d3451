# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# lib.sh - helpers of the runner's tests: a guest with faults, and checks
#
# REVOKEBENCH_KERNELDIR names the kernel; without it 6.1 is taken from the
# cache of scripts/kernels.sh. Exit code 77: the test could not run.

top=$(cd "$(dirname "$0")/../.." && pwd)
build=${REVOKEBENCH_BUILD:-$top/build}
vm=$build/bin/vm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0
checks=0

skip()
{
	echo "SKIP: $1"
	exit 77
}

ok()
{
	checks=$((checks + 1))
	echo "ok $checks - $1"
}

not_ok()
{
	checks=$((checks + 1))
	failed=$((failed + 1))
	echo "not ok $checks - $1"
	[ ! -s "$work/err" ] || { sed 's/^/# /' "$work/err"; : > "$work/err"; }
}

# check NAME COMMAND...: print ok or not ok by the command's exit status.
check()
{
	label=$1
	shift
	if "$@"; then ok "$label"; else not_ok "$label"; fi
}

finish()
{
	echo "1..$checks"
	[ "$checks" -gt 0 ] && [ "$failed" -eq 0 ]
	exit
}

find_kernel()
{
	kernel=${REVOKEBENCH_KERNELDIR:-}
	[ -n "$kernel" ] || kernel=$("$top/scripts/kernels.sh" path 6.1 2>/dev/null) ||
		skip "no kernel: run ./revokebench kernels get 6.1, or set REVOKEBENCH_KERNELDIR"
	release=$(cat "$kernel/release")
	command -v qemu-system-x86_64 > /dev/null ||
		skip "no QEMU: apt-get install qemu-system-x86"
}

# Build kfault.ko from a copy: kbuild writes next to its source.
make_kfault()
{
	find_kernel
	mkdir -p "$work/kfault" "$work/root"
	cp "$top/tests/vm/kfault/"* "$work/kfault"
	make -s -C "$kernel/headers" M="$work/kfault" modules > "$work/kbuild" 2>&1 ||
		{ cat "$work/kbuild"; skip "no kfault.ko for $release"; }
	cp "$work/kfault/kfault.ko" "$work/root/kfault.ko"
}

# Append the faults to the usual initramfs, or to that of the script $image_by.
make_guest()
{
	find_kernel
	mkdir -p "$work/root/bin"
	cp "$build/bin/guest_fault" "$work/root/bin"
	cp "$top/tests/vm/guest_modules.sh" "$work/root/bin"
	base=$("$top/scripts/${image_by:-initramfs.sh}" "$kernel") || exit 1
	( cd "$work/root" && find . | LC_ALL=C sort |
		cpio --quiet -o -H newc --reproducible -R 0:0 ) > "$work/extra"
	cat "$base" "$work/extra" > "$work/initrd"
}

# put_programs NAME...: copy programs of build/bin and their libraries.
put_programs()
{
	mkdir -p "$work/root/bin"
	for binary; do
		cp "$build/bin/$binary" "$work/root/bin"
		for library in $(ldd "$build/bin/$binary" |
			grep -o '/[^ ]*'); do
			mkdir -p "$work/root/${library%/*}"
			cp -L "$library" "$work/root/$library"
		done
	done
}

# run_vm CELL OPTIONS... -- GUEST: set $code, write stderr to $work/err.
run_vm()
{
	cell=$work/$1
	shift
	code=0
	"$vm" --kernel "$kernel/vmlinux" --initrd "$work/initrd" -o "$cell" \
		"$@" 2> "$work/err" || code=$?
}

cell_says()
{
	grep -q "^ \"$1\": \"$2\",*\$" "$cell/cell.json"
}

# expect CODE STATUS REASON LINE EXCERPT: regular expressions for the first line
# and for the excerpt after it, "" for none.
expect()
{
	name=$(basename "$cell")
	check "$name: exit code $1" [ "$code" -eq "$1" ]
	check "$name: status $2" cell_says status "$2"
	check "$name: reason $3" cell_says reason "$3"
	check "$name: the line says: $4" first_line "^vm: $3: .*$4"
	[ -z "$5" ] || check "$name: the log shows: $5" grep -q "$5" "$work/err"
}

first_line()
{
	sed "/^qemu-system/d" "$work/err" | head -n 1 | grep -q -- "$1"
}
