#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# model_test.sh - run spin on the models: each policy holds, each seeded error is found
# usage: model_test.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=${here%/tests/model}
command -v spin >/dev/null || { echo "SKIP: no spin: apt-get install spin"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0

# Every function that the model names must exist.
grep -ohE '\b(rvk|kb)_[a-z_]+\(' "$here"/*.pml | sort -u >"$work/names"
while read -r name; do
	grep -rqF "$name" "$top/policies" "$top/kbench" || {
		echo "not ok - a model names $name), which does not exist"
		failed=1
	}
done <"$work/names"

cd "$work"
# link WAIT ERRORS WHAT
link()
{
	spin -DWAIT="$1" -a "$here/link.pml" >spin.log 2>&1 ||
		{ cat spin.log; exit 6; }
	gcc -O2 -DSAFETY -o pan pan.c
	./pan -m10000 >log 2>&1 || :
	if grep -q "errors: $2\$" log; then
		echo "ok - $3"
	else
		echo "not ok - $3"
		sed 's/^/# /' log | head -n 20
		failed=1
	fi
}

link 2 0 "a region over two files waits for the event that it saw"
link 0 1 "seeded error found: it waits for events of both on one queue"
link 1 1 "seeded error found: it takes the next event for the one that ended"
spin -a "$here/rvk.pml" >spin.log 2>&1 || { cat spin.log; exit 6; }
gcc -O2 -DSAFETY -DCOLLAPSE -DMEMLIM=2048 -o pan pan.c

# try POLICY EARLY OWN UNMAPS BUG: write pan's report to $log
try()
{
	log=$work/log
	RVK_POLICY=$1 RVK_EARLY=$2 RVK_OWN=$3 RVK_UNMAPS=$4 RVK_BUG=$5 \
		./pan -m10000 >"$log" 2>&1 || :
	states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$log")
}

holds()
{
	what="$1: early $3, own $4, unmaps $5"
	try "$2" "$3" "$4" "$5" 0
	if grep -q 'errors: 0$' "$log" && ! grep -q 'Search not completed' "$log"; then
		echo "ok - $what: $states states"
	else
		echo "not ok - $what"
		sed 's/^/# /' "$log" | head -n 20
		failed=1
	fi
}

found()
{
	try "$3" "$4" "$5" 0 "$2"
	if grep -qE '^pan:1: (assertion violated|invalid end state)' "$log"; then
		echo "ok - seeded error found: $1:" \
			"$(sed -n 's/^pan:1: \([a-z ]*\).*/\1/p' "$log")"
	else
		echo "not ok - seeded error not found: $1"
		failed=1
	fi
}

holds none 0 1 0 0
holds block 1 1 0 0
holds block 1 1 1 0
holds delay 2 1 0 0
holds delay 2 1 1 0
holds kill 3 1 0 0
holds kill 3 1 1 0
holds scratch 4 1 0 0
holds scratch 4 0 0 0
holds scratch 4 1 0 1
holds fence 5 1 0 0
holds fence 5 1 0 1
holds odp 6 0 0 0

found "release does not wake" 1 1 1 0
found "unpinned before the drain" 2 4 1 0
found "no second check after queueing" 3 1 1 0
found "a region opens during an event" 4 1 1 0
found "a region that is being opened is not doomed" 5 4 1 0
found "a truncator waits for itself" 6 1 1 1
found "a fault does not check again" 7 6 0 0
found "a region pins before calls that passed have ended" 8 4 1 0
found "the end of an event does not wake" 9 1 1 0
found "kill sends no signal" 10 3 1 0
found "a region that is being opened counts as released" 11 1 1 0
found "a call is not counted before its event has the file" 12 4 1 0
exit $failed
