#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# ub_compare_test.sh UBENCH - Google Benchmark's compare.py takes our JSON
#
# 77: skipped, the reason is on stdout.
set -eu

[ $# -eq 1 ] || { sed -n '3s/^# /usage: /p' "$0" >&2; exit 2; }
ubench=$1
compare=/usr/share/benchmark/compare.py
python=/usr/bin/python3

[ -r "$compare" ] || { echo "no $compare: apt-get install libbenchmark-tools"; exit 77; }
"$python" -c 'import numpy, scipy' 2>/dev/null ||
	{ echo "no scipy: apt-get install python3-scipy"; exit 77; }

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM

# On a host fsdax is a row that is skipped: it must not break anything.
for name in a b; do
	"$ubench" --cases='u*' --memory=anon,fsdax --pages=1,8 --loops=9 \
		--benchmark_repetitions=9 --benchmark_format=json \
		--benchmark_out="$dir/$name.out" > "$dir/$name.json"
done
for kind in json out; do
	"$python" "$compare" --no-color benchmarks \
		"$dir/a.$kind" "$dir/b.$kind" > "$dir/$kind.txt"
done
# And as compare.py runs a program itself.
"$python" "$compare" --no-color benchmarks "$dir/a.json" "$ubench" \
	--cases='user_*' > "$dir/run.txt"

fail=0
check()
{
	grep -q "$1" "$dir/$2" || { echo "not in $2: $1"; fail=1; }
}
for kind in json out; do
	check '^user_empty/none/pages:0/acquire/manual_time ' $kind.txt
	check '^user_empty/none/pages:0/acquire/manual_time_pvalue .*9 vs 9' $kind.txt
	check '^uring_register/fsdax/pages:8/unregister/manual_time ' $kind.txt
done
check '"error_message": "SKIP: ' a.json
check '"policy": "none"' a.json
check '^user_empty/none/pages:0/release/manual_time ' run.txt
[ $fail -eq 0 ] || cat "$dir"/*.txt
exit $fail
