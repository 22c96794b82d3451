#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# history_test.sh - history finds a step; only --accept moves the baseline
# usage: history_test.sh BIN
set -eu
bin=$(realpath "${1:?usage: history_test.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$0")/expect.sh"
touch out err

gives 1 history past
says '8 results' out
says '+1.00% commit5 0 pin/tmpfs/pages:512/unpin' out
says 'Baseline: commit0' out
[ -s past/history.db ] || fail "no database was made"
[ "$(grep -c 'commit5' out)" = 1 ] || fail "more than one change"

# stored once only; newer results do not move the baseline
gives 1 history past
says '8 results' out
sed 's/2020-01-08/2020-01-09/; s/commit7/commit8/' past/7/results.json >more.json
gives 1 history past/history.db more.json
says '9 results' out
says 'Baseline: commit0' out

# a truncated result: the call stores nothing
head -c 5000 past/0/results.json >cut.json
sed 's/2020-01-08/2020-01-10/' past/7/results.json >more.json
gives 2 history past/history.db more.json cut.json
gives 1 history past/history.db
says '9 results' out

gives 0 history past/history.db --accept commit6
says 'Baseline: commit6' out
gives 2 history past/history.db --accept nosuch
says 'no result of commit nosuch' err
gives 0 history past/history.db
says 'Baseline: commit6' out

for format in text html markdown; do
	gives 0 history past/history.db -f $format -o "trend.$format"
done
awk 'length > 72 { exit 1 }' trend.text || fail "text: too wide"
xmllint --html --noout trend.html 2>err || fail "html: not well-formed"
grep -q '<svg' trend.html || { command -v gnuplot >/dev/null &&
	fail "html: no figure"; }

# another environment is another history
gives 0 history past/history.db other
says 'Environment 2: Linux 6.12.0-1-amd64' out
