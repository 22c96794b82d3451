#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# trace_guest.sh - in the guest: one revoke with the trace events rvk:* on
# usage: trace_guest.sh POLICY
set -eu
tracing=/sys/kernel/debug/tracing
modprobe kbench
echo 1 >$tracing/events/rvk/enable
/bin/ubench --policy "$1" --cases revoke --memory tmpfs --pages 8 --loops 1 \
	--warmups 0 >/dev/null
echo 0 >$tracing/events/rvk/enable
grep -v '^#' $tracing/trace
