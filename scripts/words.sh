#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# words.sh - refuse a command line that cannot be met, before anything is built
# usage: words.sh COMMAND SOURCES ARGUMENT...
#
# The sources have the command's options, a row { "NAME", KIND(...), ... } each;
# registries.txt says which files are the members of a registry. Prints what
# setup.sh is to install, and the kernels by name that the command will boot.
set -eu
. "$(dirname "$0")/env.sh"
command=$1
sources=$2
shift 2

# shellcheck source=scripts/options.sh
. "$here/options.sh"

# member WHERE KIND NAME all|glob|name: refuse a NAME that no member has, and
# that is not the word "all" or a glob for one either, as the last word permits
member()
{
	names=$(names "$2")
	[ "$4:$3" != all:all ] || return 0
	for name in $names; do
		[ "$name" != "$3" ] || return 0
		# shellcheck disable=SC2254 # a glob
		[ "$4" != glob ] || case $name in $3) return 0 ;; esac
	done
	die usage "$1: no '$3' among the $2; there are: $(echo "$names" |
		tr '\n' ' ')"
}

# members KIND LIST all|glob: the same for each word of a comma list
members()
{
	rest=$2,
	while [ "$rest" ]; do
		member "--$1=$2" "$1" "${rest%%,*}" "$3"
		rest=${rest#*,}
	done
}

# users LIST: the names for the words that run_argv.c takes for users, too
users()
{
	echo "$1" | sed "$(sed -n '/^static.* user_alias/,/^};/s/.*{ "\(.*\)", "\(.*\)" }.*/s:\\b\1\\b:\2:g/p' \
		"$top/host/run/run_argv.c")"
}

# kernels LIST: refuse one that does not exist, and two whose results would be in
# one folder
kernels()
{
	rest=$1,
	named=/
	while [ "$rest" ]; do
		kernel=${rest%%,*}
		rest=${rest#*,}
		# the shell replaces no ~ behind a comma
		case $kernel in \~/*) kernel=$HOME/${kernel#??} ;; esac
		"$here/kernels.sh" check "$kernel"
		case $kernel in
		[0-9]*)	: ;;
		*)	kernel=$(readlink -f "$kernel")
			kernel=${kernel%/arch/x86/boot/bzImage} ;;
		esac
		kernel=${kernel##*/}
		case $named in
		*"/$kernel/"*)	die usage "--kernel=$1: '$kernel' twice: name" \
				"each once, a tree by a link of another name" ;;
		esac
		named=$named$kernel/
	done
}

case " $* " in *' -? '*) exit ;; esac	# help
{ read -r short; read -r long; } <<END
$(options)
END
words=$(getopt -n revokebench -o "$short" -l "$long" -- "$@") || exit 2
eval set -- "$words"
option=
diff=
scope=run
kernels=
boots=1
case $command in
run | perf)	kernels=6.1 ;;
survey)		kernels='6.1 6.12' scope=survey ;;
esac
for word; do
	case $command$option in
	run--users)	members users "$(users "$word")" all; scope=survey ;;
	run--policies | run--devices | run--fs | survey--users | survey--fs | \
	survey--events)
			members "${option#--}" "$word" all ;;
	run--cases)	members cases "$word" glob ;;
	survey--reproducer) "$here/survey_reproducer.sh" --check "$word" ;;
	run--kernel | survey--kernel) kernels "$word" ;;
	*--kernel)	"$here/kernels.sh" check "$word" ;;
	perf--diff)	diff=1 ;;
	esac
	case $option in
	--kernel)	kernels=$(echo "$word" | tr , '\n' |
				grep -x '[0-9][^/]*' | grep -v debug) || : ;;
	-n | --dry-run | --here | --diff | --reproducer | --target | --help | --usage | \
	--version)	boots= ;;
	esac
	option=$word
	shift
	[ "$word" != -- ] || break
done
[ "$command" != shell ] || member --policy policies "$1" name
if [ "$command$diff" = perf ] && [ $# -eq 2 ]; then
	member perf policies "$1" name
	member perf pins "${2%%/*}" name
fi
[ "$boots" ] || kernels=
# shellcheck disable=SC2086 # a list of words
echo $scope $kernels
