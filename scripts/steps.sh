#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# steps.sh - name the functions behind the largest steps between kernels
# usage: [STEPS_TREE=DIR] steps.sh [-j JOBS] RUN...
#	steps.sh --of RUN CELLS   such a job: profile the cells of RUN in that file
#
# RUN is as of `report --steps`: a folder of `run --kernel A,B`, or runs in order.
# A step is a figure that moved from one kernel to the next; both are profiled to
# the instruction, and the difference goes into the results of the newer one, where
# the report finds it. What cannot be profiled is told and left out. With
# STEPS_TREE (see linux_build.sh) each kernel is the one of RUN's file `commit`.
# JOBS runs are profiled at once [1]; trees are built in one folder, so one by one.
set -eu
. "$(dirname "$0")/env.sh"
jobs=1
[ "${1:-}" != -j ] || { jobs=$2; shift 2; }
[ $# -gt 0 ] || die usage 'usage: steps.sh [-j JOBS] RUN...'
tab=$(printf '\t')

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

if [ "$1" = --of ]; then
	while IFS=$tab read -r run kernel cell; do
		[ "$run" != "$2" ] || profile "$run" "$kernel" "$cell"
	done <"$3"
	exit
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM HUP
"$bin/report" --steps "$@" | sort -u >"$tmp/steps"
# The newer ones first: their tree, if it is one, is built already.
{ cut -f 3-5 "$tmp/steps"; cut -f 1,2,5 "$tmp/steps"; } | awk '!had[$0]++' \
	>"$tmp/cells"
# A run has one job, as each profile changes its results.
cut -f 1 "$tmp/cells" | awk '!had[$0]++' |
	xargs -r -d '\n' -P "$jobs" -I '{}' "$0" --of '{}' "$tmp/cells"
while IFS=$tab read -r was _ is _ cell; do
	[ ! -s "$was/$(name_of "$cell")/perf.json" ] ||
		[ ! -s "$is/$(name_of "$cell")/perf.json" ] ||
		"$bin/perf" --diff "$was/$(name_of "$cell")" \
			"$is/$(name_of "$cell")" -o "$is" >/dev/null
done <"$tmp/steps"
