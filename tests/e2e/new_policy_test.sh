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

# A policy of each kind of promise, from the table of policies/README.md: the
# template of new-policy with another revoke, needs and promise.
change()
{
	expect 0 "$tree/revokebench" new-policy "$1"
	sed -i -e "/^static void rvk_$1_unmap/,/^}/d" -e '/\.unmap = /d' \
		-e "/\.promise = {/,/},/c\\	.promise = { $4 }," \
		-e "s/\.needs = .*/.needs = $3,/" \
		-e "s/return rvk_fence(ev);/$2/" "$tree/policies/$1/rvk_$1.c"
}

# cell ROW N: column N of the row that begins with ROW, without backticks
cell()
{
	grep -F -m 1 "| \`$1" "$tree/policies/README.md" | sed 's/\\|/OR/g' |
		cut -d'|' -f$((1 + $2)) | sed 's/`//g; s/OR/|/g; s/^ *//; s/ *$//'
}

# add NAME ROW
add()
{
	change "$1" "return $(cell "$2" 1);" "$(cell "$2" 2)" "$(cell "$2" 3)"
}

waits='rvk_wait_released'
add busy 'rvk_is_released'
add waiting $waits
add pages 'rvk_redirect'
add region 'rvk_fence'
stay='if (ev->cause == RVK_EVICT)\n\t\treturn 0;'
change killing "$stay\n\trvk_signal_owners(ev, SIGKILL);\n\treturn \
$(cell $waits 1);" 0 '.does = RVK_KILLS, .own = -EINTR'
change lying 'return 0;' RVK_REDIRECT "$(cell rvk_redirect 3)"
expect 0 "$tree/revokebench" list policies
says '^busy promises: refuses EBUSY$' stdout
cp "$tmp/stdout" "$tmp/listed"

# All in one guest: each keeps its promise, but the one that lies. What list
# reads in the source is what the module told the guest.
kinds=busy,waiting,pages,region,killing
expect 5 "$tree/revokebench" run --quick --mode timed --cases pin \
	--policies $kinds,lying --devices gpu -o "$tmp/kinds"
python3 - "$tmp/kinds/results.json" "$tmp/listed" $kinds <<'END' || wrong "above"
import json, sys
rows = json.load(open(sys.argv[1]))["checks"]
listed = open(sys.argv[2]).read().splitlines()
failed = [r for r in rows if r["status"] not in ("PASS", "SKIP")]
print("\n".join(f"{r['policy']} {r['check']}: {r['reason']}" for r in failed))
assert {r["policy"] for r in failed} == {"lying"}, "who failed"
for policy in sys.argv[3].split(","):
    own = [r for r in rows if r["policy"] == policy]
    assert sum(r["status"] == "PASS" for r in own) > 25, policy
    assert all(r["reason"] for r in own if r["status"] == "SKIP"), policy
    assert {f"{policy} promises: {r['promise']}" for r in own} < set(listed)
END

# Events that are refused are results, beside those of none.
expect 0 "$tree/revokebench" run --quick --cases 'l[ae]*' --policies busy \
	--devices gpu -o "$tmp/busy"
says '^revokebench: none is measured with busy' stderr
expect 0 "$tree/revokebench" report --full "$tmp/busy"
says '^busy +gpu +the truncator' stdout
says '^ +refused: EBUSY' stdout
says '^busy +gpu .* EBUSY +refused$' stdout
says '^Under busy, truncate refused: EBUSY' stdout
says '^none +gpu .*stale' stdout
! grep -q 'have no base' "$tmp/stdout" || wrong "none is missing"

# A device that the policy cannot work on is no failure.
expect 0 "$tree/revokebench" run --quick --mode timed --cases pin \
	--policies odp --devices gpu -o "$tmp/unfit"
expect 0 "$tree/revokebench" report --full "$tmp/unfit"
says 'gpu cannot fault' stdout
