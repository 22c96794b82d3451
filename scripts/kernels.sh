#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernels.sh - keep Debian's kernels and their headers in a cache
# usage: kernels.sh get NAME|FILE      fetch if need be, print its folder
#        kernels.sh path NAME|FILE     print the folder of a cached kernel
#        kernels.sh check NAME|FILE    refuse one that does not exist
#        kernels.sh list               NAME RELEASE yes|no FOLDER, by tabs
#
# NAME is 6.1, 6.12 (the newest of that series with headers), a release such
# as 6.1.0-56-amd64, or 6.1-debug, 6.12-debug, which are built from Debian's
# source (see debug/); FILE is a bzImage of your own. A folder has vmlinuz,
# vmlinux (unpacked from it by vmlinux.sh), config, release, headers/,
# lib/modules/RELEASE/ and, from Debian, packages (sha256 and file of each). A
# name keeps its kernel until its link in CACHE/kernels/names/ is removed, so
# that figures stay comparable; that of a debug kernel, until its configuration
# changes.
set -eu
. "$(dirname "$0")/env.sh"
kernels=$cache/kernels
series='6.1 6.12'
debug='6.1-debug 6.12-debug'

unknown()
{
	die usage "no kernel '$1': there are $(list |
		awk '{ printf "%s, ", $1 }')or the path of a bzImage"
}

prepare_cache()
{
	mkdir -p "$kernels/names" 2>/dev/null || :
	[ -w "$kernels/names" ] ||
		die usage "cannot write $kernels: set XDG_CACHE_HOME"
	exec 9>"$kernels/lock"
	flock 9
	rm -rf "$kernels"/new.*
	new=$(mktemp -d "$kernels/new.XXXXXX")
	trap 'rm -rf "$new"' EXIT
	trap 'exit 130' INT TERM HUP
}

# cached NAME: print its folder; 1 if it is not in the cache
cached()
{
	[ -e "$kernels/names/$1/release" ] || return
	case " $debug " in
	*" $1 "*) [ "$(cat "$kernels/names/$1/inputs")" = "$(inputs "$1")" ] ||
			return ;;
	esac
	unpacked "$(readlink -f "$kernels/names/$1")"
}

# unpacked FOLDER: print it, after making its vmlinux if it has none
unpacked()
{
	[ -e "$1/vmlinux" ] ||
		(cd "$1" && "$here/vmlinux.sh" vmlinuz vmlinux) || exit
	echo "$1"
}

# inputs NAME: print one hash of all inputs of a debug kernel
inputs()
{
	"$here/debug/kernel.sh" inputs "${1%-debug}"
}

# releases NAME: print the releases that apt has of a series, newest first
releases()
{
	case $1 in
	*-amd64)
		echo "$1"
		;;
	*)
		apt-cache pkgnames "linux-image-$1." | sed -n \
			"s/^linux-image-\($1\.[^-]*\(-[0-9]*\)\{0,1\}-amd64\)\$/\1/p" |
			sort -Vr
		;;
	esac
}

# resolve NAME: set release, write its packages to $new/wanted
resolve()
{
	for release in $(releases "$1"); do
		more=$(apt-cache depends "linux-headers-$release" 2>/dev/null |
			sed -n 's/^ *Depends: \(linux-headers-.*-common\)$/\1/p
				s/^ *Depends: \(linux-kbuild-.*\)$/\1/p')
		# shellcheck disable=SC2086 # a list of words
		[ "$more" ] && "$here/fetch.sh" list "linux-image-$release" \
			"linux-headers-$release" $more >"$new/wanted" && return
	done
	return 1
}

# Make the absolute paths in Debian's packages relative, so that the folder works
# wherever the cache is.
relocate()
{
	headers=usr/src/linux-headers-$release
	common=$(sed -n 's|^include /usr/src/\(.*\)/Makefile$|\1|p' \
		"$headers/Makefile") && [ "$common" ] &&
	printf 'include %s../%s/Makefile\n' \
		"\$(dir \$(lastword \$(MAKEFILE_LIST)))" "$common" \
		>"$headers/Makefile" &&
	ln -sfn "../../../$headers" "lib/modules/$release/build" &&
	ln -sfn "../../../usr/src/$common" "lib/modules/$release/source" &&
	ln -s "$headers" headers &&
	ln -s "boot/vmlinuz-$release" vmlinuz &&
	ln -s "boot/config-$release" config &&
	depmod -b . "$release" &&
	[ -s vmlinuz ] && [ -s config ] && [ -d headers/scripts/mod ] &&
	echo "$release" >release
}

# fetch: unpack into a new folder, then rename it, so that a folder is complete
fetch()
{
	mkdir "$new/debs" "$new/tree" &&
	"$here/fetch.sh" get "$new/debs" <"$new/wanted" &&
	for deb in "$new"/debs/*.deb; do
		dpkg-deb -x "$deb" "$new/tree" || return 1
	done &&
	cp "$new/debs/packages" "$new/tree/packages" &&
	(cd "$new/tree" && relocate) &&
	mv -T "$new/tree" "$folder"
}

# link NAME FOLDER
link()
{
	ln -s "../${2##*/}" "$new/link.$1" &&
	mv -T "$new/link.$1" "$kernels/names/$1"
}

# build_debug NAME: build it into a folder that is named by its inputs
build_debug()
{
	cached "$1" && return
	"$here/setup.sh" debug
	prepare_cache
	cached "$1" && return
	folder=$kernels/debug-$(inputs "$1" | cut -c1-16)
	"$here/debug/kernel.sh" build "${1%-debug}" "$new/tree"
	inputs "$1" >"$new/tree/inputs"
	rm -rf "$folder"
	mv -T "$new/tree" "$folder"
	link "$1" "$folder"
	cached "$1"
}

