#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shell.sh - open a shell in the guest, with our modules at hand
# usage: shell.sh [--kernel NAME|FILE] [--mode exact|timed]
set -eu
. "$(dirname "$0")/env.sh"
usage='usage: shell [--kernel NAME|FILE] [--mode exact|timed]'

options=$(getopt -n revokebench -o '' -l kernel:,mode:,help -- "$@") ||
	exit 2
eval set -- "$options"
kernel=6.1
mode=timed
while [ "$1" != -- ]; do
	case $1 in
	--kernel)	kernel=$2; shift 2 ;;
	--mode)		mode=$2; shift 2 ;;
	--help)		echo "$usage"; exit 0 ;;
	esac
done
[ $# -eq 1 ] || die usage "shell takes no '$2': $usage"
case $mode in
exact | timed)	: ;;
*)		die usage "--mode=$mode: expected exact or timed" ;;
esac

dir=$("$here/kernels.sh" get "$kernel")
"$here/setup.sh" run
"$here/build.sh"
"$here/kmod.sh" "$dir" >/dev/null
initrd=$("$here/initramfs.sh" "$dir")
exec "$build/bin/vm" --interactive --mode "$mode" --kernel "$dir/vmlinux" \
	--initrd "$initrd" -o "$build/shell" -- /bin/sh
