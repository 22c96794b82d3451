#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# canary_test.sh - plant a bug that ends the kernel: its detector must report it
# usage: canary_test.sh KERNEL
#
# Detectors that let the kernel run on are tested at the end of each boot of the
# lane, see guest_debug.sh.
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
# shellcheck source=tests/debug/lib.sh
. "$(dirname "$0")/lib.sh"

use_debug_kernel "$1"
make_kfault
make_guest
# shellcheck disable=SC2086 # lists of words
run_vm list $patience --memory 768 --append "$quick" -- insmod /kfault.ko how=list
expect 5 FAIL guest-panic 'list_add double add\|kernel BUG at lib/list_debug' kfault
finish
