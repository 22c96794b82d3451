#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_guest.sh - the initramfs is reproducible; its modules, tools and shell work
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

make_guest
inode=$(ls -i "$base")

# The same inputs in another clone give the same bytes.
mkdir "$work/clone" "$work/build"
( cd "$top" && tar -cf - --exclude=./build --exclude=./.git . ) |
	tar -xf - -C "$work/clone"
cmake -S "$work/clone" -B "$work/build" > "$work/cmake"
programs=$(sed -n 's/^programs="\(.*\)"$/\1/p' "$top/scripts/initramfs.sh")
# shellcheck disable=SC2086 # a list of words
cmake --build "$work/build" --target vm_init $programs > "$work/cmake"
[ ! -d "$build/kmod" ] || cp -r "$build/kmod" "$work/build"
other=$(REVOKEBENCH_BUILD=$work/build "$work/clone/scripts/initramfs.sh" "$kernel")
check "initramfs: same bytes from another clone" cmp "$base" "$other"
check "initramfs: not made again without need" \
	[ "$(ls -i "$base")" = "$inode" ]

# Use exact mode, as for figures.
run_vm modules --append "memmap=400M!1G" --progress-fd 3 \
	-- sh /bin/guest_modules.sh 3> "$work/progress"
check "modules: exit code 0" [ "$code" -eq 0 ]
for type in ext4 xfs dax; do
	check "modules: $type is made and mounted" \
		grep -q "^mounted $type\$" "$work/progress"
done
# shellcheck disable=SC2016
check "modules: up within 10 s (of an idle machine)" \
	awk -F'[:,]' '/"boot_seconds"/ { b = $2 } /"slow"/ { s = $2 }
		END { exit !(b > 0 && b < 10 * s) }' "$cell/cell.json"
check "modules: console.log is the kernel's alone" \
	[ "$(grep -vc '^\[ *[0-9]*\.[0-9]*\]' "$cell/console.log")" -eq 0 ]

# The shell has a terminal of its own.
# shellcheck disable=SC2016
printf 'tty; echo $((6 * 7)) files; exit 0\n' > "$work/typed"
code=0
"$vm" --mode timed --interactive --kernel "$kernel/vmlinux" \
	--initrd "$work/initrd" -o "$work/shell" -- sh \
	< "$work/typed" > "$work/seen" 2> "$work/err" || code=$?
check "shell: exit code 0" [ "$code" -eq 0 ]
[ "$(uname -m)" != x86_64 ] ||
	check "shell: the clock of a timed guest is the host's, to the MHz" \
		grep -q "tsc: Detected [0-9]*\.000 MHz" "$work/shell/console.log"
check "shell: has a terminal" grep -q "/dev/hvc0\$" "$work/seen"
check "shell: echoes nothing, for want of a terminal here" \
	[ "$(grep -c "6 \* 7" "$work/seen")" -eq 0 ]
check "shell: does what is typed" grep -q "^42 files" "$work/seen"

finish
