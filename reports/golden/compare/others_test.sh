#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# others_test.sh - Google Benchmark's JSON, plain columns; calibrate's gate
# usage: others_test.sh BIN
set -eu
bin=$(realpath "${1:?usage: others_test.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$0")/expect.sh"
touch out err

for version in 1.7 1.8 1.9; do
	grep -q NaN gb$version.json || fail "gb$version.json: no bare NaN"
	gives 0 compare gb$version.json gb$version-equal.json
	gives 1 compare gb$version.json gb$version-slow.json
	says 'BM_copy/4096/real_time' out
	# a rate that falls is as bad as a time that rises
	says '3 regressed, 0 improved' out
	says 'taken in turn' out
done
gives 4 compare gb1.7.json gb1.9.json
says 'library_version' err
gives 0 compare --across gb1.7.json gb1.9-equal.json
gives 4 compare gb1.9.json base
says 'format: Google Benchmark, revokebench' err
head -c 900 gb1.9.json >cut.json
refuses 2 'cut.json:' compare gb1.9.json cut.json
echo '{"benchmarks": 1}' >cut.json
refuses 2 'neither results of revokebench nor' compare gb1.9.json cut.json

gives 1 compare old.txt new.txt
says '1 regressed, 0 improved, 1 same' out
says 'read (read)' out
gives 0 compare old.txt same.txt
printf '1\n2\nthree\n' >bad.txt
refuses 2 'bad.txt:3: "three": not a number' compare old.txt bad.txt
printf '1\n-2\n' >bad.txt
refuses 2 'bad.txt:2: "-2": not a number above zero' compare old.txt bad.txt
: >bad.txt
refuses 2 'bad.txt: empty' compare old.txt bad.txt
printf '# none\n' >bad.txt
refuses 2 'bad.txt: no numbers' compare old.txt bad.txt

# A gate from equal code is found by its environment, and expires.
gives 0 calibrate base equal
gate=$(sed -n 's/^gate: \(.*\), for 30 days$/\1/p' out)
[ -s "$gate" ] || fail "no gate"
gives 1 compare base slow
says 'A against A 2 results of equal code' out
gives 4 compare --gate "$gate" other other
says 'made for another environment, kernel.release' err
gives 0 compare --across --gate "$gate" other other
sed -i 's/"expires": "[0-9-]*"/"expires": "2020-01-01"/' "$gate"
gives 1 compare base slow
says 'expired on 2020-01-01' err
says 'built in' out

# What equal code does by itself is no alarm, and its gate says how far.
gives 1 compare base slow
gives 0 calibrate -o wide.json base slow
says '1 metrics have wider limits' out
says 'pin/tmpfs/pages:512/unpin least 1.50 % median 1.50 %' out
gives 0 compare --gate wide.json base slow
gives 0 calibrate -o timed.json timed timed-equal timed-slow
says 'timed margin: ' out
[ "$(find cache/revokebench/gates -name '*.json' | wc -l)" = 1 ] || fail "stray gates"
