#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# count_test.sh - `revokebench test` counts what ctest reports
# usage: count_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export REVOKEBENCH_BUILD="$tmp/build"
mkdir -p "$tmp/bin" "$tmp/tree/scripts" "$tmp/build"

# A tree with the real test.sh, next to stand-ins that take no time.
cp "$top/scripts/env.sh" "$top/scripts/test.sh" "$top/scripts/tally.sh" \
	"$tmp/tree/scripts"
mkdir -p "$tmp/tree/tests/debug"
# shellcheck disable=SC2016 # a script
printf '#!/bin/sh\necho "  90 %%  of $1"\n' >"$tmp/tree/tests/debug/coverage.sh"
chmod +x "$tmp/tree/tests/debug/coverage.sh"
for script in setup build kernels kmod initramfs checkers; do
	printf '#!/bin/sh\necho "%s $*" >>"%s"\n' $script "$tmp/calls" \
		>"$tmp/tree/scripts/$script.sh"
	chmod +x "$tmp/tree/scripts/$script.sh"
done
echo "echo $tmp" >>"$tmp/tree/scripts/kernels.sh"
run=$tmp/tree/scripts/test.sh

# The real ctest runs tests that end in every way.
cat >"$tmp/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(endings NONE)
enable_testing()
add_test(NAME unit/good COMMAND true)
add_test(NAME unit/skipped COMMAND sh -c "echo 'skipped: <no> & why'; exit 77")
add_test(NAME unit/bad COMMAND sh -c "echo this broke; exit 1")
add_test(NAME unit/crash COMMAND sh -c "kill -SEGV $$")
add_test(NAME unit/missing COMMAND /nosuch/program)
add_test(NAME unit/slow COMMAND sleep 60)
add_test(NAME vm/good COMMAND true)
add_test(NAME e2e/good COMMAND true)
add_test(NAME hard/good COMMAND true)
add_test(NAME debug/6.1/silent COMMAND false)
add_test(NAME debug/6.1/rest COMMAND true)
add_test(NAME debug/6.12/good COMMAND true)
set_tests_properties(unit/skipped PROPERTIES SKIP_RETURN_CODE 77)
set_tests_properties(unit/slow PROPERTIES TIMEOUT 1)
set_tests_properties(debug/6.1/silent PROPERTIES FIXTURES_SETUP detectors)
set_tests_properties(debug/6.1/rest PROPERTIES FIXTURES_REQUIRED detectors)
END
cmake -S "$tmp" -B "$tmp/build" >/dev/null

# last LINE: is the last line of stdout and occurs nowhere else
last()
{
	[ "$(tail -n 1 "$tmp/stdout")" = "$1" ] || wrong "last line is not $1"
	[ "$(grep -cxE '[0-9]+ passed, .*' "$tmp/stdout")" -eq 1 ] ||
		wrong "counted twice"
}

expect 1 "$run"
last '4 passed, 4 failed, 1 skipped'
says '^SKIP unit/skipped: skipped: <no> & why$' stdout
[ "$(sed -n '/^the longest, in seconds:$/{n;p}' "$tmp/stdout" |
	awk '{ print $2, ($1 >= 1) }')" = 'unit/slow 1' ] ||
	wrong "the slowest test is not first among the longest"
says 'this broke' stdout
says ' unit/good .*Passed' stdout
expect 0 grep -c '^kmod' "$tmp/calls"
says '^2$' stdout
expect 0 grep -c '^initramfs' "$tmp/calls"
says '^2$' stdout

rm "$tmp/calls"
expect 1 "$run" --fast
last '1 passed, 4 failed, 1 skipped'
expect 1 grep -c '^initramfs' "$tmp/calls"

# In the debug lane a detector misses its canary.
rm "$tmp/calls"
expect 1 "$run" --debug -R '^(debug|hard)/'
last '1 passed, 2 failed, 0 skipped'
says '^MISS debug/6.1/rest: ' stdout
says '^  90 %  of 6.1-debug$' stdout
expect 0 grep -c '^kmod' "$tmp/calls"
says '^3$' stdout
expect 0 env DEBUG_KERNELS=6.12-debug "$run" --debug -R '^debug/'
last '1 passed, 0 failed, 0 skipped'
refused "$run" --debug --fast

expect 0 "$run" --list
says '^L0 unit/good$' stdout
says '^L1 vm/good$' stdout
says '^L2 hard/good$' stdout
says '^L3 debug/6.1/rest$' stdout
lines 12 stdout

expect 0 "$run" -R good
last '4 passed, 0 failed, 0 skipped'
expect 0 "$run" -R 'unit/(good|skipped)'
last '1 passed, 0 failed, 1 skipped'
expect 4 "$run" -R nosuch
last '0 passed, 0 failed, 0 skipped'
refused "$run" --nosuch
refused "$run" now

# A step before the tests fails: test passes its exit code on, without a count.
printf '#!/bin/sh\nexit 6\n' >"$tmp/tree/scripts/kmod.sh"
expect 6 "$run"
lines 0 stdout
