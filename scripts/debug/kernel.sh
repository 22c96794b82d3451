#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernel.sh - build a kernel with the kernel's own detectors from Debian's source
# usage: kernel.sh inputs SERIES    print the sha256 of the build's inputs
#        kernel.sh build SERIES DIR build into a new folder as of kernels.sh
#
# SERIES is 6.1 or 6.12. guest.config has what the guest needs, detect.config the
# detectors, SERIES.config what only this series has. All else is off; the build
# fails if .config lacks one of these lines.
set -eu
. "$(dirname "$0")/../env.sh"
debug=$top/scripts/debug
usage='usage: kernel.sh inputs SERIES | build SERIES DIR'

# fragment SERIES: print all lines that .config must have
fragment()
{
	cat "$debug/guest.config" "$debug/detect.config" "$debug/$1.config" |
		sed '/^#/d'
}

inputs()
{
	{ fragment "$1"; cat "$debug/kernel.sh"; } | sha256sum | cut -c1-64
}

# Unpack the source into the current folder as linux/
unpack()
{
	wanted=$("$here/../fetch.sh" list "linux-source-$1") || {
		"$here/../fetch.sh" update || :
		wanted=$("$here/../fetch.sh" list "linux-source-$1") ||
			die harness "apt has no package linux-source-$1"
	}
	mkdir debs linux
	echo "$wanted" | "$here/../fetch.sh" get "$PWD/debs" ||
		die harness "linux-source-$1 could not be fetched: see above"
	dpkg-deb --fsys-tarfile debs/*.deb |
		tar -xO --wildcards '*.tar.xz' | tar -xJ --strip-components=1 \
		-C linux
	rm debs/*.deb
}

kmake()
{
	nice make -s -C linux CC=gcc-12 HOSTCC=gcc-12 \
		KBUILD_BUILD_TIMESTAMP=2020-01-01 KBUILD_BUILD_USER=debug \
		KBUILD_BUILD_HOST=revokebench "$@" >log 2>&1 </dev/null || {
		tail -n 20 log >&2
		die harness "make $* of the debug kernel failed: see above"
	}
}

configure()
{
	fragment "$1" >wanted
	kmake KCONFIG_ALLCONFIG="$PWD/wanted" allnoconfig
	if grep -vxFf linux/.config wanted >lost; then
		die harness "the kernel's configuration lost" \
			"$(tr '\n' ' ' <lost)"
	fi
}

# headers DIR: copy what modules are built with, as in Debian's linux-headers
headers()
{
	(cd linux && {
		find . arch/x86 -maxdepth 1 -name 'Makefile*'
		find include scripts arch/x86/include -type f -o -type l
		find arch/x86 -name module.lds -o -name 'Kbuild.platforms' \
			-o -name Platform
		find tools/objtool -name objtool -type f
		echo .config
		echo Module.symvers
	} | cpio --quiet -pdum "$1")
}

install_into()
{
	release=$(cat linux/include/config/kernel.release)
	kmake INSTALL_MOD_PATH="$1" INSTALL_MOD_STRIP=1 modules_install
	mkdir "$1/headers"
	headers "$1/headers"
	ln -sfn ../../../headers "$1/lib/modules/$release/build"
	rm -f "$1/lib/modules/$release/source"
	cp linux/arch/x86/boot/bzImage "$1/vmlinuz"
	ln -s headers/.config "$1/config"
	cp debs/packages "$1/packages"
	echo "$release" >"$1/release"
}

build()
{
	work=$(mktemp -d "$2.work.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM HUP
	mkdir -p "$2"
	dir=$(cd "$2" && pwd)
	cd "$work"
	say "building the debug kernel $1: 15 minutes on two cores, once"
	unpack "$1"
	configure "$1"
	kmake -j"$(nproc)" bzImage modules
	install_into "$dir"
}

case $#:${1-} in
2:inputs)	inputs "$2" ;;
3:build)	build "$2" "$3" ;;
*)		die usage "$usage" ;;
esac
