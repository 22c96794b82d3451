#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# parser_test.sh - run libFuzzer on one parser of the host for a limited time
# usage: parser_test.sh NAME [LIBFUZZER OPTION OR FILE...]
#
# FUZZ_SECONDS is the time to run (5), FUZZ_SEED the seed (1; 0: a random one). It
# starts from corpus/NAME and the inputs that earlier runs kept in the build folder.
# With a file only that input runs: that repeats a crash.
set -eu
from=$(cd "$(dirname "$0")" && pwd)
top=${from%/tests/fuzz}
REVOKEBENCH_BUILD=${REVOKEBENCH_BUILD:-$top/build}
. "$top/scripts/env.sh"
top=${from%/tests/fuzz}
[ $# -gt 0 ] || die usage "which parser? One of tests/fuzz/parsers/"
name=$1
shift
into=$build/fuzz
seconds=${FUZZ_SECONDS:-5}

clang=$(command -v clang-14 || command -v clang) ||
	skip "no clang: apt-get install clang-14 libclang-rt-14-dev"
echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
	"$clang" -fsanitize=fuzzer,address,undefined -x c - -o /dev/null \
	2>/dev/null ||
	skip "clang has no libFuzzer: apt-get install libclang-rt-14-dev"

# All tests share one build, which the first one makes.
mkdir -p "$into/found/$name" "$into/crash"
exec 9>"$into/lock"
flock 9
{
	cmake -S "$from/parsers" -B "$into/build" -DCMAKE_C_COMPILER="$clang" \
		-DRVB_BUILD="$build" &&
		cmake --build "$into/build" --target "fuzz_$name"
} >"$into/build.log" 2>&1 9>&- || {
	tail -n 40 "$into/build.log"
	exit 6
}
flock -u 9

dict=$from/parsers/$name.dict
[ ! -e "$dict" ] || set -- "-dict=$dict" "$@"
for word; do
	[ ! -f "$word" ] || exec "$into/build/fuzz_$name" "$@"
done
log=$into/$name.log
code=0
"$into/build/fuzz_$name" -max_total_time="$seconds" -timeout=10 \
	-seed="${FUZZ_SEED:-1}" \
	-rss_limit_mb=1024 -close_fd_mask=1 -print_final_stats=1 \
	-artifact_prefix="$into/crash/$name-" \
	"$@" "$into/found/$name" "$from/corpus/$name" >"$log" 2>&1 || code=$?
grep -a -e '^INFO: Seed' -e '^stat::number_of_exec' "$log" || :
grep -a 'DONE .*cov:' "$log" || :
[ $code -ne 0 ] || exit 0
grep -a -v -e '^#[0-9]' -e '^INFO: ' "$log" | head -n 60
echo "fuzz/$name: failed; the input is above: repeat it with" \
	"tests/fuzz/parser_test.sh $name FILE"
exit 1
