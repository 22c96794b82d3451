#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# ub_cli_test.sh UBENCH - exit codes, one line an error, names and the result
set -eu

[ $# -eq 1 ] || { sed -n '3s/^# /usage: /p' "$0" >&2; exit 2; }
ubench=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
fail=0

# expect CODE PATTERN ARG...: exits with CODE and prints one line with PATTERN;
# argp may add its hint.
expect()
{
	code=$1 pattern=$2
	shift 2
	got=0
	"$ubench" "$@" > "$dir/out" 2> "$dir/err" || got=$?
	if [ "$got" -ne "$code" ] || ! grep -q -e "$pattern" "$dir/err" ||
		[ "$(grep -vc '^Try .ubench --help' "$dir/err")" -ne 1 ]; then
		echo "ubench $*: exit $got, want $code and one line with: $pattern"
		cat "$dir/err"
		fail=1
	fi
}

# listed NUMBER ARG...: as many benchmarks are listed.
listed()
{
	want=$1
	shift
	got=$("$ubench" --benchmark_list_tests "$@" | wc -l)
	[ "$got" -eq "$want" ] ||
		{ echo "ubench $*: $got listed, want $want"; fail=1; }
}

expect 2 'there is:.*user_empty' --cases=nosuch
expect 2 'there is:.*tmpfs' --memory=anon,nosuch
expect 2 'nosuch' --cases='u*' --policy=nosuch
expect 2 'unrecognized option' --nosuch
expect 2 'not an option' nosuch
expect 2 'requires an argument' --loops
expect 2 'number from 1' --loops=0
expect 2 'number from 1' --loops=1x
expect 2 'numbers from 1' --pages=0
expect 2 'expected a list' --pages=8-1
expect 2 'does not take' --benchmark_nosuch=1
expect 2 'use --loops' --benchmark_min_time=1
expect 2 'bad value' --benchmark_format=nosuch
expect 2 'benchmark_filter=(' --benchmark_filter='('
expect 4 'nosuch' --cases='u*' --benchmark_filter=nosuch
expect 6 "$dir/no/file" --cases=user_empty --result="$dir/no/file"
[ -e /dev/kbench ] || expect 2 'load kbench.ko'

listed 2 --cases=user_empty
listed 6 --cases='u*' --memory=anon --pages=1,8
listed 2 --cases='u*' --memory=anon --pages=1,8 --benchmark_filter='/unregister/'
listed 4 --cases='u*' --memory=anon --pages=1,8 --benchmark_filter='-/register/m'

"$ubench" --cases='u*' --memory=anon,fsdax --pages=8 --loops=3 \
	--result="$dir/result" > "$dir/table"
for want in '"schema": "revokebench/guest-1"' '"loops": 3' '"status": "SKIP"' \
	'"name": "uring_register/anon/pages:8/unregister"'; do
	grep -q "$want" "$dir/result" || { echo "not in the result: $want"; fail=1; }
done
grep -q '^uring_register/fsdax/pages:8/register  *SKIP: ' "$dir/table" ||
	{ echo "no skipped row in the table"; cat "$dir/table"; fail=1; }
exit $fail
