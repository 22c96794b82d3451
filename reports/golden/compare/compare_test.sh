#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# compare_test.sh - exact and timed results, every format, gates, bad input
# usage: compare_test.sh BIN
set -eu
bin=$(realpath "${1:?usage: compare_test.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$0")/expect.sh"
touch out err

# exact: equal, slower, faster, another kernel
gives 0 compare base equal
says 'no regression' out
gives 1 compare base slow
says 'pin/tmpfs/pages:512/unpin (case pin, phase unpin)' out
says '1 regressed, 0 improved' out
gives 0 compare base fast
says '0 regressed, 1 improved' out
gives 4 compare base other
says 'kernel.release: 6.1.0-99-amd64, 6.12.0-1-amd64' err
says 'qemu.version: 7.2.22, 9.0' err
gives 0 compare --across base other
says 'compared across a difference, kernel.release' out
gives 1 compare base all-slow
says 'went the same way' out
gives 1 compare base failed
says 'guest panic' out

# lost NAME REASON CODE: what has no figure any more is lost, in every format
lost()
{
	for across in '' --across; do
		# shellcheck disable=SC2086 # one word or none
		gives "$3" compare $across base "$1"
		says "$4 lost, 0 regressed, 0 improved," out
		says "metrics; first: pin/anon/pages:1/pin (case pin, phase pin): $2" out
	done
	gives "$3" compare -f csv base "$1"
	sed -n 2p out | grep -q "^\"cost\",\"pin/.*,FAIL,.*\"lost, as $4 of [0-9]* are: $2;" ||
		fail "csv: not named first"
	gives "$3" compare -f ktap base "$1"
	[ "$(grep -c '^not ok' out)" = "$4" ] || fail "ktap: not $4 lost"
	gives "$3" compare -f junit base "$1"
	says "failures=\"$4\"" out
	gives "$5" compare --allow-missing base "$1"
	says "lost: $4 of" out
}
n=$(/usr/bin/python3 -c 'import json; print(sum(r["name"].startswith("pin/")
	and r["status"] == "DONE" for r in json.load(open("base/results.json"))["summary"]))')
lost refused 'refused: EFAULT' 1 "$n" 0
lost skipped 'SKIP: no ext4' 4 "$n" 0
lost gone 'not in the new result' 4 "$n" 0
lost error 'ERROR: boots differ' 1 "$n" 1
lost half 'not in the new result, which failed' 1 "$n" 1
gives 0 compare gone base
says 'are only in the new and take no part' out
gives 4 compare events no-least
says '1 lost,' out
says 'its least is not in the new result' out
gives 4 compare events no-check
says 'SKIP: n/a: cmdq cannot fault' out

# neither has a figure: no verdict, and skipped
gives 0 compare -f junit skipped skipped
says "failures=\"0\" errors=\"0\" skipped=\"" out
says '<skipped message="no figure in either: SKIP: no ext4;' out
gives 0 compare skipped skipped
says 'have no figure in either' out
gives 1 compare events latency
says 'truncate under scratch on gpu, phase access' out
gives 1 compare events stale
says 'integrity under scratch on gpu' out
gives 1 compare --policies scratch,block events events
says 'across policies: scratch in the base, block in the new' out

# pipes, packed files, and the mark that some editors put first
gives 1 compare /dev/stdin slow <base/results.json
sed '' base/results.json | gives 1 compare /dev/stdin slow
mkfifo old new
gzip -c base/results.json >old.gz
zcat old.gz >old &
gzip -c slow/results.json >new &
gives 1 compare old new
says '1 regressed, 0 improved' out
gives 1 compare old.gz slow
mkdir packed
mv old.gz packed/results.json.gz
gives 1 compare packed slow
printf '\357\273\277' | cat - base/results.json >mark.json
gives 1 compare mark.json slow
rm -f old new
mkfifo old
cat past/0/results.json >old &
gives 0 history --db pipe.db old past/1/results.json packed
says '3 results' out
sum=$(sha256sum <base/results.json | cut -c 1-12)
zcat packed/results.json.gz | gives 0 report -f html /dev/stdin
says "$sum" out
rm -rf old packed mark.json pipe.db

# a change that no digit describes
gives 1 compare base huge
says 'median more than 1,000 times, least more than 1,000 times' out
awk 'length > 72 { exit 1 }' out || fail "text: too wide"
gives 1 compare tiny huge
says 'median more than 1,000 times' out
gives 1 compare -f junit tiny huge
says 'median more than 1,000 times, least more than 1,000 times' out
gives 0 report base huge
says '45,268 more than 1e+300 insns' out

# timed: pairs
gives 1 compare timed timed-slow
says ' H 10 truncate/tmpfs' out
gives 0 compare timed timed-equal
says 'none against none: ' out
gives 3 compare timed timed-noisy
says 'as many as would decide' out
says '10 of ' out
gives 3 compare timed timed-few

# a trend inside one side explains the change: in the new, in the base, in both,
# for the better, too; a leap beyond the trend is a regression
drifts()
{
	gives 3 compare "$@"
	says "$where" out
	says '0 regressed, 0 improved' out
	gives 3 compare -f junit "$@"
	says "<skipped message=\"unsure: $where" out
	says 'failures="0"' out
	gives 3 compare -f ktap "$@"
	says "# SKIP unsure: $where" out
}
where='drifts within the new result'
drifts timed timed-warms
drifts timed timed-cools
drifts timed timed-gains
where='drifts within the base'
drifts timed-gains timed
where='drifts within both results'
drifts timed-gains timed-warms
gives 1 compare timed timed-leaps
says '1 regressed' out
# that it is not primary does not excuse it
echo '{"schema": "revokebench/gate-1", "primary": ["*/none/*"]}' >gate.json
where='drifts within the new result'
drifts --gate gate.json timed timed-warms

# regressions measured again with a fresh seed
gives 1 compare --again slow base slow
says 'Once more, with a fresh seed' out
gives 3 compare --again equal base slow
says 'a fresh seed does not show it' out
gives 1 compare --moved moved base slow
[ "$(cat moved)" = "$(printf 'pin\tpin/tmpfs/pages:512/unpin')" ] ||
	fail "moved: $(cat moved)"

# formats, with a gate
echo '{"schema": "revokebench/gate-1", "metrics":
	{"pin/*": {"min": 2, "median": 2}}}' >gate.json
gives 0 compare --gate gate.json -f junit base slow
for pair in 'base equal 0' 'base slow 1' 'timed timed-noisy 3'; do
	# shellcheck disable=SC2086 # three words
	set -- $pair
	for format in text html markdown csv junit ktap; do
		gives "$3" compare -f $format -o "new.$format" "$1" "$2"
		[ -s "new.$format" ] || fail "new.$format is empty"
	done
	LC_ALL=C grep -n '[^ -~]' new.text && fail "text: not plain"
	awk 'length > 72 { exit 1 }' new.text || fail "text: too wide"
	xmllint --noout new.junit || fail "junit: not well-formed"
done
gives 1 compare -f junit base slow
says 'failures="1" errors="0" skipped="52"' out
gives 3 compare -f junit timed timed-noisy
says '<skipped message="unsure: 10 pairs, about' out
rm -f new.* moved
exec sh "$here/refusals.sh" "$bin"
