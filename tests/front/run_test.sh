#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# run_test.sh - run, probe and replay, as far as they boot nothing
# usage: run_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

# What cannot be had is refused before anything is built or written.
for words in '--mode fast' '--target moon' '--cases nosuch' '--fs nosuch' \
	'--policies nosuch' '--devices nosuch' '--i-know-this-loads-kernel-code' \
	'--target host' 'now' '--kernel 6.1,nosuch' '--kernel 6.1,' \
	'--kernel 6.1,6.1' '--kernel 6.1,/' '--jobs 0' '--jobs 2x' \
	'--cases pin,iommu' '--cases iommu* --devices gpu'; do
	# shellcheck disable=SC2086 # words
	expect 2 "$top/revokebench" run $words -o "$tmp/out"
	says "^revokebench( run)?: " stderr
	lines 0 stdout
done
expect 4 "$top/revokebench" run --mode timed --cases pin -o "$tmp/out"
says 'nothing to run' stderr
[ ! -e "$tmp/out" ] || wrong "a folder was made"

# plan WORD...: without a cache nobody knows whether KVM works
plan()
{
	expect 0 env XDG_CACHE_HOME="$tmp/cache" "$top/revokebench" run -n "$@"
	says '^time     about [0-9]+ (s|min), ' stdout
}

plan --quick
says '^cells .*pin.* 4 x exact .*seeds 1, 1, 2, 3$' stdout
says '^cells .*events.* 4 x exact .*seeds 1, 1, 2, 3$' stdout
! grep -q timed "$tmp/stdout" || wrong "quick is exact"
plan
says '^cells .*events.* 4 x exact ' stdout
says '^cells .*events.* 1 x timed, (tcg|kvm) .*; alone$' stdout
says '^kvm      ' stdout
plan --full --mode timed
says '^cells .*events.* 3 x timed.*seeds 1, 2, 3; ' stdout
! grep -q 'x exact' "$tmp/stdout" || wrong "timed is not exact"

# Several kernels take a plan each.
estimate()
{
	awk '/^time / { print $3 * ($4 ~ /min/ ? 60 : 1) }' "$tmp/stdout"
}
plan --quick --cases pin --kernel 6.1
once=$(estimate)
plan --quick --cases pin --kernel 6.1,6.12
says '^kernel   6.1,6.12: the cells below on each$' stdout
both=$(estimate)
[ "$both" -gt "$once" ] || wrong "two kernels take $both s, one $once"

# Cells fill the cores, the longest first, those of all kernels together.
plan --jobs 16
says '^core 1   scene-exact-seed1: [0-9]+ s$' stdout
says '^core 8   exact-seed3: [0-9]+ s$' stdout
says '^idle     8 of 16 cores$' stdout
wide=$(estimate)
plan --jobs 1
says '^core 1   scene-exact-seed1, .*, exact-seed3: ' stdout
[ "$(estimate)" -gt "$wide" ] || wrong "one core is as fast as 16"
plan --quick --cases pin --kernel 6.1,6.12 --jobs 4
says '^core 4   6.1/exact-seed3, 6.12/exact-seed3: ' stdout
plan --quick --cases pin
! grep -q '^core' "$tmp/stdout" || wrong "nobody asked for cores"

# A glob that is of one program's cases takes no boots of the other.
plan --quick --cases pin
! grep -q events "$tmp/stdout" || wrong "pin is no scene"
plan --quick --cases latency
! grep -q 'cost of pin' "$tmp/stdout" || wrong "latency is no case of ubench"
plan --quick --cases latency,pin
says '^cells .*pin.* 4 x exact ' stdout
says '^cells .*events.* 4 x exact ' stdout
plan --quick --cases 'l[oe]*,get'
says '^cells .*pin.* 4 x exact ' stdout
says '^cells .*events.* 4 x exact ' stdout
plan --quick --fs anon
! grep -q events "$tmp/stdout" || wrong "anon is no file"
! grep -q checks "$tmp/stdout" || wrong "nobody asked for checks"
plan --quick --policies block
says '^cells .*checks' stdout
says '^policies none \(base\),block on' stdout
plan --quick --cases 'iommu*'
says '^policies all on devices edu$' stdout
says '^iommu    vtd, strict$' stdout
plan --quick --cases 'iommu*' --iommu vtd,none --iommu-mode strict,lazy --jobs 2
says '^iommu    vtd,none, strict,lazy: the cells below behind each$' stdout
says '^core 1   vtd-strict/exact-seed1, ' stdout
says ' none/exact-seed3[,:]' stdout
! grep -q none-lazy "$tmp/stdout" || wrong "without an IOMMU there are no modes"
plan --quick --cases 'iommu*' --iommu vtd,amd --kernel 6.1,6.12 --jobs 2
says ' 6.12-amd-strict/exact-seed3[,:]' stdout
! grep -q checks "$tmp/stdout" || wrong "nobody asked for checks"
plan --quick --policies block --devices odp --cases latency
says '^policies none \(base\),block on' stdout
for list in all none,block; do
	plan --quick --policies $list
	says "^policies $list on" stdout
done
plan --quick --policies block --cases pin
says '^policies block on' stdout
plan --quick --users io_uring,rdma
says '^policies all on users io_uring,rdma$' stdout
says '^cells    policies on real users +4 x exact ' stdout
# By its long name, too, a plan fetches no kernel.
expect 0 env XDG_CACHE_HOME="$tmp/cache" "$top/revokebench" run --dry-run --quick
! grep -q fetching "$tmp/stderr" || wrong "a plan fetches a kernel"
[ ! -e "$tmp/cache" ] || wrong "a plan wrote into the cache"

# Another run is writing to the same folder.
mkdir "$tmp/busy"
exec 9<"$tmp/busy"
flock 9
for words in 'run --quick' 'run --full --cases pin' 'perf none pin'; do
	# shellcheck disable=SC2086 # words
	refused "$top/revokebench" $words -o "$tmp/busy"
	says 'another run is writing there' stderr
done
exec 9<&-
[ -z "$(ls "$tmp/busy")" ] || wrong "something was written there"

refused "$top/revokebench" probe now
refused "$top/revokebench" replay
refused "$top/revokebench" replay "$tmp"
says 'not a cell directory' stderr
