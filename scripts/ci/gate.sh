#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gate.sh - is this commit worse than the main branch? Exact mode, no KVM needed
# usage: gate.sh [--base REF] [-o DIR] [-- RUN OPTION...]
#
# Measure the commit at which this one left REF (origin/main; the parent if this
# commit is on REF), then this commit, both on this machine, with the RUN OPTIONs
# (else $GATE_RUN, else --quick). A baseline that DIR keeps for the same commit
# and options is used again. Cases that regressed are run again with fresh seeds.
# DIR gets base-COMMIT-HASH/, new/, again/, compare.txt, summary.md and
# junit.xml. Exit codes are those of `revokebench compare`, or of a run that
# failed.
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

# verdict OPTION...: compare, in three formats; sets $rc
verdict()
{
	rc=0
	rm -f "$out/compare.txt"
	./revokebench compare "$@" --moved "$out/moved" \
		-o "$out/compare.txt" "$base" "$out/new" || rc=$?
	[ -s "$out/compare.txt" ] || exit $rc
	./revokebench compare "$@" -f markdown -o "$out/summary.md" \
		"$base" "$out/new" || :
	./revokebench compare "$@" -f junit -o "$out/junit.xml" \
		"$base" "$out/new" || :
}

verdict
if [ $rc -eq 1 ] && [ -s "$out/moved" ]; then
	# If one case regressed, run only that one again.
	case=$(cut -f 1 "$out/moved" | sort -u)
	case $case in
	'' | *[!a-z0-9_]*)	case= ;;
	esac
	say "regressed: running again with fresh seeds"
	./revokebench run "$@" ${case:+--cases "$case"} --seed 4 \
		-o "$out/again" >/dev/null
	verdict --again "$out/again"
fi
cat "$out/compare.txt"
exit $rc
