# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# expect.sh - make results in a temporary folder and check what programs print;
# sourced, with $bin set to the folder of the programs

here=$(dirname "$(realpath "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
/usr/bin/python3 "$here/make.py" "$here/../run/results.json" \
	"$here/../events/results.json" "$tmp"
cd "$tmp" || exit 6
export XDG_CACHE_HOME="$tmp/cache"

fail()
{
	echo "FAILED: $1"
	cat out err
	exit 1
}

# gives CODE COMMAND ARGUMENT...: leaves out and err
gives()
{
	want=$1
	shift
	program=$1
	shift
	got=0
	"$bin/$program" "$@" >out 2>err || got=$?
	[ "$got" = "$want" ] || fail "$program $*: exit $got, not $want"
	echo "ok: $program $* gives $want"
}

# says TEXT FILE: FILE has TEXT, however its lines are wrapped
says()
{
	tr -s '[:space:]' ' ' <"$2" | grep -qF -e "$1" || fail "does not say: $1"
}

# refuses CODE TEXT COMMAND ARGUMENT...: one line, no output, no new file
refuses()
{
	code=$1 text=$2
	shift 2
	before=$(find . | sort)
	gives "$code" "$@"
	says "$text" err
	[ "$(wc -l <err)" = 1 ] || fail "more than one line"
	[ ! -s out ] || fail "wrote to standard output"
	[ "$before" = "$(find . | sort)" ] || fail "left something behind"
}
