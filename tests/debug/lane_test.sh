#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# lane_test.sh - one program on a debug kernel, then: what was lost, what was run
# usage: lane_test.sh pairs|others|sweep|fuzz|torture KERNEL
#
# pairs and others are the two halves of the policy checks. fuzz and torture race
# on two CPUs, for FUZZ_SECONDS and with FUZZ_SEED as tests/fuzz/guest_test.sh has
# them. What the guest said is kept in BUILD/debug/KERNEL/.
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2086,SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
# shellcheck source=tests/debug/lib.sh
. "$(dirname "$0")/lib.sh"

name=$1
use_debug_kernel "$2"

# race PROGRAM SECONDS: what is run, and the words that must be its last
race()
{
	mode=timed
	last="^# .*SUCCESS\$"
	seconds=${FUZZ_SECONDS:-$2}
	seed=${FUZZ_SEED:-$(date +%Y%m%d)0000}
	echo "# $1 --seconds $seconds --seed $seed"
	program="$1 --seconds $seconds --seed $seed"
}

planted='revokebench: bugs from here on'
mode=exact
last=
more=
case $name in
pairs | others)
	cp "$top/tests/checks/guest_checks.sh" "$work/root/bin"
	program="guest_checks.sh $name" ;;
sweep)	cp "$top/tests/debug/guest_sweep.sh" "$work/root/bin"
	put_programs kb_abi kb_sweep
	program=guest_sweep.sh
	# Where dma-debug gets no memory for its tree, it is off from then on
	more='slub_debug=A;-,radix_tree_node' ;;
fuzz)	race kb_fuzz 100
	# It counts to 7: no page may be mapped for more regions than that
	more=dma_debug=off ;;
torture) race kb_torture 120 ;;
*)	sed -n '4s/^# //p' "$0" >&2; exit 2 ;;
esac
make_kfault
make_guest
run_vm "$name" $patience --mode $mode --memory 1536 \
	--append "memmap=400M!1G $quick $more" -- guest_debug.sh $program
keep_logs "$name"
sed '/BEGIN GCOV/,$d' "$cell/stdio.log" | grep -a -e '^not ok' -e '^# ' \
	-e '^ok .* faults' | grep -av '^# seed ' || :

# awake DETECTOR LINE: the bug that was planted behind the program is in the log
awake()
{
	check "$1 was awake to the end" grep -aq "$2" "$cell/console.log"
}

# The first line that is no good is of the first bug that was planted
abba='possible circular locking dependency'
well=
if [ "$code" -eq 5 ] && first_line "^vm: splat: .*$abba" &&
	grep -aq "$planted" "$cell/console.log" &&
	! sed "/$planted/,\$d" "$cell/console.log" | grep -aq "$abba"; then
	well=1
	: > "$work/err"
fi
check "$name on the debug kernel: no fault, no leak" [ "$well" ]
if [ "$well" ]; then
	awake KASAN 'KASAN: .*use-after-free in use_after_free'
	awake kmemleak 'kmemleak: [0-9]* new suspected memory leaks'
	check "and names the module" grep -aq 'kfault_init\|kfault\]' \
		"$cell/stdio.log"
	awake UBSAN 'UBSAN: shift-out-of-bounds'
	awake DEBUG_ATOMIC_SLEEP 'sleeping function called from inval'
	check "$name: what was run is known" keep_coverage "$name"
fi
[ -z "$last" ] || check "$name says SUCCESS" grep -aq "$last" "$cell/stdio.log"
finish
