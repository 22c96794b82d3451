#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# bisect.sh - which commit of a kernel tree made a figure worse
# usage: bisect --linux TREE --good REF --bad REF --metric CASE/MEMORY/PAGES[/PHASE] [--threshold PERCENT] [--config FILE] [-o DIR] [RUN OPTION...]
#
# Every other word is an option of `run` [--quick].
#
# The metric is the p50 of a row, or the sum over its phases. A commit is bad above
# PERCENT more than at --good; without --threshold, above half way to --bad. What
# does not build, boot or measure is skipped. git bisect works in a worktree of its
# own. DIR gets a run a commit, bisect.log (git's), measured.tsv (commit, figure,
# verdict) and report.html, which names the functions.
set -eu
. "$(dirname "$0")/env.sh"
usage=$(sed -n 's/^# usage: /usage: /p' "$0")

# figure RUN: print it; 1 if a row has none
figure()
{
	"$bin/report" -f csv "$1" | tr -d '"\r' | awk -F, -v name="$row" '
		$1 == "cost" && index($2 "/", name "/") == 1 {
			rows++
			sum += $4
			if ($3 != "DONE" || $4 == "")
				lost = 1
		}
		END {
			if (!rows || lost)
				exit 1
			printf "%.0f\n", sum
		}'
}

# try COMMIT WORD...: measure, print the figure; an exit code
try()
{
	at=$1
	shift
	run_of=$output/$(printf %.12s "$at")
	measure "$run_of" "$at" "$@" >&2 || return
	figure "$run_of" || {
		say "$row: $(printf %.12s "$at") has no figure of it"
		return 4
	}
}

# note COMMIT FIGURE VERDICT
note()
{
	printf '%.12s\t%s\t%s\n' "$@" >>"$output/measured.tsv"
	say "$(printf %.12s "$1"): $row $2, $3"
}

# What git bisect run starts: 0 good, 1 bad, 125 skip, 130 stop
if [ "${1-}" = --step ]; then
	dir=$2
	output=$3
	row=$4
	limit=$5
	shift 5
	. "$here/linux_run.sh"
	at=$(git -C "$dir/linux" rev-parse HEAD)
	rc=0
	value=$(try "$at" "$@") || rc=$?
	case $rc in
	0)	[ "$value" -gt "$limit" ] || { note "$at" "$value" good; exit 0; }
		note "$at" "$value" bad
		exit 1 ;;
	130)	exit 130 ;;
	*)	note "$at" - skipped
		exit 125 ;;
	esac
fi
takes='good bad metric threshold'
linux_output=bisect
good='' bad='' metric='' threshold=0
# shellcheck source=scripts/linux.sh
. "$here/linux.sh"
for name in good bad metric; do
	eval "[ \"\$$name\" ]" || die usage "--$name is missing: $usage"
done
good_commit=$(commit --good "$good")
bad_commit=$(commit --bad "$bad")
[ "$good_commit" != "$bad_commit" ] ||
	die usage "--good=$good: the same commit as --bad=$bad"
git -C "$linux" merge-base --is-ancestor "$good_commit" "$bad_commit" ||
	die usage "--good=$good: no ancestor of --bad=$bad"
case $threshold in
*[!0-9.]* | *.*.* | .)	die usage "--threshold=$threshold: expected percent, such as 0.5" ;;
esac

# CASE/MEMORY/PAGES[/PHASE] as the options of run, and the row's name
bad_metric()
{
	die usage "--metric=$metric: expected CASE/MEMORY/PAGES[/PHASE], such as" \
		"pin/tmpfs/512"
}
IFS=/ read -r case memory pages phase more <<END
$metric
END
case $case:$memory:$more in
:* | *::* | *:*:?*)	bad_metric ;;
esac
case $pages in
'' | *[!0-9]* | 0*)	bad_metric ;;
esac
case $case in
*[!a-z0-9_]*)		bad_metric ;;
esac
row=$case/$memory/pages:$pages${phase:+/$phase}
"$here/words.sh" perf host/perf none "$metric" >/dev/null
[ $# -gt 0 ] || set -- --quick
ready "$@" --mode exact --cases "$case" --fs "$memory"
case " $* " in
*' -- '*) die usage "words behind -- are the metric's: leave them out" ;;
esac
set -- "$@" --mode exact --cases "$case" --fs "$memory" -- "--pages=$pages"
open_tree "$good_commit"
tree=$dir/linux
: >"$output/measured.tsv"

git_bisect()
{
	git -C "$tree" bisect "$@"
}
trap 'git_bisect reset >/dev/null 2>&1 || :' EXIT
trap 'exit 130' INT TERM HUP

was=$(try "$good_commit" "$@")
is=$(try "$bad_commit" "$@")
limit=$(awk -v a="$was" -v b="$is" -v t="$threshold" 'BEGIN {
	print int(t > 0 ? a * (1 + t / 100) : (a + b) / 2) }')
note "$good_commit" "$was" good
note "$bad_commit" "$is" "$([ "$is" -gt "$limit" ] && echo bad || echo good)"
[ "$is" -gt "$was" ] || die usage "--metric=$metric: $was at --good, $is at" \
	"--bad: not worse there"
[ "$is" -gt "$limit" ] || die usage "--threshold=$threshold: $was at --good," \
	"$is at --bad: less than that apart"

git_bisect reset >/dev/null 2>&1 || :
git_bisect start "$bad_commit" "$good_commit" >/dev/null
rc=0
git_bisect run "$here/bisect.sh" --step "$dir" "$output" "$row" "$limit" "$@" \
	>"$output/git.txt" || rc=$?
git_bisect log >"$output/bisect.log"
found=$(sed -n 's/^\([0-9a-f]\{40,\}\) is the first bad commit$/\1/p' \
	"$output/git.txt")
[ "$found" ] || {
	[ $rc -ne 130 ] || exit 130
	tail -n 20 "$output/git.txt" >&2
	say "no single commit found: what is left did not build, boot or measure"
	exit 3
}
before=$(git -C "$tree" rev-parse "$found^")
git -C "$tree" log -1 --format='%h ("%s") by %an, %ad' --date=short "$found"
awk -F'\t' -v a="$(printf %.12s "$before")" -v b="$(printf %.12s "$found")" \
	-v row="$row" '
	$1 == a { was = $2 } $1 == b { is = $2 }
	END {
		if (was > 0)
			printf "%s: %d -> %d (%+.2f%%)\n", row, was, is,
				100 * (is - was) / was
	}' "$output/measured.tsv"
was_run=$output/$(printf %.12s "$before")
is_run=$output/$(printf %.12s "$found")
[ -e "$was_run/done" ] || exit 0	# a merge: its first parent was not tried
STEPS_TREE=$dir "$here/steps.sh" "$was_run" "$is_run" ||
	say "not all steps are profiled: see above"
"$bin/report" "$was_run" "$is_run" -o "$output/report.txt"
"$bin/report" "$was_run" "$is_run" -f html -o "$output/report.html"
sed -n '/^A -> B, /,/^$/p' "$output/report.txt"
say "$output/report.html, measured.tsv, bisect.log"
