#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: form.sh REPORT - every text fits a mail, every page loads nothing
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

# One script runs, the one whose digest is in the policy; the other is data.
scripts()
{
	[ "$(grep -o '<script[^>]*>' "$1")" = "$(printf '%s\n' \
		'<script type="application/json" id="raw">' '<script>')" ] ||
		fail "$results: other scripts than ours"
	digest=$(perl -0ne 'print $1 if m{<script>(.*?)</script>}s' "$1" |
		openssl dgst -sha256 -binary | base64)
	grep -qF "script-src 'sha256-$digest';" "$1" ||
		fail "$results: the policy forbids our script"
	raw=$(xmllint --html --xpath 'string(//script[@id="raw"])' "$1" \
		2>/dev/null | tr -d '\n' | sha256sum | cut -d ' ' -f 1)
	grep -qF "<dd>$raw</dd>" "$1" ||
		fail "$results: the raw data have another digest"
}

for results in "$here"/run "$here"/events "$here"/hostile; do
	for full in "" --full; do
		"$report" "$results" ${full:+"$full"} >"$tmp/text"
		lacks '.{73}' "a line of more than 72 columns"
		lacks ' $' "a trailing blank"
		lacks '[^ -~]' "a tab or a character that is not ASCII"
	done
	"$report" "$results" -f html >"$tmp/page"
	xmllint --noout "$tmp/page" || fail "$results: page not well-formed"
	! grep -nE '<(img|link|iframe|object)' "$tmp/page" >&2 ||
		fail "$results: an element that loads or runs"
	scripts "$tmp/page"
	! grep -noE '(src|href)="[^#][^"]*"|url\([^#]|@import' "$tmp/page" >&2 ||
		fail "$results: a reference to something outside"
	[ -z "$(grep -oE ' id="[^"]*"' "$tmp/page" | sort | uniq -d)" ] ||
		fail "$results: an id twice"
	[ "$(wc -c <"$tmp/page")" -le 1000000 ] || fail "$results: over 1 MB"
done

# The default is for pasting into a mail.
"$report" "$here/run" >"$tmp/text"
[ "$(wc -l <"$tmp/text")" -le 100 ] || fail "run: more than 100 lines"
grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' "$tmp/page" ||
	fail "hostile: the name is not there, escaped"
