#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage: [C=1] scripts/kmod.sh KERNELDIR
#
# Builds all modules for one kernel, out of source, into
# ${REVOKEBENCH_BUILD:-build}/kmod/RELEASE/ and prints that folder; the file
# `compiler` in it names theirs. Does nothing when nothing changed. C=1 runs sparse over every file; its warnings are errors.
set -eu

usage() {
	echo "usage: [C=1] scripts/kmod.sh KERNELDIR" >&2
	exit 2
}

die() {
	echo "kmod.sh: $*" >&2
	exit 2
}

[ $# -eq 1 ] || usage
kernel=$(cd "$1" 2>/dev/null && pwd) || die "$1: no such folder"
[ -r "$kernel/release" ] ||
	die "$1: no file 'release' in it; see scripts/kernels.sh get"
[ -e "$kernel/headers/Makefile" ] ||
	die "$1: no kernel headers in it; see scripts/kernels.sh get"
release=$(cat "$kernel/release")
top=$(cd "$(dirname "$0")/.." && pwd)
out=${REVOKEBENCH_BUILD:-$top/build}/kmod/$release
mkdir -p "$out/src"
out=$(cd "$out" && pwd)
src=$out/src

exec 9>"$out/.lock"
flock 9

# What the result depends on. The folder's name is in it: objects name it in
# their dependencies, so a moved build starts anew.
cd "$top"
files=$(find policies kbench tests/kmod -name '*.[ch]' -o -name Kbuild | LC_ALL=C sort)
stamp=$(
	{
		echo "$src $kernel $release ${C:-0}"
		cat "$kernel/headers/Module.symvers" "$0"
		gcc --version
		# shellcheck disable=SC2086 # no blanks in our own names
		sha256sum $files
	} | sha256sum
)
if [ "$stamp" = "$(cat "$out/.stamp" 2>/dev/null)" ]; then
	echo "$out"
	exit 0
fi
rm -f "$out/.stamp" "$out"/*.ko

# kbuild writes beside its sources, so it gets a tree of links to ours
find "$src" -type l -delete
for file in $files; do
	mkdir -p "$src/$(dirname "$file")"
	ln -s "$top/$file" "$src/$file"
done
echo 'obj-m += policies/ kbench/ tests/kmod/' >"$src/Kbuild"

# A debug kernel counts what is run of our modules, and of nothing else
instrument=
if grep -qs '^CONFIG_GCOV_KERNEL=y' "$kernel/config"; then
	instrument="GCOV_PROFILE=y KCOV_INSTRUMENT=y CC=gcc-12"
fi

# No BTF: it depends on the version of pahole, and nothing here reads it
# shellcheck disable=SC2086 # a list of words
make -s -C "$kernel/headers" M="$src" -j"$(nproc)" $instrument \
	CONFIG_DEBUG_INFO_BTF_MODULES= \
	KCFLAGS="-Werror -ffile-prefix-map=$src/= -ffile-prefix-map=$kernel/=" \
	${C:+C=2 CF=-Wsparse-error} \
	modules >&2

# Not all that lies about: a module may be left of a source that is gone
sed 's/\.k*o$/.ko/' "$src/modules.order" | while read -r ko; do
	cp "$ko" "$out"
done
# For the results: what the modules say that they were compiled with
readelf -p .comment "$out/kbench.ko" |
	sed -n '/GCC/{s/.*GCC: /gcc /p;q}' >"$out/compiler"
echo "$stamp" >"$out/.stamp"
echo "$out"
