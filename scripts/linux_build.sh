#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# linux_build.sh - build a commit of a kernel tree, print the path of its vmlinuz
# usage: linux_build.sh DIR COMMIT
#
# DIR has linux/, a git worktree, and config (see linux.sh). What is built stays in
# out/ beside it, so that the next commit builds only what it changed; for ccache
# all paths are relative to DIR, and objects of another DIR will do.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 2 ] || die usage 'usage: linux_build.sh DIR COMMIT'
dir=$1
commit=$2
out=$dir/out

kmake()
{
	# One name and one date for all, or a figure could depend on them.
	make -s -C "$dir/linux" O="$out" LOCALVERSION= KBUILD_BUILD_VERSION=1 \
		KBUILD_BUILD_TIMESTAMP=2020-01-01 KBUILD_BUILD_USER=user \
		KBUILD_BUILD_HOST=revokebench "$@" >"$dir/log" 2>&1 </dev/null || {
		tail -n 20 "$dir/log" >&2
		die nothing "make of $(printf %.12s "$commit") failed: see above" \
			"and $dir/log"
	}
}

[ "$commit" != "$(cat "$out/commit" 2>/dev/null)" ] || {
	echo "$out/install/vmlinuz"
	exit
}
say "building $(git -C "$dir/linux" log -1 --format='%h %s' "$commit")"
git -C "$dir/linux" checkout -q --force --detach "$commit" ||
	die harness "git could not check it out in $dir/linux: see above"
mkdir -p "$out"
rm -rf "$out/commit" "$out/install"
[ ! -d /usr/lib/ccache ] || PATH=/usr/lib/ccache:$PATH
export PATH CCACHE_BASEDIR="${CCACHE_BASEDIR:-$dir}" CCACHE_NOHASHDIR=1
if grep -q '^# Linux/' "$dir/config"; then
	cp "$dir/config" "$out/.config"
	kmake olddefconfig
else	# what there has to be, as of kernels config: all else is off
	kmake KCONFIG_ALLCONFIG="$dir/config" allnoconfig
fi
kmake -j"$(nproc)" bzImage modules
kmake INSTALL_MOD_PATH="$out/install" INSTALL_MOD_STRIP=1 modules_install
cp "$out/arch/x86/boot/bzImage" "$out/install/vmlinuz"
echo "$commit" >"$out/commit"
echo "$out/install/vmlinuz"
