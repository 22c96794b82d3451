#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# host_run.sh - run a cell on this machine's own kernel: load, run, unload
# usage: host_run.sh MODULES CELLDIR PROGRESS-FD PROGRAM WORD...
#
# RVB_HOST_ROOT is the prefix of /proc and /lib, for tests.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -ge 4 ] || die usage "usage: $(sed -n 's/^# usage: //p' "$0")"
root=${RVB_HOST_ROOT:-}
release=$(uname -r)
extra=$root/lib/modules/$release/extra
modules=$1 cell=$2 progress=$3 program=$4
shift 4
child=

# Unload users first: kbench uses policies, policies use rvk.
# shellcheck disable=SC2317 # a trap calls it
unload()
{
	for module in kbench $(cd "$modules" && ls rvk_*.ko) rvk; do
		! grep -q "^${module%.ko} " "$root/proc/modules" ||
			rmmod "${module%.ko}" || say "rmmod ${module%.ko} failed"
	done
	(cd "$modules" && ls ./*.ko) | while read -r ko; do rm -f "$extra/$ko"; done
	rmdir "$extra" 2>/dev/null || :
	depmod "$release"
}

for ko in "$modules"/*.ko; do
	[ ! -e "$extra/${ko##*/}" ] ||
		die usage "--target host: $extra/${ko##*/} exists: move it away"
done
trap 'kill "$child"; wait "$child" || :; exit 130' INT TERM HUP
trap unload EXIT
mkdir -p "$extra"
cp "$modules"/*.ko "$extra"
depmod "$release"

# A private mount namespace: its mounts end with it. A guest's /bin/NAME is the
# NAME of this build.
unshare --mount --propagation private "$bin/host_cell" \
	--progress-fd "$progress" -o "$cell" -- \
	"$bin/${program##*/}" "$@" &
child=$!
code=0
wait "$child" || code=$?
exit "$code"
