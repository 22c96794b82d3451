#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# build.sh - build userspace out of source; silent unless it fails
# usage: build.sh
set -eu
. "$(dirname "$0")/env.sh"

mkdir -p "$build" 2>/dev/null || :
[ -w "$build" ] ||
	die usage "cannot write $build: set REVOKEBENCH_BUILD to another folder"
command -v cmake >/dev/null || die harness "no cmake: ./revokebench doctor"
exec 9>"$build/lock"
flock 9
log=$build/build.log

fail()
{
	tail -n 40 "$log" >&2
	die harness "the build failed: the end of $log is above"
}

if ! [ -e "$build/CMakeCache.txt" ]; then
	say "building in $build"
	! command -v ninja >/dev/null || set -- -G Ninja
	cmake -S "$top" -B "$build" "$@" >"$log" 2>&1 || {
		rm -f "$build/CMakeCache.txt"
		fail
	}
fi
cmake --build "$build" --parallel "$(nproc)" >"$log" 2>&1 || fail
