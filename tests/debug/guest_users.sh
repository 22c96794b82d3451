#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_users.sh - in the guest: policies on pins that a real user took
# usage: guest_users.sh
#
# The debug kernel has neither RDMA nor an IOMMU: io_uring takes them.
exec kb_adopt --users=io_uring --samples=1 --check
