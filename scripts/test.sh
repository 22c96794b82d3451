#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test.sh - run every check, print a line as each ends, and count them
# usage: test [--fast | --debug] [-R REGEX] [--list]
#
# Lanes: L0 on this host; L1 in guests with stock kernels; L2 the same kernels
# with all of their own checks switched on; L3 a debug kernel, built first
# (--debug; DEBUG_KERNELS names it, 6.1-debug by default). --fast is L0 only;
# -R takes only the tests whose names match; --list names each with its lane.
# Exit codes: 0 all passed or were skipped with a reason, 1 a test failed, 2
# usage, 4 no test ran, 6 the tests could not be run, 130 interrupted.
set -eu
. "$(dirname "$0")/env.sh"
usage=$(sed -n 's/^# usage: /usage: /p' "$0")
kernels='6.1 6.12'
debug_kernels=${DEBUG_KERNELS:-6.1-debug}

options=$(getopt -n revokebench -o R: -l fast,debug,list,help -- "$@") ||
	exit 2
eval set -- "$options"
fast=
debug=
list=
only=.
while [ "$1" != -- ]; do
	case $1 in
	--fast)		fast=1; shift ;;
	--debug)	debug=1; shift ;;
	--list)		list=1; shift ;;
	-R)		only=$2; shift 2 ;;
	--help)		exec "$here/help.sh" test ;;
	esac
done
[ $# -eq 1 ] || die usage "test: takes no '$2': $usage"
[ -z "$fast$debug" ] || [ "$fast$debug" = 1 ] ||
	die usage "test: --fast or --debug, not both: $usage"

# Leave tests out by name: the first word of a name is its lane. A debug kernel runs
# the same checks as hard/ with better detectors: of a series one of them runs.
left_out='^debug/'
if [ "$debug" ]; then
	left_out=$(for series in 6.1 6.12; do
		case " $debug_kernels " in
		*" $series-debug "*) echo "^hard/$series\$" ;;
		*) echo "^debug/$series/" ;;
		esac
	done | paste -sd '|')
fi
[ -z "$fast" ] || left_out='^(vm|e2e|checks|survey|adopt|hard|debug)/'

"$here/setup.sh" test
"$here/build.sh" tests
if [ "$list" ]; then
	ctest --test-dir "$build" -N -R "$only" |
		sed -n 's/^ *Test *#[0-9]*: //p' |
		sed -E 's,^debug/,L3 &,; s,^hard/,L2 &,
			s,^(vm|e2e|checks|survey|adopt)/,L1 &,; /^L[1-3] /!s,^,L0 ,' |
		sort -s -k 1,1
	exit
fi
[ -z "$debug" ] || {
	kernels="$kernels $debug_kernels"
	rm -rf "$build/coverage"
}
for name in $kernels; do
	kernel=$("$here/kernels.sh" get "$name") || {
		[ "$name" != 6.1 ] || exit 6
		say "skipping what needs kernel $name: see above"
		continue
	}
	say "building modules for $name"
	"$here/kmod.sh" "$kernel" >/dev/null
	[ "$fast" ] || "$here/initramfs.sh" "$kernel" >/dev/null
done
"$here/checkers.sh" >/dev/null || say "continuing without checkpatch"

# Tests use the programs of this build and boot the initramfs made above.
junit=$build/tests.xml
rm -f "$junit"
rc=0
ctest --test-dir "$build" -R "$only" ${left_out:+-E "$left_out"} \
	--parallel "$(nproc)" --output-on-failure --no-tests=error \
	--output-junit "$junit" </dev/null || rc=$?
[ -s "$junit" ] || die harness "ctest ended with $rc and left no $junit"

for name in $debug_kernels; do
	[ "$debug" ] || continue
	echo "lines of the modules that were run on $name:"
	"$here/../tests/debug/coverage.sh" "$name" || :
done
"$here/tally.sh" "$junit" || exit
[ $rc -eq 0 ] || die harness "ctest ended with $rc and named no failed test"
