# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154
# linux.sh - options on a kernel tree, and a worktree of it; sourced after env.sh
# by gate.sh and bisect.sh, with $usage and $takes, the names of their options
#
# Leaves each option in a variable of its name, without what is not a letter, and
# the words for `run` as positional parameters.

linux='' config='' output=''
count=$#
while [ "$count" -gt 0 ]; do
	word=$1
	shift
	count=$((count - 1))
	case $word in
	--)	break ;;
	-'?' | --help)	exec "$here/help.sh" "$(basename -s .sh "$0")" ;;
	-o)	word=--output ;;
	--kernel | --kernel=*)
		die usage "$word: the kernels are commits of --linux here" ;;
	esac
	name=${word%%=*}
	case " $takes linux config output " in
	*" ${name#--} "*)
		case $word in
		*=*)	value=${word#*=} ;;
		*)	[ "$count" -gt 0 ] || die usage "$name takes a value: $usage"
			value=$1
			shift
			count=$((count - 1)) ;;
		esac
		eval "${name#--}=\$value" ;;
	*)	set -- "$@" "$word" ;;
	esac
done
# what stands behind "--" is for the guest's programs
while [ "$count" -gt 0 ]; do
	[ "$word" != -- ] || set -- "$@" --
	word=
	set -- "$@" "$1"
	shift
	count=$((count - 1))
done

[ "$linux" ] || die usage "--linux is missing: $usage"
why=$(git -C "$linux" rev-parse --git-dir 2>&1) ||
	die usage "--linux=$linux: $(echo "$why" | head -n 1)"

# commit OPTION REF: print the commit of Linux that REF names
commit()
{
	hash=$(git -C "$linux" rev-parse -q --verify "$2^{commit}") ||
		die usage "$1=$2: no such commit in $linux"
	git -C "$linux" cat-file -e "$hash:mm/gup.c" 2>/dev/null ||
		die usage "$1=$2: not a commit of Linux, it has no mm/gup.c"
	echo "$hash"
}

# room NEED: refuse a cache with less than NEED GB
room()
{
	mkdir -p "$cache" 2>/dev/null || :
	free=$(df -Pk "$cache" 2>/dev/null | awk 'NR == 2 { print int($4 / 1e6) }')
	[ "${free:-0}" -ge "$1" ] || die usage "$cache: ${free:-0} GB free, a" \
		"kernel's build needs $1: set XDG_CACHE_HOME"
}

# The configuration: of --config, else a small one
configuration()
{
	if [ "$config" ]; then
		cat "$config"
	else
		"$here/kernels.sh" config
	fi
}

# ready RUN WORD...: refuse what cannot be met, before anything is built; set $dir
ready()
{
	"$here/words.sh" run host/run "$@" >/dev/null
	[ -z "$config" ] || [ -f "$config" ] ||
		die usage "--config=$config: no such file"
	real=$(git -C "$linux" rev-parse --path-format=absolute --git-common-dir)
	configured=$(configuration) || exit
	dir=$cache/linux/$(printf '%s\n' "$real" "$configured" | sha256sum |
		cut -c 1-12)
	fit "$dir" "set XDG_CACHE_HOME to another folder"
	if [ -e "$dir/out" ]; then
		room 1
	else
		room 4
	fi
	output=${output:-$linux_output}
	mkdir -p "$output" 2>/dev/null || :
	[ -w "$output" ] || die usage "--output=$output: cannot write there"
	output=$(cd "$output" && pwd)
}

# open_tree COMMIT: make the worktree, which stays in the cache. The tree's own
# checkout, index and bisect are not touched.
open_tree()
{
	"$here/setup.sh" debug	# what builds a debug kernel builds any
	mkdir -p "$dir"
	exec 8>"$dir/lock"
	flock -n 8 || die usage "$dir: another gate or bisect of this tree runs"
	git -C "$dir/linux" rev-parse --git-dir >/dev/null 2>&1 || {
		rm -rf "$dir/linux"
		git -C "$linux" worktree prune
		git -C "$linux" worktree add -q --detach --force "$dir/linux" \
			"$1" || die harness "git made no worktree: see above"
	}
	printf '%s\n' "$configured" >"$dir/config"
}

# shellcheck source=scripts/linux_run.sh
. "$here/linux_run.sh"
