#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gate.sh - is this commit worse than the main branch? Exact mode, no KVM needed
# usage: gate.sh [--base REF] [-o DIR] [-- RUN OPTION...]
#
# Measure the commit at which this one left REF (origin/main; the parent if this
# commit is on REF), then this commit, both on this machine, with the RUN OPTIONs
# (else $GATE_RUN, else --quick). A baseline that DIR keeps for the same commit
# and options is used again. Cases that regressed are run again with fresh seeds.
# DIR gets base-COMMIT-HASH/, new/, again/, compare.txt, compare.html,
# summary.md and junit.xml. Exit codes are those of `revokebench compare`, or of a
# run that failed.
set -eu
. "$(dirname "$0")/../env.sh"
usage='usage: gate.sh [--base REF] [-o DIR] [-- RUN OPTION...]'

ref=origin/main
out=gate
while [ $# -gt 0 ]; do
	case $1 in
	--base | -o)
		[ $# -gt 1 ] || die usage "$1 takes a value: $usage"
		case $1 in
		--base)	ref=$2 ;;
		-o)	out=$2 ;;
		esac
		shift 2 ;;
	--)	shift; break ;;
	--help)	echo "$usage"; exit 0 ;;
	*)	die usage "unexpected '$1': $usage" ;;
	esac
done
# shellcheck disable=SC2086 # words
[ $# -gt 0 ] || set -- ${GATE_RUN:---quick}

cd "$top"
git rev-parse -q --verify "$ref^{commit}" >/dev/null ||
	die usage "no commit '$ref': fetch it first, with its history"
commit=$(git merge-base "$ref" HEAD) ||
	die usage "'$ref' and this commit have no history in common"
[ "$commit" != "$(git rev-parse HEAD)" ] || commit=$(git rev-parse HEAD^) ||
	die usage "this commit has no parent to compare with"
mkdir -p "$out"
out=$(cd "$out" && pwd)
options=$(printf '%s\n' "$@" | sha256sum | cut -c 1-8)
base=$out/base-$(printf %.12s "$commit")-$options
tree=$out/tree

drop_tree()
{
	git worktree remove --force "$tree" 2>/dev/null || :
}
trap drop_tree EXIT
trap 'exit 130' INT TERM HUP

if ! [ -s "$base/results.json" ]; then
	say "measuring the baseline, $commit"
	drop_tree
	rm -rf "$base"
	git worktree add -q --detach --force "$tree" "$commit"
	REVOKEBENCH_BUILD=$out/build "$tree/revokebench" run "$@" \
		-o "$base" >/dev/null
	rm -rf "$out/build"
fi
say "measuring this commit"
rm -rf "$out/new" "$out/again" "$out/moved"
./revokebench run "$@" -o "$out/new" >/dev/null

# again CASE RUN OPTION...
# shellcheck disable=SC2317 # verdict.sh calls it
again()
{
	case=$1
	shift
	./revokebench run "$@" ${case:+--cases "$case"} --seed 4 -o "$again" \
		>/dev/null
}
options=
again=$out/again
# shellcheck source=scripts/ci/verdict.sh
. "$here/verdict.sh"
judge "$@"
cat "$out/compare.txt"
exit "$rc"
