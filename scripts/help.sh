#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# help.sh - the help of a command: from the head of its script, or by its program
# usage: help.sh TOPIC              run, kernels, ..., or policy: how to write one
#
# man.sh makes the manual pages of these texts, so that they cannot differ.
set -eu
. "$(dirname "$0")/env.sh"

case ${1-} in
policy)	exec cat "$top/policies/README.md" ;;
'' | */*) die usage "usage: help.sh TOPIC" ;;
esac
[ -e "$here/$1.sh" ] || exec "$bin/$1" --help
exec awk -v name="$1" '
# Print @text in 79 columns, later lines behind 12 blanks
function wrap(text,   n, word, i, line)
{
	n = split(text, word, " ")
	line = word[1]
	for (i = 2; i <= n; i++) {
		if (length(line " " word[i]) > 79) {
			print line
			line = "           "
		}
		line = line " " word[i]
	}
	print line
}
NR < 3 { next }
!/^#/ { exit }
{ sub(/^# ?/, "") }
NR == 3 {
	sub(/^[^ ]* - /, "")
	title = toupper(substr($0, 1, 1)) substr($0, 2) (/[.?]$/ ? "" : ".")
	next
}
# A command line, or a table of the words behind the name: NAME.sh WORD   text
!told && /^(usage:)? / {
	sub(/^(usage: )? */, "")
	is_line = sub("^" name "(\\.sh)?( |$)", "")
	if (match($0, /   +/))
		items = items sprintf("  %-20s %s\n", substr($0, 1, RSTART - 1),
			substr($0, RSTART + RLENGTH))
	else if (is_line)
		wrap("usage: revokebench " name " " $0)
	else
		items = items sprintf("  %-20s %s\n", "", $0)
	next
}
!told {
	told = 1
	if (items)
		print "usage: revokebench " name " COMMAND"
	print title
	if (items)
		printf "\n%s", items
}
{ print }' "$here/$1.sh"
