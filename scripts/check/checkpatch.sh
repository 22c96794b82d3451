#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# checkpatch.sh - checkpatch.pl --strict has nothing to say
# usage: checkpatch.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
checkers=$("$top/scripts/checkers.sh") || skip "no checkpatch.pl to be had"

# check IGNORED PATHSPEC...
check()
{
	ignored=$1
	shift
	# shellcheck disable=SC2046 # our names have no blanks
	set -- $("$top/scripts/sources.sh" "$@")
	[ $# -eq 0 ] || "$checkers/checkpatch.pl" --no-tree --strict --terse \
		--show-types --no-summary ${ignored:+--ignore "$ignored"} \
		-f "$@" || failed=1
}

failed=0
compat=policies/rvk_compat.h
check '' 'policies/*.[ch]' 'kbench/*.[ch]' ":!$compat" ':!*_uapi.h'
# It exists to compare versions; KERNEL_VERSION() is taken for a constant.
check LINUX_VERSION_CODE,CONSTANT_COMPARISON $compat
# BIT() is not there for userspace; checkpatch itself lets include/uapi off.
check BIT_MACRO '*_uapi.h'
# Userspace has no u64, and CMUnitTest and the like are other people's names.
check PREFER_KERNEL_TYPES,CAMELCASE '*.[ch]' ':!policies/*' ':!kbench/*'
exit $failed
