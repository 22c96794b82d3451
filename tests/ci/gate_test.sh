#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gate_test.sh - run the steps of both CI files without booting guests
# usage: gate_test.sh
#
# `run` of the clone is a stand-in that copies known results and records its
# arguments. e2e/ci boots guests instead.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/front/expect.sh
. "$here/../front/expect.sh"
[ "$("$here/steps.py" "$top/scripts/ci/github.yml" always | tail -n 1 |
	cut -c 1-7)" != skipped ] || { echo "skipped: no python3-yaml"; exit 77; }
bin=${REVOKEBENCH_BUILD:-$top/build}/bin
# shellcheck source=tests/ci/lib.sh
. "$here/lib.sh"
/usr/bin/python3 "$top/reports/golden/compare/make.py" \
	"$top/reports/golden/run/results.json" \
	"$top/reports/golden/events/results.json" "$tmp/made"
make_clone

# The front doors of main and of the change: run copies what $tmp/KIND names.
front()
{
	cat >"$1/revokebench" <<-END
		#!/bin/sh
		# main or a change: $2
		command=\$1
		shift
		[ \$command = run ] || exec "$bin/\$command" "\$@"
		echo "$2 \$*" >>"$tmp/calls"
		kind=\$(cat "$tmp/$2")
		case "\$*" in *--seed*) kind=\$(cat "$tmp/again") ;; esac
		for out; do :; done
		[ \$kind != panic ] || exit 5
		mkdir -p "\$out" && cp "$tmp/made/\$kind/results.json" "\$out"
	END
}
front "$tmp/origin" main
git -C "$tmp/origin" commit -qam 'a front door'
git -C "$tmp/clone" pull -q origin main
git -C "$tmp/clone" fetch -q
front "$tmp/clone" change
git -C "$tmp/clone" commit -qam 'a change'
echo base >"$tmp/main"

# kinds NEW AGAIN: the results of this commit's first and second run
kinds()
{
	echo "$1" >"$tmp/change"
	echo "$2" >"$tmp/again"
	rm -rf "$tmp/clone/gate" "$tmp/calls" "$GITHUB_STEP_SUMMARY"
}

for ci in github.yml gitlab.yml; do
	kinds equal equal
	expect 0 steps $ci
	says 'no regression' stdout
	expect 0 grep -qx 'change --quick -o .*/gate/new' "$tmp/calls"
	# the baseline is kept and used again
	expect 0 steps $ci
	expect 0 test "$(grep -c '^main' "$tmp/calls")" -eq 1
	kinds slow slow
	expect 1 steps $ci
	says 'Once more, with a fresh seed' stdout
	expect 0 grep -qx 'change --quick --cases pin --seed 4 -o .*/gate/again' \
		"$tmp/calls"
	expect 0 xmllint --noout "$tmp/clone/gate/junit.xml"
	expect 0 grep -q 'Once more' "$tmp/clone/gate/summary.md"
	kinds slow equal
	expect 3 steps $ci
	kinds panic equal
	expect 5 steps $ci
	kinds other equal
	expect 4 steps $ci
done
kinds slow slow
expect 1 steps github.yml
expect 0 cmp "$tmp/clone/gate/summary.md" "$GITHUB_STEP_SUMMARY"
expect 0 test "$(git -C "$tmp/clone" worktree list | wc -l)" -eq 1

cd "$tmp/clone"
refused scripts/ci/gate.sh now
refused scripts/ci/gate.sh --base
refused scripts/ci/gate.sh --base nosuch
says "no commit 'nosuch'" stderr
