#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kmod.sh - build all modules for one kernel, out of source, print their folder
# usage: [C=1] kmod.sh KERNELDIR
#
# The folder's file `compiler` names the compiler. Does nothing when nothing
# changed. Where the kernel has tools/, they build (see toolroot.sh). C=1 runs
# sparse over every file and treats its warnings as errors.
set -eu
. "$(dirname "$0")/env.sh"

[ $# -eq 1 ] || die usage "usage: $(sed -n 's/^# usage: //p' "$0")"
kernel=$(cd "$1" 2>/dev/null && pwd -P) || die usage "$1: no such folder"
[ -r "$kernel/release" ] ||
	die usage "$1: no file 'release' in it; see scripts/kernels.sh get"
[ -e "$kernel/headers/Makefile" ] ||
	die usage "no headers of kernel $(cat "$kernel/release") are left in" \
		"Debian's archive, so no module can be built for it: survey" \
		"and run --cases 'u*' need none"
release=$(cat "$kernel/release")
out=$(modules_of "$kernel")
src=$out/src
mkdir -p "$src"

exec 9>"$out/.lock"
flock 9

# first_of TEXT COMMAND...: print the first command whose --version begins with TEXT
first_of()
{
	text=$1
	shift
	for cc; do
		case $("$cc" --version 2>/dev/null | head -n 1) in
		"$text"*)	echo "$cc"; return ;;
		esac
	done
	die usage "the kernel was built by '$text', which is not here:" \
		"install it, or build the kernel by another compiler"
}

# compiler: print what make needs to be told of the compiler of a kernel of one's
# own: the one that built it. Debian's headers name theirs.
compiler()
{
	[ ! -e "$kernel/headers/.kernelvariables" ] || return 0
	text=$(sed -n 's/^CONFIG_CC_VERSION_TEXT="\(.*\)"$/\1/p' "$kernel/config")
	[ "$text" ] || return 0
	major=$(echo "$text" | sed 's/.* \([0-9][0-9]*\)\.[0-9][0-9.]*.*/\1/')
	case $text in
	*clang*)
		cc=$(first_of "${text%%.*}" "clang-$major" clang) || exit
		if grep -q '^CONFIG_LD_IS_LLD=y' "$kernel/config"; then
			echo "LLVM=${cc#clang}" | sed 's/=$/=1/'
		else
			echo "CC=$cc"
		fi ;;
	*)	# By another name the same gcc prints another first word
		word=${text%% *}
		for cc in "$word" "gcc-$major" gcc; do
			version=$("$cc" -dumpversion 2>/dev/null) || continue
			[ "${version%%.*}" != "$major" ] || {
				echo "CC=$cc"
				return
			}
		done
		first_of "$text" ;;
	esac
}

# Hash all inputs. The build folder is one: objects name it in their
# dependencies, so a moved build starts from nothing.
cd "$top"
files=$(find policies kbench tests/kmod -name '*.[ch]' -o -name Kbuild | sort)
stamp=$(
	{
		echo "$src $kernel $release"
		cat "$kernel/headers/Module.symvers" "$0"
		if [ -e "$kernel/tools" ]; then
			readlink -f "$kernel/tools"
		else
			gcc --version
		fi
		# shellcheck disable=SC2086 # no blanks in our own names
		sha256sum $files
	} | sha256sum
)

# done_with FILE: succeed if that was made of the same inputs
done_with()
{
	[ "$stamp" = "$(cat "$out/$1" 2>/dev/null)" ]
}

# On a debug kernel instrument our modules, so that coverage counts them only
instrument=
if grep -qs '^CONFIG_GCOV_KERNEL=y' "$kernel/config"; then
	instrument="GCOV_PROFILE=y KCOV_INSTRUMENT=y"
fi
tools=
[ ! -e "$kernel/tools" ] || tools="$here/toolroot.sh in $kernel"

# kbuild VARIABLE...: make the modules. Leave BTF out: its bytes depend on pahole's
# version, and nothing reads it
kbuild()
{
	cc=$(compiler) || exit
	# shellcheck disable=SC2086 # a list of words
	$tools make -s -C "$kernel/headers" M="$src" -j"$(nproc)" $instrument $cc \
		CONFIG_DEBUG_INFO_BTF_MODULES= \
		KCFLAGS="-Werror -ffile-prefix-map=$src/= -ffile-prefix-map=$kernel/=" \
		"$@" modules >&2
}

# finish: check the sources that were built, if that is asked for
finish()
{
	if [ "${C:-}" ] && ! done_with .sparse; then
		kbuild C=2 CF=-Wsparse-error
		echo "$stamp" >"$out/.sparse"
	fi
	echo "$out"
	exit
}

! done_with .stamp || finish
rm -f "$out/.stamp" "$out"/*.ko "$out"/tests/*.ko "$out"/adopt/*.ko

# kbuild writes next to its sources: give it a tree of links to them
find "$src" -type l -delete
for file in $files; do
	mkdir -p "$src/$(dirname "$file")"
	ln -s "$top/$file" "$src/$file"
done
echo 'obj-m += policies/ kbench/ kbench/adopt/ tests/kmod/' >"$src/Kbuild"

# The gate redirects functions that no header declares. The kernel's own BTF has
# their prototypes; a kernel without BTF is taken at its word.
known='void evict(struct inode * inode);
long int do_ftruncate(struct file * file, loff_t length, int small);
int do_ftruncate(struct file * file, loff_t length, unsigned int flags);'
for name in evict do_ftruncate; do
	proto=$(pfunct -F btf -P -f $name "$kernel/vmlinux" 2>/dev/null) || proto=
	[ -z "$proto" ] || echo "$known" | grep -qxF "$proto" || die usage \
		"$release has another $name() than policies/rvk_call.c: $proto"
done

kbuild

# Copy what this build made: a .ko may be left of a source that was removed.
# Since 6.13 the paths are relative to $src.
# Those of tests/ and of kbench/adopt/ have folders of their own: only who names
# one gets it.
mkdir -p "$out/tests" "$out/adopt"
sed 's/\.k*o$/.ko/' "$src/modules.order" | while read -r ko; do
	case $ko in
	/*) ;;
	*)	ko=$src/$ko ;;
	esac
	case $ko in
	"$src"/tests/kmod/*) cp "$ko" "$out/tests" ;;
	"$src"/kbench/adopt/*) cp "$ko" "$out/adopt" ;;
	*)		cp "$ko" "$out" ;;
	esac
done
# Record the compiler that the modules name, for results.json
readelf -p .comment "$out/kbench.ko" |
	sed -n '/GCC:\|clang/{s/.*] *//; s/^GCC: /gcc /p; t; p}' | head -n 1 \
	>"$out/compiler"
echo "$stamp" >"$out/.stamp"
finish
