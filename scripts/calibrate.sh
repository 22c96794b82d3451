#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# calibrate.sh - make a gate for this environment from runs of equal code
# usage: calibrate [--runs N] [--days N] [-o GATE] [RESULT... | -- RUN OPTION...]
#
# With RESULTs, compare these. Without, run the benchmark N times (3), each time
# with other start dates, into results/calibrate-TIME/.
set -eu
. "$(dirname "$0")/env.sh"
usage=$(sed -n 's/^# usage: /usage: /p' "$0")

runs=3
results=
gate=
days=30
while [ $# -gt 0 ]; do
	case $1 in
	--help)		exec "$here/help.sh" calibrate ;;
	--)		shift; break ;;
	--runs | --days | -o)
		[ $# -gt 1 ] || die usage "$1 takes a value: $usage"
		case $1 in
		--runs)	runs=$2 ;;
		--days)	days=$2 ;;
		-o)	gate=$2 ;;
		esac
		shift 2 ;;
	-*)		die usage "unknown option '$1': $usage" ;;
	*)		[ -e "$1" ] || die usage "$1: no such result: $usage"
			results=yes; break ;;
	esac
done
case $runs in
[2-9])	: ;;
*)	die usage "--runs=$runs: expected a number from 2 to 9" ;;
esac
case $days in
'' | *[!0-9]*) die usage "--days=$days: expected a number" ;;
esac

[ "$results" ] || "$here/words.sh" run host/run "$@" >/dev/null
"$here/setup.sh" run
"$here/build.sh"
if ! [ "$results" ]; then
	out=$data/calibrate-$(date +%Y%m%d-%H%M%S)
	n=0
	while [ $n -lt "$runs" ]; do
		say "run $((n + 1)) of $runs: $out/$n"
		"$top/revokebench" run "$@" --seed $((1 + 3 * n)) \
			-o "$out/$n" >/dev/null
		n=$((n + 1))
	done
	set -- "$out"/*
fi
exec "$bin/calibrate" --days "$days" ${gate:+-o "$gate"} "$@"
