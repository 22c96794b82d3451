#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# registry.sh - what the registry folders hold: a line a member, by tabs
# usage: registry.sh LIST, from the top; LIST has lines "REGISTRY PATH"
#
# Columns: registry, name, title (the second line of the source), needs of a
# policy or abilities of a device, path. Needs are "redirect fence"; where a
# module parameter decides, ";PARAMETER=VALUE:needs" follows for each row
# { .PARAMETER = "VALUE", .needs = RVK_..., } of the source.
set -eu
awk '
function words(text, path)
{
	gsub(/[ \t()|]+/, " ", text)
	gsub(/^ | $/, "", text)
	if (text !~ /^(0|RVK_[A-Z]+( RVK_[A-Z]+)*)$/) {
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

function initializers(text, path,   have, key, first, others)
{
	gsub(/\t/, " ", text)
	text = strip(text)
	while (match(text, /[{, ]\.(needs|can) *=[^,}]*/)) {
		have = substr(text, RSTART, RLENGTH)
		key = substr(text, 1, RSTART)
		text = substr(text, RSTART + RLENGTH)
		sub(/^[^=]*=/, " ", have)
		have = words(have, path)
		if (match(key, /\.[a-z_]+ = "[a-z0-9_]+"[, ]*$/) &&
		    key !~ /\.name = "[a-z0-9_]+"[, ]*$/) {
			key = substr(key, RSTART + 1)
			gsub(/[ ",]/, "", key)
			others = others ";" key ":" have
		} else {
			first = have
		}
	}
	return first others
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
	have = $1 == "policies" || $1 == "devices" ? \
		initializers(text, path) : ""
	print $1 "\t" name "\t" title "\t" have "\t" path | \
		"LC_ALL=C sort"
}
END { exit failed }
' "$1"
