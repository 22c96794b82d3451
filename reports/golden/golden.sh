#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: golden.sh check|record REPORT - compare with, or renew, the golden texts
#
# form.sh checks that the pages of the same results have what the texts have.
#
# run/      a plausible run, drawn by gnuplot 5.4; another version draws a
#           little differently, so there the check is skipped (exit 77)
# events/   every array about events, with pairs that can't work and failures;
#           made by events.py
# iommu/    some rows of a real run of edu; the window and the flushes are made up
# iommus.txt  those rows as if behind two IOMMUs, side by side
# beside.txt  run/ and events/ side by side
# perf/     counters, profiles and a difference of two, without gnuplot
# survey/   users of pinned pages on 6.1 and 6.12, some rows of a real survey
# users/    two real users on 6.1 and 6.12, and the promises to them by kernel
# users-timed/  two more by an emulated clock: ratios to policy none
# kernels.txt  three kernels side by side, made by kernels.py
# hostile/  failures and names full of markup, without gnuplot
set -eu

mode=${1:?usage: golden.sh check|record REPORT}
report=$(realpath "${2:?usage: golden.sh check|record REPORT}")
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# one FOLDER FILE ARGUMENT...: FOLDER/FILE is what `report ARGUMENT...` says;
# ".": of run/ and what else is named, or of what was made in $tmp
one() {
	folder=$1 file=$2
	shift 2
	if [ "$folder" = . ] && [ -d "$tmp/${file%.txt}" ]; then
		(cd "$tmp" && "$report" "$@") >"$tmp/$file"
	elif [ "$folder" = . ]; then
		"$report" run "$@" >"$tmp/$file"
	else
		(cd "$here" && "$report" "$folder" "$@") >"$tmp/$file"
	fi
	if [ "$mode" = record ]; then
		cp "$tmp/$file" "$here/$folder/$file"
	elif ! diff -u "$here/$folder/$file" "$tmp/$file"; then
		echo "golden.sh: $folder/$file differs; if that is right:" \
			"golden.sh record $report" >&2
		failed=1
	fi
}

failed=0
path=$PATH
mkdir "$tmp/bin"
for tool in cp diff; do
	ln -s "$(command -v "$tool")" "$tmp/bin/$tool"
done
PATH=$tmp/bin
one hostile report.txt
one hostile full.txt --full
one perf full.txt --full
one survey report.txt
one survey full.txt --full
one users/6.1 full.txt --full
one users kernels.txt
one users-timed report.txt
PATH=$path
[ "$failed" = 0 ] || exit 1

case $(gnuplot --version 2>&1) in
"gnuplot 5.4 "*) ;;
*)
	echo "golden.sh: run/ needs gnuplot 5.4: skipped" >&2
	exit 77
	;;
esac
one run report.txt
one run full.txt --full
one events report.txt
one events full.txt --full
one iommu report.txt
one iommu full.txt --full
cd "$here"
mkdir -p "$tmp/iommus/vtd-lazy" "$tmp/iommus/vtd-strict"
cp iommu/results.json "$tmp/iommus/vtd-lazy"
sed 's/edu-vtd-lazy/edu-vtd-strict/g' iommu/results.json \
	>"$tmp/iommus/vtd-strict/results.json"
one . iommus.txt iommus
one . beside.txt events
/usr/bin/python3 kernels.py run/results.json events/results.json \
	perf/results.json "$tmp/kernels"
one . kernels.txt kernels
exit "$failed"
