#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# host_kernel.sh - make a folder for kmod.sh from this machine's own kernel
# usage: host_kernel.sh
#
# Refuses in one line a kernel that could not load the modules. RVB_HOST_ROOT is
# the prefix of /proc, /sys, /lib and /boot, for tests.
set -eu
. "$(dirname "$0")/env.sh"
root=${RVB_HOST_ROOT:-}
release=$(uname -r)

no()
{
	die usage "--target host: $*"
}

# has CONFIG: true if the running kernel has CONFIG=y
has()
{
	grep -qsx "$1=y" "$root/lib/modules/$release/build/.config" \
		"$root/boot/config-$release"
}

[ "$(id -u)" -eq 0 ] || no "needs root, to load modules"
[ -e "$root/proc/modules" ] || no "kernel $release loads no modules"
[ "$(cat "$root/proc/sys/kernel/modules_disabled" 2>/dev/null)" != 1 ] ||
	no "loading modules is disabled until the next boot (kernel.modules_disabled)"
! grep -qs '\[\(integrity\|confidentiality\)\]' \
	"$root/sys/kernel/security/lockdown" ||
	no "kernel $release is locked down: it loads signed modules only"
[ "$(cat "$root/sys/module/module/parameters/sig_enforce" 2>/dev/null)" != Y ] ||
	no "kernel $release loads signed modules only (module.sig_enforce)"
loaded=$(sed -n 's/^\(rvk\|rvk_[a-z0-9_]*\|kbench\) .*/\1/p' \
	"$root/proc/modules" | tr '\n' ' ')
[ -z "$loaded" ] || no "loaded already, unload first: rmmod $loaded"
headers=$root/lib/modules/$release/build
[ -e "$headers/Makefile" ] ||
	no "no headers of kernel $release: apt-get install linux-headers-$release"
for config in CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS CONFIG_MMU_NOTIFIER; do
	has $config || no "kernel $release has no $config"
done
folder=$build/host/$release
mkdir -p "$folder"
echo "$release" >"$folder/release"
ln -sfn "$(readlink -f "$headers")" "$folder/headers"
ln -sfn "$root/boot/vmlinuz-$release" "$folder/vmlinuz"
ln -sfn "$root/boot/config-$release" "$folder/config"
echo "$folder"
