#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shell.sh - a shell or one program in the guest, with files of your own
# usage: shell [--with FILE...] [--policy P] [--kernel NAME|PATH] [--mode exact|timed] [-- PROGRAM ARGS]
#
# The FILEs lie in /with, the current folder, and come with the shared libraries
# or the interpreter that they need (not with an interpreter's own modules).
# kbench is loaded; P is what an opened /dev/kbench has selected [none]. Output and
# exit code are those of PROGRAM; without one a shell opens (leave by ctrl-A x).
# 5, 6 and 124: the guest failed, the harness failed, time-out.
#
# For example: shell --with repro --policy scratch -- ./repro --loops 3
set -eu
. "$(dirname "$0")/env.sh"
usage=$(sed -n 's/^# usage: /usage: /p' "$0")

# quote WORD: set $quoted to it, for eval
quote()
{
	quoted=$(getopt -o '' -- -- "$1")
	quoted=${quoted#" -- "}
}

# Options and FILEs stand before the first "--"
before=
program=
arguments=
behind=
for word; do
	quote "$word"
	case $behind$program:$word in
	:--)	behind=- ;;
	:*)	before="$before $quoted" ;;
	-:*)	program=$word ;;
	*)	arguments="$arguments $quoted" ;;
	esac
done
eval set -- "$before"
options=$(getopt -n revokebench -o '' -l kernel:,mode:,policy:,with:,help -- \
	"$@") || exit 2
eval set -- "$options"
kernel=6.1
mode=timed
policy=none
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
root=$work/root
mkdir -p "$root/with"

# absolute FILE WHY: copy a file to the same place in the guest
absolute()
{
	case $1 in
	/tmp/* | /dev/* | /proc/* | /sys/*)
		die usage "--with=$2: needs $1, over which the guest mounts" ;;
	esac
	mkdir -p "$root$(dirname "$1")"
	cp -L "$1" "$root$1" 2>/dev/null || die usage "--with=$2: needs $1, which" \
		"is not there"
}

# interpreter PROGRAM WHY: the same with all that it needs
interpreter()
{
	case $1 in
	/bin/sh | '' | -*) return 0 ;;
	esac
	[ ! -e "$root$1" ] || return 0
	[ ! -e "$1" ] || needs "$1"
	absolute "$1" "$2"
}

# needs FILE: copy what a script or a program of x86-64 is run by
needs()
{
	case $(head -c 4 "$1" | tr -d '\0') in
	'#!'*)
		read -r line <"$1" || :
		# shellcheck disable=SC2086 # words
		set -- "$1" ${line#??}
		[ "${2-}" != "$1" ] || return 0
		[ "${2-}" != /usr/bin/env ] || set -- "$1" "$2" \
			"$(command -v "${3-}" || echo "${3-}")"
		interpreter "${2-}" "$1"
		interpreter "${3-}" "$1" ;;
	?ELF)
		readelf -h "$1" | grep -qE 'Machine: .*(X86-64|80386)' || die usage \
			"--with=$1: not for x86-64:$(readelf -h "$1" |
				sed -n 's/.*Machine: *//p')"
		missing=$(ldd "$1" 2>/dev/null | sed -n 's/ => not found$//p' |
			tr -d '\n\t')
		[ -z "$missing" ] || die usage "--with=$1: needs $missing," \
			"which is not there"
		for library in $(libraries "$1"); do
			case $library in
			/lib* | /usr/*)	absolute "$library" "$1" ;;
			*)	cp -L "$library" "$root/with/" ;;
			esac
		done ;;
	esac
}

with()
{
	if ! [ -f "$1" ] || ! [ -r "$1" ]; then
		die usage "--with=$1: no such file"
	fi
	[ ! -e "$root/with/${1##*/}" ] || cmp -s "$1" "$root/with/${1##*/}" ||
		die usage "--with=$1: there is another ${1##*/}"
	cp -L "$1" "$root/with/"
	needs "$1"
}

asked=
while [ "$1" != -- ]; do
	case $1 in
	--kernel)	kernel=$2; shift ;;
	--mode)		mode=$2; shift ;;
	--policy)	policy=$2; shift ;;
	--with)		asked=1; with "$2"; shift ;;
	--help)		exec "$here/help.sh" shell ;;
	esac
	shift
done
shift
[ $# -eq 0 ] || [ "$asked" ] || die usage "shell takes no '$1': $usage"
for file; do with "$file"; done
case $mode in
exact | timed)	: ;;
*)		die usage "--mode=$mode: expected exact or timed" ;;
esac
"$here/words.sh" shell host/perf --kernel "$kernel" -- "$policy" >/dev/null
own=$root/with/${program##*/}
if [ "$program" ] && [ -e "$own" ]; then
	[ -x "$own" ] || die usage "$program: not executable: chmod +x $program"
	own=./${program##*/}
else
	own=
fi

dir=$("$here/kernels.sh" get "$kernel")
"$here/setup.sh" run
"$here/build.sh"
"$here/kmod.sh" "$dir" >/dev/null
base=$("$here/initramfs.sh" "$dir")
[ -z "$program" ] || [ "$own" ] || busybox --list | grep -qxF "$program" ||
	cpio --quiet -t <"$base" | grep -qxE "(s?bin/)?${program#/}" ||
	die usage "$program: neither a FILE of --with nor in the guest"

quote "${own:-${program:-sh}}"
{
	echo "modprobe kbench 'policy=$policy' || exit"
	echo 'mkdir -p /usr/bin && busybox --install -s /usr/bin'
	echo 'cd /with && export LD_LIBRARY_PATH=/with'
	printf '%s\n' "$quoted$arguments"
	echo "echo code \$? >&\"\$RVB_CONTROL_FD\""
} >"$root/with.sh"
pack "$root" | cat "$base" - >"$work/initrd"
code=0
"$bin/vm" --interactive --mode "$mode" --kernel "$dir/vmlinux" \
	--initrd "$work/initrd" --progress-fd 3 -o "$work/cell" -- \
	/bin/sh /with.sh 3>"$work/progress" || code=$?
[ $code -ne 0 ] || exit "$(sed -n 's/^code //p' "$work/progress" | tail -n 1)"
kept=$(mktemp -d /tmp/revokebench.shell.XXXXXX)
mv "$work/cell" "$kept"
say "the kernel's log is kept in $kept/cell"
exit $code
