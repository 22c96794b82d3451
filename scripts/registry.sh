#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# registry.sh - what the registry folders hold: a line a member, by tabs
# usage: registry.sh LIST, from the top; LIST has lines "REGISTRY PATH"
#
# Columns: registry, name, title (the second line of the source), needs of a
# policy or abilities of a device, promise of a policy, path. Needs are "redirect
# fence", a promise is "waits takes_pages EAGAIN". Where a module parameter
# decides, ";PARAMETER=VALUE:needs" follows for each row
# { .PARAMETER = "VALUE", .needs = RVK_..., } of the source.
set -eu
. "$(dirname "$0")/env.sh"
awk '
function words(text, path)
{
	gsub(/[ \t()|]+/, " ", text)
	gsub(/^ | $/, "", text)
	if (text !~ /^(0|RVK_[A-Z_]+( RVK_[A-Z_]+)*)$/) {
		print path ": expected RVK_* words joined by |, not " text \
			> "/dev/stderr"
		exit failed = 1
	}
	gsub(/RVK_|0/, "", text)
	return tolower(text)
}

# Return: @text without comments, blanks instead of line ends
function strip(text,   at, end)
{
	while (at = index(text, "/*")) {
		end = index(substr(text, at), "*/")
		text = substr(text, 1, at - 1) " " substr(text, at + end + 1)
	}
	return text
}

# The parameter that chooses the row whose initializer begins with @before
function parameter(before)
{
	sub(/.*{/, "", before)
	if (before ~ /}/ || !match(before, /\.[a-z_]+ = "[a-z0-9_]+"/))
		return ""
	before = substr(before, RSTART + 1, RLENGTH - 1)
	gsub(/[ "]/, "", before)
	return before ~ /^(name|grace)=/ ? "" : before
}

function initializers(text, key, path,   have, before, first, others)
{
	while (match(text, "[{, ](\\.promise)?\\.(" key ") *=[^,}]*")) {
		have = substr(text, RSTART, RLENGTH)
		before = before substr(text, 1, RSTART)
		text = substr(text, RSTART + RLENGTH)
		sub(/^[^=]*=/, " ", have)
		have = words(have, path)
		if (parameter(before))
			others = others ";" parameter(before) ":" have
		else
			first = have
		before = before key
	}
	return first others
}

# The words of .does, then the errors of .refuses; a policy has one or both
function promise(text, path,   does, errors)
{
	does = initializers(text, "does", path)
	sub(/;.*/, "", does)
	if (match(text, /\.refuses *= *{[^}]*}/)) {
		errors = substr(text, RSTART, RLENGTH)
		gsub(/\.refuses|[={},-]/, " ", errors)
		gsub(/ +/, " ", errors)
		gsub(/^ | $/, "", errors)
	}
	if (!does && !errors) {
		print path ": promises nothing: set .promise, see policies/README.md" \
			> "/dev/stderr"
		exit failed = 1
	}
	return does (does && errors ? " " : "") errors
}

{
	path = name = $2
	title = text = ""
	for (nr = 1; (getline line < path) > 0; nr++) {
		if (nr == 2 && sub(/^[^-]* - /, "", line)) {
			title = line
			gsub(/[ \t]*\*\/[ \t]*$|\t/, "", title)
		}
		text = text " " line
	}
	close(path)
	if (nr == 1) {
		print path ": cannot read" > "/dev/stderr"
		exit failed = 1
	}
	gsub(/.*\/(rvk_)?|\.c$/, "", name)
	gsub(/\t/, " ", text)
	text = strip(text)
	have = says = ""
	if ($1 == "policies" || $1 == "devices")
		have = initializers(text, "needs|can", path)
	if ($1 == "policies")
		says = promise(text, path)
	print $1 "\t" name "\t" title "\t" have "\t" says "\t" path | \
		"sort"
}
END { exit failed }
' "$1"
