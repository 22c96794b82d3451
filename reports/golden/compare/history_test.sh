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

# dates are times: the clock set back, and zones
gives 1 history summer
says '+5.00% commit4 0 pin/tmpfs/pages:512/unpin' out
says 'Baseline: commit0 of 2026-10-24' out
gives 1 history --full summer
says '7 commit6 2026-10-25 01:25' out

# by commit: old ones that are measured again hide nothing
gives 1 history again
says '+5.00% commit5 0 pin/tmpfs/pages:512/unpin' out
says '11 results' out

# the repository's order counts most, though its clock was wrong
mkdir repo
git() { command git -C repo -c user.name=x -c user.email=x "$@"; }
git init -q
for i in 0 1 2 3 4 5 6 7; do
	GIT_COMMITTER_DATE="2020-01-0$((8 - i))T00:00:00Z" \
		git commit -q --allow-empty -m "$i"
	sed "s/commit$i/$(git describe --always)/; s/2020-01-0/2020-01-1/" \
		"past/$i/results.json" >"repo/$i.json"
done
sed 's/2020-01-11/2020-03-01/; s/\("revokebench": "[^"]*\)"/\1-dirty"/' \
	repo/0.json >repo/late.json
commit=$(git describe --always HEAD~2)
export RVB_TOP="$PWD/repo"
gives 1 history --db repo.db repo/[0-7].json repo/late.json
says "+1.00% $commit 0 pin/tmpfs/pages:512/unpin" out
[ ! -s err ] || fail "$(cat err)"
# of a repository that git refuses the reason is told, and nothing else changes
echo rubbish >repo/.git/HEAD
gives 0 history --db repo.db repo/7.json
says 'git refused, so commits are ordered by their dates' err
says 'not a git repository' err
unset RVB_TOP

# what names no code, or any, is no baseline
gives 1 history unknown
gives 2 history unknown/history.db --accept unknown
says '--accept=unknown: 8 results have that' err
gives 1 history unknown/history.db
says 'of 2026-10-24, the first' out
sed 's/2020-03-01/2020-03-02/' repo/late.json >late2.json
gives 0 history --db dirty.db repo/late.json late2.json
gives 2 history dirty.db --accept "$(sed -n \
	's/.*"revokebench": "\([^"]*\)".*/\1/p' late2.json)"
says '-dirty: 2 results have that' err
gives 0 history unknown/history.db --accept 6
says 'Baseline: unknown of 2026-10-25, accepted' out

# the newest result lacks figures
sed 's/2020-01-01T/2020-05-01T/' refused/results.json >newest.json
gives 1 history --db lost.db past/[0-7] newest.json
says 'lost: ' out
says 'have no figure in the newest result; first: pin/anon/pages:1/pin' out

# a database of the version before this one
sqlite3 past/history.db 'ALTER TABLE result DROP COLUMN committed;
	PRAGMA user_version = 1'
gives 0 history past/history.db

# another environment is another history
gives 0 history past/history.db other
says 'Environment 2: Linux 6.12.0-1-amd64' out
