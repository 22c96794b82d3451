#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_test.sh - boot a guest and run kb_fuzz or kb_torture in it
# usage: guest_test.sh KERNEL [OPTION...] kb_fuzz|kb_torture[_users] [OPTION...]
#
# KERNEL is a name of scripts/kernels.sh or the folder of a kernel, for example of a
# debug kernel. FUZZ_SECONDS is the time to run (15), FUZZ_SEED the seed, by default
# another one each day. A failure is printed with its program; save that and repeat
# it with guest_test.sh KERNEL kb_fuzz --replay FILE. --must-fail TEXT expects a
# failure with TEXT. --exact boots one CPU with full preemption, where rvk.ko and
# kbench.ko are unloaded, too. --iommu MODE: kbench has edu, behind VT-d. --real: the
# guest of run --users, where VFIO has edu.
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
[ $# -ge 2 ] || { sed -n '4s/^# //p' "$0" >&2; exit 2; }
name=$1
shift
must=
mode=timed
append=
iommu=
while :; do
	case ${1:-} in
	--must-fail)	must=$2; shift 2 ;;
	--exact)	mode=exact append=preempt=full; shift ;;
	--iommu)	iommu="--iommu vtd --iommu-mode $2" append=kbench.edu=1
			shift 2 ;;
	--real)		iommu="--iommu vtd" image_by=users_initramfs.sh; shift ;;
	*)		break ;;
	esac
done
program=$1
shift

case $name in
*/*)	REVOKEBENCH_KERNELDIR=$name ;;
*)	REVOKEBENCH_KERNELDIR=$("$top/scripts/kernels.sh" path "$name" \
		2>/dev/null) ||
		skip "no kernel: run ./revokebench kernels get $name" ;;
esac
seconds=${FUZZ_SECONDS:-15}
seed=${FUZZ_SEED:-$(date +%Y%m%d)0000}

# Copy the program to replay into the guest.
mkdir -p "$work/root"
if [ "${1:-}" = --replay ]; then
	cp "$2" "$work/root/program"
	shift 2
	set -- --replay /program "$@"
fi
[ -z "${image_by:-}" ] || put_programs "$program"
"$top/scripts/kmod.sh" "$REVOKEBENCH_KERNELDIR" > /dev/null
make_guest
# shellcheck disable=SC2086 # options and their words
run_vm "$program" --mode $mode $iommu ${append:+"--append=$append"} -- \
	"$program" --seconds "$seconds" --seed "$seed" "$@"
out=$cell/stdio.log

if [ "$must" ]; then
	check "$program sees it: $must" grep -aq "^# FAILURE: .*$must" "$out"
	check "and ends with 5" [ "$code" -eq 5 ]
	finish
fi
grep -a -e ' worked$' -e ' rounds$' -e ' killed$' -e ' adopted$' "$out" || :
if [ "$code" -ne 0 ]; then
	# What ran last, what it came to, what the kernel said
	tail -n 100 "$out"
	mkdir -p "$build/fuzz/$program"
	cp "$cell"/*.log "$build/fuzz/$program"
	echo "# all of it is in $build/fuzz/$program"
fi
tail -n 1 "$out"
check "$program on $name, seed $seed, $seconds s" [ "$code" -eq 0 ]
check "$program says SUCCESS" grep -aq '^# .*SUCCESS$' "$out"
finish
