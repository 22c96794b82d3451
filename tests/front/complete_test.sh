#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# complete_test.sh - completion offers what is there, in bash and zsh
# usage: complete_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
complete=$top/scripts/complete.sh
export XDG_CACHE_HOME="$tmp/cache"
mkdir -p "$tmp/cache/revokebench/kernels/names/9.9"

# gives EXPECTED WORD...: what is offered, on one line
gives()
{
	want=$1
	shift
	got=$("$complete" "$@" | tr '\n' ' ')
	[ "$got" = "$want" ] || {
		echo "FAILED: complete.sh $*: '$got', not '$want'"
		exit 1
	}
	echo "ok: $* offers $want"
}

gives 'replay report run ' r
gives 'compare ' comp
gives 'policy ' help pol
gives '--policies= ' run --po
gives '--quick ' run --full --q
gives '--mode=both --mode=exact --mode=timed ' run --mode=
gives 'exact timed ' shell --mode ''
gives 'kcidb ktap ' report -f k
gives '9.9 ' run --kernel 9
gives '9.9 ' kernels get 9
gives '--kernel=6.1,9.9 ' run --kernel=6.1,9
gives '' report ''
gives '' run -o ''
gives '' run -- ''

# Every member of a registry is offered, as list prints them, and no other word.
same()
{
	"$top/revokebench" list "$1" | sed '/^$/,$d; s/ .*//' | sort >"$tmp/listed"
	shift
	"$complete" "$@" >"$tmp/stdout"
	: >"$tmp/stderr"
	cmp -s "$tmp/listed" "$tmp/stdout" || wrong "$*: not what list prints:" \
		"$(diff "$tmp/listed" "$tmp/stdout")"
	echo "ok: $* offers what list prints"
}
same policies run --policies ''
same policies perf ''
same devices run --devices ''
same cases run --cases ''
same fs run --fs ''
same users survey --users ''

# Every option that run --help prints
"$top/revokebench" run --help | grep -oE '^ +(-., )?--[a-z-]+=?' |
	sed 's/^ *//; s/^-., //' | sort -u >"$tmp/listed"
"$complete" run -- >"$tmp/stdout"
[ "$(comm -23 "$tmp/listed" "$tmp/stdout")" = '' ] ||
	wrong "left out: $(comm -23 "$tmp/listed" "$tmp/stdout")"

# The shells hand on what was typed, and take what is offered.
cat >"$tmp/in.bash" <<END
. "$top/scripts/completion/revokebench.bash"
complete -p revokebench
typed() { COMP_LINE=\$1 COMP_POINT=\${#1} COMP_WORDS=(\$1); _revokebench; echo "\${COMPREPLY[*]}"; }
cd "$top"
typed './revokebench run --policies=scratch,f'
typed './revokebench hist'
typed './revokebench perf '
END
expect 0 bash "$tmp/in.bash"
says '^complete -o default -F _revokebench revokebench$' stdout
says '^scratch,fence$' stdout
says '^history$' stdout
says '^block delay ' stdout
command -v zsh >/dev/null || {
	echo "not tried: zsh, which is not here"
	exit 0
}
cat >"$tmp/in.zsh" <<END
compadd() { while [ "\$1" != -- ]; do shift; done; shift; print -r -- "\$@" }
_files() { print files }
typed() { words=("\$@"); CURRENT=\$#words; source "$top/scripts/completion/_revokebench" }
cd "$top"
typed ./revokebench run --policies=scratch,f
typed ./revokebench hist
typed ./revokebench report ''
END
expect 0 zsh -f "$tmp/in.zsh"
says '^--policies=scratch,fence$' stdout
says '^history$' stdout
says '^files$' stdout
