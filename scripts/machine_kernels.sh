#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# machine_kernels.sh - Debian's kernels in /boot that have headers, the newest first
# usage: machine_kernels.sh          print RELEASE IMAGE of each, by tabs
#        machine_kernels.sh NAME     the newest image that it stands for; 1 without
#
# None in a clone, where a name is a kernel of the archive. RVB_HOST_ROOT is the
# prefix of /boot and /lib, for tests.
set -eu
. "$(dirname "$0")/env.sh"
root=${RVB_HOST_ROOT-}

all()
{
	[ "$installed" ] || return 0
	for image in "$root"/boot/vmlinuz-*-amd64; do
		release=${image##*/vmlinuz-}
		[ ! -e "$root/lib/modules/$release/build/Makefile" ] ||
			printf '%s\t%s\n' "$release" "$image"
	done | sort -Vr
}

[ $# -gt 0 ] || {
	all
	exit
}
all | awk -F'\t' -v name="$1" '
	!found && ($1 == name || index($1, name ".") == 1) {
		print $2
		found = 1
	}
	END { exit !found }'
