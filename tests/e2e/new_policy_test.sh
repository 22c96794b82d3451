#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# new_policy_test.sh - the README's walk-through: a policy of one's own
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
unset REVOKEBENCH_BUILD
git -C "$top" rev-parse HEAD >/dev/null 2>&1 || {
	echo "skipped: this is no git tree, nothing to clone"
	exit 77
}
git clone -q "$top" "$tmp/tree"

refused "$tmp/tree/revokebench" new-policy
refused "$tmp/tree/revokebench" new-policy 'No/Name'
refused "$tmp/tree/revokebench" new-policy scratch
expect 0 "$tmp/tree/revokebench" new-policy mine
says '^policies/mine/rvk_mine.c$' stdout

expect 0 "$tmp/tree/revokebench" list policies
says '^mine ' stdout
expect 0 "$tmp/tree/revokebench" run --quick --cases empty \
	--policies mine --devices all -o "$tmp/out"
! grep -q FAIL "$tmp/stdout" || wrong "a check failed"
expect 0 "$tmp/tree/revokebench" report --full "$tmp/out"
says '^mine .*PASS' stdout
! grep -q FAIL "$tmp/stdout" || wrong "a check failed"
