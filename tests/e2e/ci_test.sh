#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# ci_test.sh - the gate as CI runs it passes equal code and finds 1 %
# usage: ci_test.sh
#
# Runs the steps of the GitHub file in a clone, with real boots: first on a commit
# that changes nothing, then on one that makes scratch's revoke path 1 % longer.
set -eu
here=$(cd "$(dirname "$0")/../ci" && pwd)
# shellcheck source=tests/front/expect.sh
. "$here/../front/expect.sh"
# shellcheck source=tests/ci/lib.sh
. "$here/lib.sh"
[ "$("$here/steps.py" "$top/scripts/ci/github.yml" always | tail -n 1 |
	cut -c 1-7)" != skipped ] || { echo "skipped: no python3-yaml"; exit 77; }
export GATE_RUN='--quick --policies scratch --devices gpu --cases revoke --fs tmpfs'

make_clone
cd "$tmp/clone"
echo >>README.md
git commit -qam 'README: change nothing'
expect 0 steps github.yml
says 'no regression' stdout

# Add a loop of 200 rounds, an increment in memory, a comparison and a jump each:
# about 1,000 instructions on top of 80,000 for 512 pages.
policy=policies/scratch/rvk_scratch.c
sed -i 's/^static struct rvk_policy rvk_scratch = {/static int slow_revoke(struct rvk_event *ev)\
{\
	volatile int i;\
\
	for (i = 0; i < 200; i++)\
		;\
	return rvk_redirect(ev);\
}\
\
&/
s/\.revoke = rvk_redirect/.revoke = slow_revoke/' $policy
git commit -qam 'scratch: be slower'
expect 1 steps github.yml
cp "$tmp/stdout" "$tmp/report"
tr -s '[:space:]' ' ' <"$tmp/report" >"$tmp/said"
expect 0 grep -q '(case revoke, phase revoke)' "$tmp/said"
expect 0 grep -q 'revoke/tmpfs/pages:512/revoke' "$tmp/said"
expect 0 grep -q 'Once more, with a fresh seed' "$tmp/said"
grep '^+' "$tmp/report" || wrong "no row of what was run again"
# The arrays of 4,096 pages are of the buddy allocator, whose merges differ by boot: the
# second run has to clear such a row. Any other must not be named at all.
if grep -E '/(open|close)( |$)' "$tmp/report" | grep -v /pages:4096/ ||
	grep -E ' regressed +[^ ]*/(open|close)( |$)' "$tmp/report"; then
	wrong "a phase that did not change"
fi
expect 0 grep -q 'failures="[1-9]' gate/junit.xml
for log in gate/*/cells/*/console.log; do
	grep -nE 'WARNING|BUG|Oops|Call Trace' "$log" && wrong "$log: see above"
done
exit 0
