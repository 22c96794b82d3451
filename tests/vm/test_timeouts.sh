#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_timeouts.sh - a guest that hangs, falls silent or never comes up
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

make_kfault
make_guest

run_vm hang --mode timed --watchdog 3 --idle-timeout 30 -- insmod /kfault.ko how=hang
expect 124 FAIL watchdog "watchdog not fed" "kfault_init"

# An idle guest in exact mode: its clock leaps ahead, the runner's must not.
run_vm silent --idle-timeout 2 -- guest_fault silent
expect 124 ERROR no-progress "last was: at 1 2 about to fall silent" "NMI: Not continuing"

run_vm never-up --mode timed --boot-timeout 6 \
	--append rdinit=/bin/guest_fault -- guest_fault ok
expect 124 ERROR boot-timeout "not up after" "Run /bin/guest_fault as init"

finish
