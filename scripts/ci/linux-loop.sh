#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# linux-loop.sh - gate a branch of a kernel tree each time it moves
# usage: linux-loop.sh TREE REMOTE/BRANCH DIR [RUN OPTION...]
#
# Fetches every ten minutes ($EVERY seconds). Each new head of the branch is compared
# with the last one that was not worse, which DIR/good holds; DIR/COMMIT/ has the
# comparison. A head that is worse, or that cannot be measured, is a line on stdout
# and does not become that base: pipe them into mail(1), or whatever should know.
# A first start takes the branch as it is for good.
set -eu
here=$(dirname "$(readlink -f "$0")")
case $#:${2-} in
[012]:*)	bad=1 ;;
*:*/*)		bad= ;;
*)		bad=1 ;;
esac
[ -z "$bad" ] || {
	sed -n 's/^# usage: /usage: /p' "$0" >&2
	exit 2
}
tree=$1
branch=$2
dir=$3
shift 3
mkdir -p "$dir"

# head_of: print the commit that the branch is at
head_of()
{
	git -C "$tree" rev-parse --verify "refs/remotes/$branch^{commit}"
}

# gate COMMIT WORD...: compare it with the last good one
gate()
{
	commit=$1
	shift
	rc=0
	"$here/../../revokebench" gate --linux "$tree" --base "$(cat "$dir/good")" \
		--new "$commit" -o "$dir/$commit" "$@" >/dev/null || rc=$?
	case $rc in
	0)	echo "$commit" >"$dir/good" ;;
	130)	exit 130 ;;
	*)	echo "$branch $commit: gate ended with $rc: $dir/$commit/compare.txt" ;;
	esac
}

seen=
while :; do
	git -C "$tree" fetch -q "${branch%%/*}" || :
	now=$(head_of)
	[ -s "$dir/good" ] || echo "$now" >"$dir/good"
	[ "$now" = "$seen" ] || [ "$now" = "$(cat "$dir/good")" ] ||
		gate "$now" "$@"
	seen=$now
	sleep "${EVERY:-600}"
done
