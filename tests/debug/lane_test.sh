#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# lane_test.sh - run one program on a debug kernel, then check leaks and detectors
# usage: lane_test.sh pairs|others|sweep|users|race|edu|fuzz|unload|torture KERNEL
#
# pairs and others are the two halves of the policy checks. users and race have real
# users of pinned pages. race, fuzz and torture race on two CPUs, with FUZZ_SECONDS
# and FUZZ_SEED as in tests/fuzz/guest_test.sh; unload is the fuzzer on one CPU, where
# it unloads and loads all of our modules. Logs of the guest are kept in
# BUILD/debug/KERNEL/.
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2086,SC2154,SC2317
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
# shellcheck source=tests/debug/lib.sh
. "$(dirname "$0")/lib.sh"

name=$1
use_debug_kernel "$2"

# draw PROGRAM SECONDS: set how long to run it, its seed, its last line on success
draw()
{
	last="^# .*SUCCESS\$"
	seconds=${FUZZ_SECONDS:-$2}
	seed=${FUZZ_SEED:-$(date +%Y%m%d)0000}
	echo "# $1 --seconds $seconds --seed $seed"
}

# race PROGRAM SECONDS: set the command to run
race()
{
	mode=timed
	draw "$@"
	program="$1 --seconds $seconds --seed $seed"
}

# Have the guest of run --users
have_users()
{
	machine='--iommu vtd'
	quick=
	# VT-d remaps no interrupt here, and VFIO wants that
	more=vfio_iommu_type1.allow_unsafe_interrupts=1
	put_programs kb_torture_users
	image_by=users_initramfs.sh
}

planted='revokebench: bugs from here on'
leak='kmemleak: [0-9]* new suspected memory leaks'
# Where dma-debug gets no memory for its tree, it is off from then on
faults='slub_debug=A;-,radix_tree_node'
mode=exact
machine=
last=
more=
image_by=
case $name in
pairs | others)
	cp "$top/tests/checks/guest_checks.sh" "$work/root/bin"
	program="guest_checks.sh $name" ;;
sweep)	cp "$top/tests/debug/guest_sweep.sh" "$work/root/bin"
	put_programs kb_abi kb_sweep
	program=guest_sweep.sh
	more=$faults ;;
users)	cp "$top/tests/debug/guest_users.sh" "$work/root/bin"
	put_programs kb_sweep
	draw kb_torture_users 10
	program="guest_users.sh $seconds $seed"
	have_users
	more="$more preempt=full $faults" ;;
race)	race kb_torture_users 30
	program="$program --users=io_uring,rdma,vfio"
	have_users ;;
edu)	machine='--iommu vtd --iommu-mode strict'
	quick=
	more=kbench.edu=1
	program='kb_check --devices edu-vtd-strict --engines timer --fs tmpfs
		--policies block,fence,scratch
		--checks revoke/truncate,revoke/punch,write/truncate,escape/discard,dying,unmap' ;;
fuzz)	race kb_fuzz 100
	# It counts to 7: no page may be mapped for more regions than that
	more=dma_debug=off ;;
unload)	race kb_fuzz 30
	mode=exact
	more='preempt=full dma_debug=off' ;;
torture) race kb_torture 120 ;;
*)	sed -n '4s/^# //p' "$0" >&2; exit 2 ;;
esac
make_kfault
make_guest
run_vm "$name" $patience --mode $mode $machine --memory 1536 \
	--append "memmap=400M!1G $quick $more" -- guest_debug.sh $program
keep_logs "$name"
sed '/BEGIN LEAKS/,$d' "$cell/stdio.log" | grep -a -e '^not ok' -e '^# ' \
	-e '^ok .* faults' | grep -av '^# seed ' || :

# The program succeeded, and the first splat is that of the first planted bug
well()
{
	[ "$code" -eq 5 ] && grep -aq "^$1 ended with 0" "$cell/stdio.log" &&
		first_line "^vm: splat: .*$leak" &&
		grep -aq "$planted" "$cell/console.log" &&
		! sed "/$planted/,\$d" "$cell/console.log" | grep -aq "$leak"
}

# All leaks are planted by kfault, and there are some
planted_only()
{
	sed -n '/^-----BEGIN LEAKS/,/^-----END LEAKS/p' "$cell/stdio.log" |
		awk '/^unreferenced object/ { lost++; known = 0 }
		     /kfault_init|kfault\]/ && !known { known = 1; ours++ }
		     NR < 300 { text = text "\n# " $0 }
		     END { if (lost && lost == ours) exit
			   print text; exit 1 }'
}

# awake DETECTOR LINE: the log has the detector's report of its planted bug
awake()
{
	check "$1 was awake to the end" grep -aq "$2" "$cell/console.log"
}

check "$name on the debug kernel: no fault" well $program
if [ "$failed" -eq 0 ]; then
	: > "$work/err"
	check "$name loses nothing, and kmemleak was awake" planted_only
	awake lockdep 'possible circular locking dependency'
	awake KASAN 'KASAN: .*use-after-free in use_after_free'
	awake UBSAN 'UBSAN: shift-out-of-bounds'
	awake DEBUG_ATOMIC_SLEEP 'sleeping function called from inval'
	check "$name: what was run is known" keep_coverage "$name"
fi
[ -z "$last" ] || check "$name says SUCCESS" grep -aq "$last" "$cell/stdio.log"
finish
