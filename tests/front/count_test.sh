#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# count_test.sh - what `revokebench test` makes of what ctest says
# usage: count_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export REVOKEBENCH_BUILD="$tmp/build"
mkdir -p "$tmp/bin" "$tmp/tree/scripts" "$tmp/build"

# A tree with the real test.sh, and beside it nothing that takes time.
cp "$top/scripts/env.sh" "$top/scripts/test.sh" "$tmp/tree/scripts"
for script in setup build kernels kmod initramfs checkers; do
	printf '#!/bin/sh\necho "%s $*" >>"%s"\n' $script "$tmp/calls" \
		>"$tmp/tree/scripts/$script.sh"
	chmod +x "$tmp/tree/scripts/$script.sh"
done
echo "echo $tmp" >>"$tmp/tree/scripts/kernels.sh"
run=$tmp/tree/scripts/test.sh

# ctest is the real one, over tests of every ending.
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
set_tests_properties(unit/skipped PROPERTIES SKIP_RETURN_CODE 77)
set_tests_properties(unit/slow PROPERTIES TIMEOUT 1)
END
cmake -S "$tmp" -B "$tmp/build" >/dev/null

# last LINE: the last line of stdout, and nowhere else
last()
{
	[ "$(tail -n 1 "$tmp/stdout")" = "$1" ] || wrong "last line is not $1"
	[ "$(grep -cxE '[0-9]+ passed, .*' "$tmp/stdout")" -eq 1 ] ||
		wrong "counted twice"
}

expect 1 "$run"
last '3 passed, 4 failed, 1 skipped'
says '^SKIP unit/skipped: skipped: <no> & why$' stdout
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

expect 0 "$run" -R good
last '3 passed, 0 failed, 0 skipped'
expect 0 "$run" -R 'unit/(good|skipped)'
last '1 passed, 0 failed, 1 skipped'
expect 4 "$run" -R nosuch
last '0 passed, 0 failed, 0 skipped'
refused "$run" --nosuch
refused "$run" now

# A step before the tests fails: its exit code, and no count.
printf '#!/bin/sh\nexit 6\n' >"$tmp/tree/scripts/kmod.sh"
expect 6 "$run"
lines 0 stdout
