#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test.sh - every check there is, a line each as it ends, counted at the end
# usage: test.sh [--fast] [-R REGEX]
#
# --fast leaves out what boots a virtual machine (vm/, e2e/); -R takes only
# the tests whose names match. Exit codes: 0 all passed or were skipped with a
# reason, 1 a test failed, 2 usage, 4 no test ran, 6 the tests could not be
# run, 130 interrupted.
set -eu
. "$(dirname "$0")/env.sh"
usage='usage: test [--fast] [-R REGEX]'

options=$(getopt -n revokebench -o R: -l fast,help -- "$@") ||
	exit 2
eval set -- "$options"
fast=
only=.
while [ "$1" != -- ]; do
	case $1 in
	--fast)		fast=1; shift ;;
	-R)		only=$2; shift 2 ;;
	--help)		echo "$usage"; exit 0 ;;
	esac
done
[ $# -eq 1 ] || die usage "test takes no '$2': $usage"

"$here/setup.sh" test
"$here/build.sh"
for name in 6.1 6.12; do
	kernel=$("$here/kernels.sh" get $name)
	say "building modules for $name"
	"$here/kmod.sh" "$kernel" >/dev/null
	[ "$fast" ] || "$here/initramfs.sh" "$kernel" >/dev/null
done
"$here/checkers.sh" >/dev/null || say "going on without checkpatch"

# Tests use the programs of this build, and boot what was made above.
junit=$build/tests.xml
rm -f "$junit"
rc=0
ctest --test-dir "$build" -R "$only" ${fast:+-E '^(vm|e2e|checks)/'} \
	--parallel "$(nproc)" --output-on-failure --no-tests=error \
	--output-junit "$junit" </dev/null || rc=$?
[ -s "$junit" ] || die harness "ctest ended with $rc and left no $junit"

count()
{
	xmllint --xpath "count($1)" "$junit"
}
# ctest calls a test skipped whose program is missing: only one that said so
# itself is. All else that did not run and pass has failed.
skip='//testcase[starts-with(skipped/@message, "SKIP_")]'
total=$(count '//testcase')
passed=$(count '//testcase[@status="run"]')
skipped=$(count "$skip")
failed=$((total - passed - skipped))

# Why each was skipped: the last line that it printed.
n=0
while [ $n -lt "$skipped" ]; do
	n=$((n + 1))
	test="($skip)[$n]"
	why=$(xmllint --xpath "string($test/system-out)" "$junit" |
		sed '/^[[:space:]]*$/d' | tail -n 1)
	echo "SKIP $(xmllint --xpath "string($test/@name)" "$junit"):" \
		"${why:-no reason given}"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$total" -gt 0 ] || die nothing "no test ran"
[ "$failed" -eq 0 ] || exit 1
[ $rc -eq 0 ] || die harness "ctest ended with $rc and named no failed test"
