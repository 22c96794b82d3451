#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_faults.sh - each way a guest can fail has its code, line and log
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

make_kfault
make_guest

run_vm ok --mode timed -- guest_fault ok
check "ok: exit code 0" [ "$code" -eq 0 ]
check "ok: status DONE" cell_says status DONE
check "ok: nothing on stderr" [ ! -s "$work/err" ]
check "ok: result.json is the payload" \
	[ "$(cat "$cell/result.json")" = '{"ok": true}' ]

run_vm panic --mode timed -- guest_fault panic
expect 5 FAIL guest-panic "sysrq triggered crash" "Kernel panic - not syncing"

run_vm oops --mode timed -- insmod /kfault.ko how=oops
expect 5 FAIL guest-panic "NULL pointer dereference" "RIP: .*kfault"

run_vm warn --mode timed -- insmod /kfault.ko how=warn
expect 5 FAIL splat "WARNING: .*kfault" "kfault: asked to warn"

run_vm exit --mode timed -- guest_fault exit 3
expect 5 FAIL guest-exit "ended with 3" ""

run_vm poweroff --mode timed -- guest_fault poweroff
expect 6 ERROR no-result "powered off before its program ended" "Power down"

run_vm bad-init --mode timed --append rdinit=/none -- guest_fault ok
expect 5 FAIL guest-panic "while it booted" "Kernel panic - not syncing"

finish
