#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_users.sh - in the guest: policies on pins that a real user took
# usage: guest_users.sh
exec kb_adopt --users=io_uring,rdma,vfio --samples=1 --check
