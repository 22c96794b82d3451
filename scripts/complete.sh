#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# complete.sh - the words that may stand where the last WORD is being typed
# usage: complete.sh WORD...         those behind `revokebench`, the last one begun
#
# Prints a line each, whole words; nothing where a file is expected. Options are those
# of the help text, members those of the registry's folders, kernels those of the
# cache, of the archive's lists and of /boot. Builds, fetches and installs nothing.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -gt 0 ] || set -- ''
command=$1
# shellcheck source=scripts/options.sh
. "$here/options.sh"

commands()
{
	"$top/revokebench" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'
}

kernels()
{
	printf '%s\n' 6.1 6.12 newest
	ls "$cache/kernels/names" 2>/dev/null || :
	"$here/archive.sh" list | sed -n \
		's/^\([0-9]*\.[0-9]*\)[^	]*	\([^	]*\).*/\1 \2/p' |
		sed 's/ .*~rc.*/-rc/; s/ .*//'
	"$here/machine_kernels.sh" | cut -f 1
}

# value OPTION: print what its argument may be, or one word of the list that it is
value()
{
	case $command:$1 in
	*:--policies | *:--policy) names policies ;;
	*:--devices | *:--cases | *:--fs | *:--users | survey:--events)
		names "${1#--}" ;;
	*:--kernel)	kernels ;;
	*:--format | *:-f) (cd "$top/reports/formats" && ls) |
		sed -n 's/\.c$//p' ;;
	*)	text "$command" | grep -oE -e "$1[= ][a-z]+(\\|[a-z]+)+" |
			sed 's/^[^= ]*[= ]//' | tr '|' '\n' ;;
	esac
}

# text COMMAND: print its help, if it can be had without a build
text()
{
	if [ -e "$here/$1.sh" ] || [ -x "$bin/$1" ]; then "$here/help.sh" "$1"; fi
}

options()
{
	text "$command" | grep -oE -e '(^|[[ ])--[a-z][a-z-]*=?' |
		sed 's/^[[ ]*//'
}

# word N: print what the Nth word behind the command may be, options left out
word()
{
	case $command:$1 in
	help:1)		commands; echo policy ;;
	list:1)		text list | grep -oE '[a-z]+(\|[a-z]+)+' | tr '|' '\n' ;;
	perf:1)		names policies ;;
	perf:2)		names pins ;;
	kernels:1)	text kernels | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' ;;
	kernels:2)	kernels ;;
	esac
}

# print_those PREFIX BEGUN: lines of stdin that begin with BEGUN, behind PREFIX
print_those()
{
	sort -u | while read -r line; do
		case $line in
		"$2"*)	printf '%s%s\n' "$1" "$line" ;;
		esac
	done
}

[ $# -gt 1 ] || {
	commands | print_those '' "$1"
	exit
}
shift
nr=1
before=
while [ $# -gt 1 ]; do
	before=$1
	case $1 in
	--)	exit ;;
	-*)	: ;;
	*)	nr=$((nr + 1)) ;;
	esac
	shift
done
case $1 in
--*=*)	option=${1%%=*}
	begun=${1#*=}
	prefix=$option= ;;
-*)	options | print_those '' "$1"
	exit ;;
*)	option=$before
	begun=$1
	prefix= ;;
esac
case $option in
-*)	# words of a list that stand there are not offered again
	list=${begun%"${begun##*,}"}
	found=$(value "$option" | grep -vxF "$(echo "$list" | tr , '\n')" |
		print_those "$prefix$list" "${begun#"$list"}")
	[ -z "$found" ] || printf '%s\n' "$found"
	[ -z "$found$prefix" ] || exit 0 ;;
esac
word $nr | print_those '' "$1"
