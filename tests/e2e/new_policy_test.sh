#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# new_policy_test.sh - the README's steps for a policy of your own work
# usage: new_policy_test.sh FOLDER   of a clone, which keeps the policy
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
unset REVOKEBENCH_BUILD
tree=$1
[ -d "$tree" ] || {
	echo "skipped: there was nothing to clone"
	exit 77
}
git -C "$tree" reset -q --hard && git -C "$tree" clean -qfd policies

refused "$tree/revokebench" new-policy
refused "$tree/revokebench" new-policy 'No/Name'
refused "$tree/revokebench" new-policy scratch
expect 0 "$tree/revokebench" new-policy mine
says '^policies/mine/rvk_mine.c$' stdout

expect 0 "$tree/revokebench" list policies
says '^mine ' stdout
expect 0 "$tree/revokebench" run --quick --cases empty \
	--policies mine --devices all -o "$tmp/out"
! grep -q FAIL "$tmp/stdout" || wrong "a check failed"
expect 0 "$tree/revokebench" report --full "$tmp/out"
says '^mine .*PASS' stdout
! grep -q FAIL "$tmp/stdout" || wrong "a check failed"
