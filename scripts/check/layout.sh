#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# layout.sh - the rules of CONTRIBUTING.md that a script can see
# usage: layout.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
list=$(mktemp)
trap 'rm -f "$list"' EXIT

# each PATHSPEC...: run `rule FILE` for every such file
each()
{
	"$top/scripts/sources.sh" "$@" >"$list"
	while read -r file; do rule; done <"$list"
}

bad()
{
	echo "$file: $*"
	failed=1
}
failed=0

rule()
{
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-only' ||
		bad "no SPDX GPL-2.0-only at the top"
}
each '*.[ch]' '*.cc' '*.sh' '*.gp' '*CMakeLists.txt' '*Kbuild' revokebench \
	.ci/run

rule()
{
	case $(sed -n 2p "$file") in
	"/* ${file##*/} - "*' */')	: ;;
	*)	bad "line 2 is not /* ${file##*/} - one line */" ;;
	esac
}
each '*.[ch]' '*.cc'

rule()
{
	! grep -nE '\b(LINUX_VERSION_CODE|KERNEL_VERSION)\b' "$file" ||
		bad "kernel versions belong into policies/rvk_compat.h"
}
each '*.[ch]' ':!policies/rvk_compat.h'

rule()
{
	[ "$file" = ubench/ub_gbench.cc ] ||
		bad "the only C++ is ubench/ub_gbench.cc"
}
each '*.cc' '*.cpp' '*.cxx' '*.hpp' '*.hh'

rule()
{
	lines=$(wc -l <"$file")
	[ "$lines" -le 400 ] || bad "$lines lines, more than 400: split by noun"
}
each '*.[ch]' '*.cc' '*.sh' '*.gp' revokebench

rule()
{
	lines=$(wc -l <"$file")
	[ "$lines" -le 60 ] || bad "$lines lines, more than 60"
	headings=$(sed -n 's/^## //p' "$file" | tr '\n' /)
	[ "$headings" = 'What/Files/Add one/Run one/Contract/' ] ||
		bad "headings are $headings, not What/Files/Add one/Run one/Contract/"
}
each '*/README.md'

for file in policies kbench ubench reports plots scripts; do
	[ ! -d $file ] || [ -e $file/README.md ] || bad "has no README.md"
done
exit $failed
