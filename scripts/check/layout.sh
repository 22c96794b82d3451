#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# layout.sh - the rules of CONTRIBUTING.md that a script can see
# usage: layout.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$top/scripts/sources.sh" . >"$work/all"
failed=0

# What the files of a folder may include, as CONTRIBUTING.md draws it: the first
# row that fits a file's name counts.
kernel='<(linux|asm|trace|rdma)/'
cat >"$work/may" <<END
policies/		$kernel|"policies/
kbench/kb_uapi		<(linux/|assert)|"kbench/kb_uapi
kbench/			$kernel|"(kbench|policies)/|"kb_(cases|devices).h
lib/			<|"lib/
guest/			<|"(guest|lib)/|"kbench/kb_uapi
ubench/			<|"(ubench|guest/lib|lib)/|"kbench/kb_uapi
host/			<|"(host|lib|reports/model|reports/stat)/|"kbench/kb_uapi
reports/sections/	<|"(reports/(model|stat|doc|views)|lib)/
reports/		<|"(reports|lib)/
END

# shellcheck disable=SC2016 # awk's own $
rules='
function bad(text) { print FILENAME ":" FNR ": " text; failed = 1 }
function ends()
{
	if (last && !spdx) {
		print last ": no SPDX GPL-2.0-only at the top"
		failed = 1
	}
}
FILENAME == ARGV[1] { folder[++nr] = $1; may[nr] = $2; next }
FNR == 1 {
	ends()
	spdx = 0
	last = FILENAME
	name = FILENAME
	sub(".*/", "", name)
	is_c = name ~ /\.(c|h|cc)$/
	for (row = 1; row <= nr && index(FILENAME, folder[row]) != 1; row++);
	if (name ~ /\.(cc|cpp|cxx|hpp|hh)$/ && FILENAME != "ubench/ub_gbench.cc")
		bad("the only C++ is ubench/ub_gbench.cc")
	if (FILENAME ~ /^scripts\/.*\.(c|h|cc|py)$/)
		bad("scripts/ is shell: programs are in host/ or guest/")
}
FNR <= 2 && /SPDX-License-Identifier[:] GPL-2.0-only/ { spdx = 1 }
FNR == 2 && is_c && (index($0, "/* " name " - ") != 1 || !/ \*\/$/) {
	bad("line 2 is not /* " name " - one line */")
}
FNR == 401 && name !~ /CMakeLists|Kbuild/ {
	bad("more than 400 lines: split by noun")
}
is_c && FILENAME != "policies/rvk_compat.h" &&
/(^|[^A-Z_])(LINUX_VERSION_CODE|KERNEL_VERSION)([^A-Z_]|$)/ {
	bad("kernel versions belong into policies/rvk_compat.h")
}
is_c && $1 == "#include" && row <= nr && $2 !~ "^(" may[row] ")" {
	bad("may not include " $2 ": see CONTRIBUTING.md")
}
END {
	ends()
	exit failed
}'
grep -E '\.([ch]|cc|cpp|cxx|hpp|hh|sh|gp)$|CMakeLists.txt$|Kbuild$|^revokebench$|^\.ci/run$|^scripts/.*\.py$' \
	"$work/all" | xargs awk "$rules" "$work/may" || failed=1

grep -E '^(kbench/(cases|devices)|guest/(checks|scenes|users|memory)|ubench/cases|reports/(sections|formats))/[^/]*$' \
	"$work/all" | grep -vE '/[a-z0-9_]+\.c$|/README\.md$' |
	sed 's/$/: a registry holds members only, NAME.c each/' >"$work/bad"

grep '/README.md$' "$work/all" | while read -r file; do
	lines=$(wc -l <"$file")
	[ "$lines" -le 60 ] || echo "$file: $lines lines, more than 60"
	headings=$(sed -n 's/^## //p' "$file" | tr '\n' /)
	[ "$headings" = 'What/Files/Add one/Run one/Contract/' ] ||
		echo "$file: headings are $headings, not What/Files/Add one/Run one/Contract/"
done >>"$work/bad"
for folder in policies kbench guest ubench host lib reports plots scripts; do
	[ ! -d $folder ] || [ -e $folder/README.md ] ||
		echo "$folder: has no README.md"
done >>"$work/bad"
[ ! -s "$work/bad" ] || {
	cat "$work/bad"
	failed=1
}
exit $failed
