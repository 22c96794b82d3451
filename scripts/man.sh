#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# man.sh - a manual page of a help text, as mdoc
# usage: man.sh revokebench|COMMAND|policy
#        man.sh all DIR              every page into DIR/man1 and DIR/man7
#
# The text is that of help.sh, so that page and --help cannot differ. Its lines are
# a usage, paragraphs, and tables of terms, two blanks or more, and what they are.
set -eu
. "$(dirname "$0")/env.sh"
usage='usage: man.sh revokebench|COMMAND|policy | all DIR'
commands=$("$top/revokebench" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' |
	grep -vx help | sort)
case $#:${1-} in
2:all)	mkdir -p "$2/man1" "$2/man7"
	"$0" revokebench >"$2/man1/revokebench.1"
	for topic in $commands; do
		"$0" "$topic" >"$2/man1/revokebench-$topic.1"
	done
	"$0" policy >"$2/man7/revokebench-policy.7"
	exit ;;
1:?*)	topic=$1 ;;
*)	die usage "$usage" ;;
esac
section=1
page=revokebench-$topic
case $topic in
revokebench)
	page=revokebench
	text=$("$top/revokebench" help) ;;
policy)	section=7
	text=$("$here/help.sh" policy) ;;
*)	text=$("$here/help.sh" "$topic") ;;
esac
# What a page is about: the front door's lines of a command, without its words
about=$("$top/revokebench" help | awk -v name="$topic" '
	/^  [a-z]/ { of = $1; $1 = "" }
	/^ *$/ { of = "" }
	of == name { text = text " " $0 }
	END {
		gsub(/[ \t]+/, " ", text)
		sub(/;.*/, "", text)
		sub(/.*[A-Z][A-Z].*: /, "", text)
		sub(/, \.\.\..*/, "", text)
		sub(/^ /, "", text)
		print text
	}')
case $topic in
revokebench)	about="what pinning a page costs, and revoking it" ;;
policy)		about="policies of revokebench, and how to write one" ;;
kernels)	about="Debian's kernels, and trees of your own" ;;
esac
date=$(sed -n '/^ -- /{s/.*>  //p;q;}' "$top/debian/changelog" 2>/dev/null) ||
	date=

printf '.\\" %s: GPL-2.0-only\n' SPDX-License-Identifier
printf '.\\" Made by scripts/man.sh of the help text: change that.\n'
printf '.Dd %s\n' "$(date -u -d "${date:-2026-11-29}" '+%B %-d, %Y')"
printf '.Dt %s %s\n.Os\n' "$(echo "$page" | tr '[:lower:]' '[:upper:]')" $section
printf '.Sh NAME\n.Nm %s\n.Nd %s\n' "$page" "$about"
printf '%s\n' "$text" | awk -v topic="$topic" -f "$here/man.awk"
[ $section = 7 ] || [ "$topic" = revokebench ] || cat <<'END'
.Sh EXIT STATUS
As listed in
.Xr revokebench 1 .
END
echo .Sh SEE ALSO
{
	[ "$topic" = revokebench ] || echo 'revokebench 1'
	for name in $commands; do
		[ "$name" = "$topic" ] || echo "revokebench-$name 1"
	done
	[ "$topic" = policy ] || echo 'revokebench-policy 7'
} | awk '{ line[NR] = ".Xr " $0 }
	END { for (i = 1; i <= NR; i++) print line[i] (i < NR ? " ," : "") }'
