#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# stop_test.sh - an interrupted run leaves no QEMU and keeps what is done
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
out=$tmp/out

# finished: print how many boots have their verdict
finished()
{
	grep -ls '"status": "DONE"' "$out"/cells/*/cell.json | wc -l
}

set -- "$top/revokebench" run --quick --cases pin --fs anon -o "$out"

# Start run and QEMU in a session of their own: other runs may be here.
setsid "$@" >"$tmp/stdout" 2>"$tmp/stderr" &
front=$!
while kill -0 $front 2>/dev/null && [ "$(finished)" -eq 0 ]; do
	sleep 0.2
done
kill -TERM $front || wrong "it ended before it could be stopped"
got=0
wait $front || got=$?
[ $got -eq 130 ] || wrong "stopped: exit code $got, not 130"
says 'resumes$' stderr
[ ! -e "$out/results.json" ] || wrong "half a run left results"
pgrep -s $front qemu-system && wrong "QEMU outlived its run"
kept=$(finished)
echo "ok: stopped after $kept boots"

# The same command resumes there, another is refused.
expect 0 "$@"
[ -s "$out/results.json" ] || wrong "no results"
says "^\\[4/4\\]" stderr
[ "$(grep -c '^\[' "$tmp/stderr")" -eq $((4 - kept)) ] ||
	wrong "what was done was done again"
expect 2 "$top/revokebench" run --quick --cases get --fs anon -o "$out"
says 'holds another run' stderr

# replay repeats one boot: the same bytes, and the folder unchanged.
find "$out" -type f -exec cksum {} + >"$tmp/before"
expect 0 "$top/revokebench" replay "$out/cells/exact-seed2"
says '^The same, byte for byte\.$' stdout
find "$out" -type f -exec cksum {} + | cmp - "$tmp/before" ||
	wrong "the replay wrote into the results"
