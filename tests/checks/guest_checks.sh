#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_checks.sh - in the guest: run kb_check, also where it must fail
# usage: guest_checks.sh races|all|pairs|others
#
# races: runs that must fail; then checks that two CPUs can race in. all: each check
# of each policy and device; other filesystems, engines, parameters. A debug kernel
# runs two halves, pairs and others, with slower devices, as 14000 commands a second
# take most of it, and with each policy and each device instead of all pairs.
set -eu
what=$1
case $what in
pairs | others)	latency=--latency=2000 policies=block,scratch debug=1 ;;
*)		latency=--latency=500 policies=none,block,delay,fence,scratch debug= ;;
esac

# Only the last run sends its rows: the host accepts one frame.
result=$RVB_RESULT_FD
exec 9> /dev/null
export RVB_RESULT_FD=9
failed=0

run()
{
	echo "# kb_check $latency $*"
	kb_check "$latency" "$@" || failed=1
}

# A check that cannot fail is a defect: each of these must find that the policy
# breaks its guarantee.
must_fail()
{
	echo "# kb_check $*, to fail"
	kb_check "$@" > /tmp/broken.log && code=0 || code=$?
	passed=$(busybox grep -c -v -e ' # FAIL' -e '^#' -e '^1\.\.' \
		/tmp/broken.log) || :
	busybox sed 's/^/# /' /tmp/broken.log
	if [ "$code" -ne 5 ] || [ "$passed" -ne 0 ]; then
		echo "not ok - a broken policy passes $passed checks, exit code $code"
		failed=1
	fi
}

seen=revoke/truncate,revoke/o_trunc,revoke/punch,revoke/madv_remove
seen=$seen,write/truncate,write/punch,two_files,own/thread
if [ "$what" = races ]; then
	must_fail --policies broken --devices gpu,cmdq --engines timer --fs tmpfs \
		--checks "$seen"
	must_fail --policies none --promise scratch --devices gpu --engines thread \
		--fs tmpfs \
		--checks "${seen%,own*},unlink,unmap/munmap,unmap/mremap,partial/punch"
	must_fail --policies none --promise block --devices gpu --engines timer \
		--fs tmpfs --checks "$seen,late_pin,interrupted,two_truncates"
	must_fail --policies scratch --promise none --devices gpu --engines timer \
		--fs tmpfs --checks "$seen,unlink"
fi

others()
{
	few=revoke,write/truncate,write/o_trunc,write/punch,unlink,between,two_files
	few=$few,partial/truncate,partial/punch,folio,innocent,wait_cycle
	few=$few,freeze,overlay,escape,refused_first,node,neighbours
	run --fs tmpfs --engines thread --devices cmdq \
		--checks "$few,own,gone,forked,two_truncates,interrupted"
	run --fs tmpfs --engines thread --devices odp --policies odp --checks "$few"
	run --fs ext4,xfs,fsdax --engines timer --devices gpu \
		--policies "$policies" --checks "$few"
	run --fs ext4,xfs,fsdax --engines timer --devices odp --policies odp \
		--checks "$few"
	run --fs ext4,xfs,fsdax --engines timer --devices fixed --policies kill,deny \
		--checks 'revoke/truncate,write/punch,dying,gone'
	run --fs ext4,xfs,fsdax --engines thread --devices cmdq \
		--policies none,block,scratch --checks revoke/truncate,write/punch
	late=late_dirty,longterm
	run --fs ext4,xfs,fsdax --engines timer --devices gpu \
		--policies none,scratch,deny --checks "$late"
	run --fs ext4,xfs,fsdax --engines timer --devices odp --policies odp \
		--checks "$late"
	for fallback in fence kill; do
		[ "$what$fallback" != otherskill ] || RVB_RESULT_FD=$result
		busybox rmmod rvk_delay
		modprobe rvk_delay fallback=$fallback
		run --fs tmpfs,ext4 --engines timer --devices cmdq,fixed \
			--policies delay \
			--checks patience/deaf,revoke/truncate,write/punch
	done
	busybox rmmod rvk_delay
}

races()
{
	racing=revoke,write/truncate,write/o_trunc,write/punch,two_files,two_truncates
	racing=$racing,own,late_pin,gone,dying,forked,interrupted,unmap,overload
	racing=$racing,innocent,wait_cycle
	racing=$racing,slow_pin,overlay/truncate,escape,ftrace_off,unmap_race
	run --fs tmpfs --engines thread --devices cmdq \
		--checks revoke/truncate,write/punch,two_truncates,own,late_pin,dying
	last=freeze,escape,innocent
	run --fs ext4,xfs,fsdax --engines timer --devices gpu \
		--checks between,folio/punch,revoke/truncate,write/punch,$last
	run --fs tmpfs --engines timer --devices odp --policies odp --checks "$racing"
	RVB_RESULT_FD=$result
	run --fs tmpfs --engines timer --devices gpu --checks "pair,$racing"
}

pairs()
{
	for pair in ${debug:+cmdq,scratch fixed,kill odp,odp}; do
		run --pairs --fs tmpfs --engines timer --devices "${pair%,*}" \
			--policies "${pair#*,}"
	done
	RVB_RESULT_FD=$result
	run "$@" --fs tmpfs --engines timer ${debug:+--devices gpu}
}

case $what in
races)	races ;;
pairs)	pairs ;;
others)	others ;;
all)	others; pairs --pairs ;;
*)	echo "not ok - guest_checks.sh does not know '$what'"; exit 2 ;;
esac
exit $failed
