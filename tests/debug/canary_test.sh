#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# canary_test.sh - plant one bug a boot: the detector that is silent is no good
# usage: canary_test.sh KERNEL
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC2154
set -eu
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/../vm/lib.sh"
# shellcheck source=tests/debug/lib.sh
. "$(dirname "$0")/lib.sh"

use_debug_kernel "$1"
make_kfault
cp "$(dirname "$0")/guest_canary.sh" "$work/root/bin"
make_guest

# canary FAULT DETECTOR LINE: what it must say, and of our module
canary()
{
	# shellcheck disable=SC2086 # a list of words
	run_vm "$1" $patience --memory 768 --append "$quick" -- guest_canary.sh "$1"
	if [ "$code" -eq 5 ] && first_line "^vm: [a-z-]*: .*$3" &&
		grep -aq 'kfault_init\|kfault\]' "$cell/console.log" \
			"$cell/stdio.log"; then
		ok "$2 notices $1"
	else
		not_ok "MISS: $2 is silent about $1 (exit code $code)"
	fi
}

canary leak kmemleak 'kmemleak: [0-9]* new suspected memory leaks'
canary use_after_free KASAN 'KASAN: .*use-after-free in use_after_free'
canary abba lockdep 'possible circular locking dependency'
canary sleep_in_atomic DEBUG_ATOMIC_SLEEP 'sleeping function called from inval'
canary shift UBSAN 'UBSAN: shift-out-of-bounds'
canary list DEBUG_LIST 'list_add double add\|kernel BUG at lib/list_debug'
finish
