#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: page.sh REPORT [SHOTS] - each page in headless Chromium, light and dark
#
# With SHOTS, a folder, the pages are left there as pictures, to be looked at.
set -eu

report=$(realpath "${1:?usage: page.sh REPORT [SHOTS]}")
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for tool in chromium /usr/bin/python3; do
	command -v $tool >/dev/null || {
		echo "page.sh: no $tool: skipped; apt-get install ${tool##*/}"
		exit 77
	}
done
cd "$here"
/usr/bin/python3 kernels.py run/results.json events/results.json \
	perf/results.json "$tmp/kernels"
for page in run events hostile "run events" "$tmp/kernels"; do
	name=$(echo "${page##*/}" | tr ' ' -)
	# shellcheck disable=SC2086 # one run, two, or kernels
	"$report" $page -f html >"$tmp/$name.html"
	/usr/bin/python3 page.py chromium "$tmp/$name.html" ${2:+"$2"} || {
		echo "page.sh: $name: see above" >&2
		exit 1
	}
done
