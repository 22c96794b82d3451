#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# steps.sh - name the functions behind the largest steps between kernels
# usage: steps.sh DIR
#
# DIR is of `run --kernel A,B`. A step is a figure that moved from one kernel to
# the next; both are profiled to the instruction, and the difference goes into
# the results of the newer one, where the report finds it. What cannot be
# profiled is told and left out.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 1 ] || die usage 'usage: steps.sh DIR'
export RVB_TOP="$top" RVB_BIN="$build/bin"

# profile RUN KERNEL CELL: into RUN/perf/, unless it is there
profile()
{
	[ -s "$1/perf/exact-none-$(echo "$3" | tr / -)/perf.json" ] ||
		"$build/bin/perf" --exact none "$3" --kernel "$2" -o "$1" \
			>/dev/null
}

tab=$(printf '\t')
"$build/bin/report" --steps "$1" | sort -u |
while IFS=$tab read -r was was_kernel is is_kernel cell; do
	# a case of ubench alone has no function of kbench to follow
	[ ! -e "$top/ubench/cases/${cell%%/*}.c" ] || continue
	say "profiling $cell: ${was##*/} to ${is##*/}"
	name=exact-none-$(echo "$cell" | tr / -)
	profile "$was" "$was_kernel" "$cell" </dev/null &&
		profile "$is" "$is_kernel" "$cell" </dev/null &&
		"$build/bin/perf" --diff "$was/perf/$name" "$is/perf/$name" \
			-o "$is" >/dev/null || say "$cell: not profiled, see above"
done
