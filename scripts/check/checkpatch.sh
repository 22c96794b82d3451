#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# checkpatch.sh - checkpatch.pl --strict reports nothing
# usage: checkpatch.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
checkers=$("$top/scripts/checkers.sh") || skip "no checkpatch.pl to be had"
# checkpatch.pl leaves an empty list of names in the current folder.
trap 'rm -f .checkpatch-camelcase.*' EXIT

# check IGNORED PATHSPEC...
check()
{
	ignored=$1
	shift
	files=$("$top/scripts/sources.sh" "$@")
	# shellcheck disable=SC2086 # our names have no blanks
	[ -z "$files" ] || "$checkers/checkpatch.pl" --no-tree --strict \
		--terse --show-types --no-summary \
		${ignored:+--ignore "$ignored"} -f $files || failed=1
}

failed=0
compat=policies/rvk_compat.h
trace=policies/rvk_trace.h
set -- 'policies/*.[ch]' 'kbench/*.[ch]' ":!$compat" ":!$trace" ':!*_uapi*.h'
check '' "$@"
# TRACE_EVENT() is laid out as in the kernel's include/trace/events/.
check OPEN_ENDED_LINE,PARENTHESIS_ALIGNMENT $trace
# rvk_compat.h compares versions; checkpatch takes KERNEL_VERSION() for a constant.
# An argument that some releases lack is a macro that begins with its comma.
check LINUX_VERSION_CODE,CONSTANT_COMPARISON,COMPLEX_MACRO,SPACING $compat
# Userspace lacks BIT(); checkpatch itself exempts include/uapi only.
check BIT_MACRO '*_uapi*.h'
# Userspace has no u64, BIT(), __printf() and READ_ONCE(); CMUnitTest and the
# like are names of other projects; long messages are folded and may contain a
# function's name; execv() and mkdtemp() take arrays that are not const;
# clang-format ends a line with a parenthesis where it must; a macro for a row
# of a table uses its argument as a name and as a string; one that walks an
# array takes the name of a member, which cannot stand in parentheses.
user=PREFER_KERNEL_TYPES,BIT_MACRO,PREFER_DEFINED_ATTRIBUTE_MACRO,VOLATILE
user=$user,CAMELCASE,SPLIT_STRING,EMBEDDED_FUNCTION_NAME
user=$user,STATIC_CONST_CHAR_ARRAY,OPEN_ENDED_LINE,MACRO_ARG_REUSE
user=$user,MACRO_ARG_PRECEDENCE
html='reports/html/*.c'
check $user '*.[ch]' ':!policies/*' ':!kbench/*' ":!$html"
# checkpatch takes the tag thead for a misspelt thread.
check $user,TYPO_SPELLING "$html"
exit $failed