# image FILE: refuse what is no bzImage
image()
{
	[ -f "$1" ] || die usage "no such kernel image: $1"
	[ "$(tail -c +515 "$1" | head -c 4 | tr -d '\0')" = HdrS ] ||
		die usage "$1: not a bzImage"
}

# known NAME: refuse a name that is not in the cache and that apt does not have
known()
{
	case " $series $debug " in
	*" $1 "*)			return 0 ;;
	esac
	[ ! -e "$kernels/names/$1/release" ] || return 0
	case $1 in
	*[!0-9A-Za-z.+~-]* | [!0-9]*)	unknown "$1" ;;
	[0-9]*.*-amd64)			: ;;
	[0-9]*.*[!0-9]* | *[!0-9.]*)	unknown "$1" ;;
	[0-9]*.[0-9]*)			: ;;
	*)				unknown "$1" ;;
	esac
	command -v apt-get >/dev/null || die harness "kernel $1 is not in" \
		"$kernels and there is no apt here: use --kernel FILE"
	for try in 1 2; do
		[ $try = 1 ] || "$here/fetch.sh" update || :
		for release in $(releases "$1"); do
			! apt-cache show --no-all-versions \
				"linux-image-$release" >/dev/null 2>&1 ||
				return 0
		done
	done
	unknown "$1"
}

check()
{
	case $1 in
	*/*)	image "$1" ;;
	*)	if [ -f "$1" ]; then image "$1"; else known "$1"; fi ;;
	esac
}

get()
{
	case " $debug " in
	*" $1 "*)	build_debug "$1"; return ;;
	esac
	check "$1"
	case $1 in
	*/*)	own "$1"; return ;;
	*)	[ ! -f "$1" ] || { own "./$1"; return; } ;;
	esac
	cached "$1" && return
	command -v apt-get >/dev/null || die harness "kernel $1 is not in" \
		"$kernels and there is no apt here: use --kernel FILE"
	"$here/setup.sh" run
	prepare_cache
	cached "$1" && return
	for try in 1 2; do
		[ $try = 1 ] || "$here/fetch.sh" update || :
		resolve "$1" || continue
		folder=$kernels/$(cut -d' ' -f1 "$new/wanted" | sort |
			sha256sum | cut -c1-16)
		[ -e "$folder/release" ] || {
			say "fetching kernel $release into $kernels"
			rm -rf "$new/debs" "$new/tree"
			fetch || continue
		}
		link "$release" "$folder"
		[ "$1" = "$release" ] || link "$1" "$folder"
		cached "$1"
		return
	done
	die harness "kernel $1 could not be fetched: see above, and check" \
		"the network, apt's sources and the room in $kernels"
}

# own FILE: make a folder of links to an image that is not from Debian
own()
{
	"$here/setup.sh" run
	file=$(readlink -f "$1")
	fit "$file" "move the kernel"
	release=$(file -b "$file" |
		sed -n 's/.*bzImage, version \([^ ,]*\).*/\1/p')
	[ "$release" ] || die usage "$1: not a bzImage"
	dir=${file%/*}
	for modules in "$dir/lib/modules/$release" \
		"$dir/../lib/modules/$release" "/lib/modules/$release" ''; do
		[ ! -e "$modules/build/Makefile" ] || break
	done
	[ "$modules" ] || die usage "no modules and headers of $release in" \
		"$dir/lib/modules, $dir/../lib/modules or /lib/modules" \
		"(RELEASE/build must lead to the headers)"
	modules=$(readlink -f "$modules")
	fit "$(readlink -f "$modules/build")" "move the kernel's headers"
	prepare_cache
	folder=$kernels/own-$(printf '%s\n' "$file" "$modules" |
		sha256sum - "$file" | sha256sum | cut -c1-16)
	[ -e "$folder/release" ] || {
		mkdir -p "$new/tree/lib/modules"
		ln -s "$file" "$new/tree/vmlinuz"
		ln -s "$(readlink -f "$modules/build")" "$new/tree/headers"
		ln -s headers/.config "$new/tree/config"
		ln -s "$modules" "$new/tree/lib/modules/$release"
		echo "$release" >"$new/tree/release"
		mv -T "$new/tree" "$folder"
	}
	unpacked "$folder"
}

path()
{
	case $1 in
	*/*)	[ -f "$1" ] || die usage "no such kernel image: $1"
		own "$1" ;;
	*)	cached "$1" && return
		[ ! -f "$1" ] || { own "./$1"; return; }
		known=$(list | awk -v name="$1" '$1 == name')
		[ "$known" ] || unknown "$1"
		die usage "kernel $1 is not in the cache:" \
			"./revokebench kernels get $1" ;;
	esac
}

list()
{
	for name in $series $debug $(ls "$kernels/names" 2>/dev/null); do
		if folder=$(cached "$name"); then
			printf '%s\t%s\t%s\t%s\n' "$name" \
				"$(cat "$folder/release")" yes "$folder"
		else
			printf '%s\t-\tno\t-\n' "$name"
		fi
	done | sort -Vu
}

case $#:${1-} in
2:get)	get "$2" ;;
2:path)	path "$2" ;;
2:check) check "$2" ;;
1:list)	list ;;
*)	die usage "usage: kernels get NAME|FILE | path NAME|FILE | list" ;;
esac
