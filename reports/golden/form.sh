#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: form.sh REPORT - texts fit a mail; pages are whole, and load nothing
set -eu

report=${1:?usage: form.sh REPORT}
here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
	echo "form.sh: $1" >&2
	exit 1
}

# lacks PATTERN WHAT: no line of a text may match
lacks() {
	! LC_ALL=C grep -nE "$1" "$tmp/text" >&2 || fail "$results: $2"
}

# whole PAGE: structure.py finds all of the report in the page
whole() {
	/usr/bin/python3 "$here/structure.py" "$1" "$tmp/markdown" \
		"$tmp/text" "$results/results.json"
}

for tool in /usr/bin/python3 xmllint; do
	command -v $tool >/dev/null || {
		echo "form.sh: no $tool: skipped"
		exit 77
	}
done
for results in "$here"/run "$here"/events "$here"/iommu "$here"/hostile "$here"/perf; do
	for full in "" --full; do
		"$report" "$results" ${full:+"$full"} >"$tmp/text"
		lacks '.{73}' "a line of more than 72 columns"
		lacks ' $' "a trailing blank"
		lacks '[^ -~]' "a tab or a character that is not ASCII"
	done
	"$report" "$results" -f html >"$tmp/page"
	"$report" "$results" -f markdown --full >"$tmp/markdown"
	whole "$tmp/page" || exit 1
	# libxml2 does not know the elements of HTML 5
	! xmllint --html --noout "$tmp/page" 2>&1 | grep 'error :' |
		grep -vE 'Tag [a-z]+ invalid' >&2 ||
		fail "$results: page not well-formed"
	[ "$(wc -c <"$tmp/page")" -le 400000 ] || fail "$results: over 400 kB"
	[ "$results" = "$here/hostile" ] || continue
	grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' "$tmp/page" ||
		fail "hostile: the name is not there, escaped"
done

# A page with any of these faults must not pass.
while read -r fault; do
	sed -E "$fault" "$tmp/page" >"$tmp/bad"
	! cmp -s "$tmp/page" "$tmp/bad" || fail "$fault changes nothing"
	! whole "$tmp/bad" 2>"$tmp/why" || fail "$fault is not found"
	grep -q '^structure.py' "$tmp/why" || fail "$fault: $(cat "$tmp/why")"
done <<-'END'
	0,/<td>[0-9]/s//&0/
	0,/^<tr>.*/s///
	0,/<caption>/s//&x/
	0,/<section>?/s//<nav/
	0,/<h2>[^<]*/s//<h2>/
	0,/<.section>/s///
	0,/id=t2/s//id=t1/
	0,/<p>/s//<p onclick=x>/
	0,/<p>/s//<img src=x>&/
	0,/<h1>/s//<b>&/
	0,/href="#/s//href="x#/
	s/'use strict'/x&/
	s/base-uri 'none'//
	0,/<dd>/s//&x/
END

# The default is for pasting into a mail.
"$report" "$here/run" >"$tmp/text"
[ "$(wc -l <"$tmp/text")" -le 100 ] || fail "run: more than 100 lines"
