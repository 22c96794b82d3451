#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# calibrate_test.sh - the gate of equal code: found, expired, wider
# usage: calibrate_test.sh BIN
set -eu
bin=$(realpath "${1:?usage: others_test.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$0")/expect.sh"
touch out err

# compare finds the gate of an environment until it expires.
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

# Changes that equal code showed are inside the gate's limits.
gives 1 compare base slow
gives 0 calibrate -o wide.json base slow
says '1 metrics have wider limits' out
says 'pin/tmpfs/pages:512/unpin least 1.50 % median 1.50 %' out
gives 0 compare --gate wide.json base slow
gives 0 calibrate -o timed.json timed timed-equal timed-slow
says 'timed margin: ' out
[ "$(find cache/revokebench/gates -name '*.json' | wc -l)" = 1 ] || fail "stray gates"
