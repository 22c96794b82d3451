#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_users.sh - in the guest: policies on pins that real users took
# usage: guest_users.sh SECONDS SEED    of kb_torture_users
#
# kb_adopt wants the policies' parameters as they are; the torture sets them. The
# sweep comes last: 6.1 leaks pins of io_uring that it makes fail.
set -eu

kb_adopt --users=io_uring,rdma,vfio --samples=1 --check
# The host accepts one frame: that of kb_adopt
RVB_RESULT_FD=9 kb_torture_users --users=io_uring,rdma,vfio --seconds "$1" \
	--seed "$2" 9> /dev/null
echo Y > /sys/kernel/debug/failslab/cache-filter
RVB_RESULT_FD=9 kb_sweep --users 9> /dev/null
