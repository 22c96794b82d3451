#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gate.sh - is a kernel patch worse? Build, run and compare two commits of a tree
# usage: gate --linux TREE --base REF [--new REF] [--config FILE] [-o DIR] [RUN OPTION...]
#
# Every other word is an option of `run` [--quick].
#
# DIR gets base/ and new/, which are runs, compare.txt, compare.html, summary.md,
# junit.xml, mail.txt (for git send-email, with regzbot's tags), and again/ where
# a case regressed. What moved most is profiled on both: report.txt, report.html
# name the functions. A run that DIR keeps of the same commit, configuration and
# options is used again. scripts/ci/gate.sh gates this tree instead.
set -eu
. "$(dirname "$0")/env.sh"
usage=$(sed -n 's/^# usage: /usage: /p' "$0")
takes='base new'
linux_output=gate
base='' new=''
# shellcheck source=scripts/linux.sh
. "$here/linux.sh"
[ "$base" ] || die usage "--base is missing: $usage"
base_commit=$(commit --base "$base")
new_commit=$(commit --new "${new:-HEAD}")
[ "$base_commit" != "$new_commit" ] ||
	die usage "--base=$base: the same commit as ${new:-HEAD}"
[ "$new" ] || [ -z "$(git -C "$linux" status --porcelain -uno)" ] ||
	die usage "--linux=$linux: has changes that are in no commit and would" \
		"not be measured: commit them, or add --new HEAD"
[ $# -gt 0 ] || set -- --quick
ready "$@"
out=$output
open_tree "$base_commit"

# again CASE RUN OPTION...
# shellcheck disable=SC2317 # verdict.sh calls it
again()
{
	case=$1
	shift
	# before the words, which may end in those for the guest
	measure "$again" "$new_commit" ${case:+--cases "$case"} --seed 4 "$@"
}
options=--across
patch_base=$base_commit..$new_commit
again=$out/again/new
# shellcheck source=scripts/ci/verdict.sh
. "$here/ci/verdict.sh"

rm -rf "$out/moved"
measure "$out/base" "$base_commit" "$@"
measure "$out/new" "$new_commit" "$@"
base=$out/base
judge "$@"
case "$rc" in
0 | 1 | 3)
	STEPS_TREE=$dir "$here/steps.sh" "$base" "$out/new" ||
		say "not all steps are profiled: see above"
	"$bin/report" --write "$out" ;;
esac
cat "$out/compare.txt"
say "$out/compare.html, report.html"
exit "$rc"
