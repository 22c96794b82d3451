# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# options.sh - the options of a command and the members of a registry, as the
# sources have them; sourced with $command and $sources, behind env.sh

# options: getopt's short ones on a line, the long ones on another
options()
{
	awk 'BEGIN { RS = "{" }
	match($0, /^ (NULL|"[a-z-]+"),[ \t\n]+[A-Z_]+\(/) {
		takes = $0 ~ /^[^(]*(FLAG|SET)\(/ ? "" : ":"
		name = $1
		gsub(/[",]/, "", name)
		if (name != "NULL")
			long = long "," name takes
		if (match($0, /\047[a-zA-Z]\047/))
			short = short substr($0, RSTART + 1, 1) takes
	}
	END { print short; print "help,usage,version" long }' \
		"$top/$sources"/*.c
}

# registry KIND: files of its members; those of survey are rows of a table
registry()
{
	case $command:$1 in
	survey:fs) sed -n '/^const char \*const survey_places/,/;/p' \
			"$top/guest/survey/survey_place.c" |
			grep -o '"[a-z0-9]*"' | sed 's/"\(.*\)"/\1.c/' ;;
	survey:events) sed -n 's/.*\.name = "\([a-z]*\)".*/\1.c/p' \
			"$top/guest/survey/survey_event.c"
		echo hole.c ;;
	*)	while read -r kind glob; do
			# shellcheck disable=SC2086 # a glob
			[ "$kind" != "$1" ] || (cd "$top" && ls $glob)
		done <"$here/registries.txt" ;;
	esac
}

# names KIND: print the names of a registry's members
names()
{
	registry "$1" | sed -n '/_test\.c$/d
		s|.*/||; s/^rvk_//; s/\.c$//p' | sort
}
