#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_stop.sh - ctrl-C, SIGTERM and SIGKILL of the runner leave no QEMU
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154,SC2317
set -eu
. "$(dirname "$0")/lib.sh"

make_guest

# Print the QEMUs in the runner's session, except those of a probe.
qemus()
{
	pgrep -s "$runner" -f "qemu-system.*pvpanic" || true
}

wait_for()
{
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		if eval "$1"; then return 0; fi
		sleep 0.25
	done
	return 1
}

# stop CELL SIGNAL CODE: signal a runner in a session of its own, as a terminal.
stop()
{
	cell=$work/$1
	setsid "$vm" --kernel "$kernel/vmlinux" --initrd "$work/initrd" \
		-o "$cell" -- guest_fault silent 2> "$work/err" &
	runner=$!
	# shellcheck disable=SC2016
	check "$1: QEMU runs" wait_for '[ -n "$(qemus)" ]'
	kill "-$2" "-$runner"
	code=0
	wait "$runner" || code=$?
	check "$1: exit code $3" [ "$code" -eq "$3" ]
	# shellcheck disable=SC2016
	check "$1: no QEMU is left" wait_for '[ -z "$(qemus)" ]'
	check "$1: status MISS" cell_says status MISS
	check "$1: nothing half-written" \
		[ "$(find "$cell" -name '*.json*' | wc -l)" -eq 1 ]
}

stop ctrl-c INT 130
check "ctrl-c: one line says so" first_line "^vm: interrupted: .*by a signal"
stop term TERM 130
stop hangup HUP 130
stop kill KILL 137

finish
