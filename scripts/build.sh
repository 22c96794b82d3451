#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# build.sh - build userspace out of source; silent unless it fails
# usage: build.sh [tests]: the unit tests, too
set -eu
. "$(dirname "$0")/env.sh"

mkdir -p "$build" 2>/dev/null || :
[ -w "$build" ] ||
	die usage "cannot write $build: set REVOKEBENCH_BUILD to another folder"
[ -z "$installed" ] || exit 0
command -v cmake >/dev/null || die harness "no cmake: $me doctor"
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
	generator=
	! command -v ninja >/dev/null || generator='-G Ninja'
	# shellcheck disable=SC2086 # an option and its word, or none
	cmake -S "$top" -B "$build" $generator >"$log" 2>&1 || {
		rm -f "$build/CMakeCache.txt"
		fail
	}
fi
cmake --build "$build" --parallel "$(nproc)" --target all "$@" >"$log" 2>&1 || fail
