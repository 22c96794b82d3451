#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# steps.sh - name the functions behind the largest steps between kernels
# usage: [STEPS_TREE=DIR] steps.sh RUN...
#
# RUN is as of `report --steps`: a folder of `run --kernel A,B`, or runs in order.
# A step is a figure that moved from one kernel to the next; both are profiled to
# the instruction, and the difference goes into the results of the newer one, where
# the report finds it. What cannot be profiled is told and left out. With
# STEPS_TREE (see linux_build.sh) each kernel is the one of RUN's file `commit`.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -gt 0 ] || die usage 'usage: steps.sh RUN...'

name_of()
{
	echo "perf/exact-none-$(echo "$1" | tr / -)"
}

# profile RUN KERNEL CELL: into RUN/perf/, unless it is there
profile()
{
	[ ! -s "$1/$(name_of "$3")/perf.json" ] || return 0
	kernel=$2
	[ -z "${STEPS_TREE:-}" ] || kernel=$("$here/linux_build.sh" \
		"$STEPS_TREE" "$(cut -d' ' -f 1 "$1/commit")") || return
	say "profiling $3 in $1"
	"$bin/perf" --exact none "$3" --kernel "$kernel" -o "$1" \
		>/dev/null </dev/null || say "$3: not profiled, see above"
}

steps=$(mktemp)
trap 'rm -f "$steps"' EXIT
trap 'exit 130' INT TERM HUP
tab=$(printf '\t')
"$bin/report" --steps "$@" | sort -u >"$steps"
# The newer ones first: their tree, if it is one, is built already.
while IFS=$tab read -r was was_kernel is is_kernel cell; do
	profile "$is" "$is_kernel" "$cell"
done <"$steps"
while IFS=$tab read -r was was_kernel is is_kernel cell; do
	profile "$was" "$was_kernel" "$cell"
	[ ! -s "$was/$(name_of "$cell")/perf.json" ] ||
		[ ! -s "$is/$(name_of "$cell")/perf.json" ] ||
		"$bin/perf" --diff "$was/$(name_of "$cell")" \
			"$is/$(name_of "$cell")" -o "$is" >/dev/null
done <"$steps"
