#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# perf_initramfs.sh - add Debian's perf to the guest's initramfs, print its path
# usage: perf_initramfs.sh KERNELDIR
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 1 ] || die usage "usage: perf_initramfs.sh KERNELDIR"

# A perf in PATH may be a wrapper for another kernel's: it must run.
perf=$(command -v perf) || die usage "no perf: apt-get install linux-perf"
"$perf" version >/dev/null 2>&1 ||
	die usage "$perf does not run: apt-get install linux-perf"
base=$("$here/initramfs.sh" "$1")
image=${base%.cpio}.perf.cpio

# shellcheck disable=SC2046 # paths of libraries, without blanks
print=$(sha256sum "$0" "$base" "$perf" "$bin/guest_perf" \
	$(libraries "$perf") $(libraries "$bin/guest_perf") |
	cut -d' ' -f1 | sha256sum | cut -d' ' -f1)
if [ -e "$image" ] && [ "$(cat "$image.inputs" 2>/dev/null)" = "$print" ]; then
	echo "$image"
	exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/root/bin"
cp -L "$perf" "$work/root/bin/perf"
cp "$bin/guest_perf" "$work/root/bin/guest_perf"
{
	libraries "$perf"
	libraries "$bin/guest_perf"
} | sort -u | while read -r library; do
	mkdir -p "$work/root$(dirname "$library")"
	cp -L "$library" "$work/root$library"
done
strip "$work/root/bin/guest_perf"
pack "$work/root" >"$work/extra"
rm -f "$image.inputs"
cat "$base" "$work/extra" >"$image.tmp.$$"
mv "$image.tmp.$$" "$image"
echo "$print" >"$image.inputs"
echo "$image"
