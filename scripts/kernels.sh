#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernels.sh - keep Debian's kernels and their headers in a cache
# usage: kernels.sh get NAME|PATH      fetch if need be, print its folder
#        kernels.sh path NAME|PATH     print the folder of a cached kernel
#        kernels.sh check NAME|PATH    refuse one that does not exist
#        kernels.sh list               NAME RELEASE yes|no FOLDER yes|no, by tabs:
#                                      in the cache, with headers
#        kernels.sh update             read the archive's lists anew
#        kernels.sh config [BASE]      print a small configuration for a tree
#                                      of your own, or what BASE lacks added
#
# NAME is a series such as 6.1 or 7.3 (the newest of it, of those with headers if
# there are any), 7.3-rc, newest (of all with headers, but for -rc), a release such
# as 6.1.0-56-amd64, or 6.1-debug, 6.12-debug, which are built from Debian's source
# (see debug/); PATH is a kernel of your own (kernel_tree.sh). A folder has vmlinuz,
# vmlinux (unpacked from it by vmlinux.sh), config, release, lib/modules/RELEASE/,
# headers/ (but where the archive has none of them any more) and, from Debian,
# packages (sha256 and file of each) and, where this machine cannot build its
# modules, tools/ (toolroot.sh). A name but newest keeps its kernel until its link
# in CACHE/kernels/names/ is removed, so that figures stay comparable; that of a
# debug kernel, until its configuration changes.
# The machine's own apt is asked first, then all of the archive (archive.sh), whose
# lists are read when there are none, when they lack what is asked for or name
# what is gone, and once a day for newest; list never reads them anew. Installed,
# /boot is asked before apt, and apt by `revokebench kernels` only.
set -eu
. "$(dirname "$0")/env.sh"
kernels=$cache/kernels
series='6.1 6.12'
debug='6.1-debug 6.12-debug'
machine=${APT_CONFIG-}

unknown()
{
	die usage "no kernel '$1': there are $(list |
		awk '{ printf "%s, ", $1 }')or the path of a tree or bzImage"
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

# read_anew MINUTES: read the archive's lists if they are older than that
read_anew()
{
	[ -z "$(find "$cache/apt/kernels" -mmin "-$1" 2>/dev/null)" ] &&
		"$here/archive.sh" update
}

# use machine|archive|anew: whose lists apt reads from now on; 1: nothing new
use()
{
	case $1 in
	machine)	export APT_CONFIG="$machine"; return ;;
	archive)	"$here/archive.sh" list >/dev/null ||
				"$here/archive.sh" update || exit ;;
	anew)		read_anew 60 || return ;;
	esac
	export APT_CONFIG="$cache/apt/apt.conf"
}

# pick NAME: print the releases that NAME stands for in the archive's lists, the
# first choice first. "newest" is the highest version that an older distribution has.
pick()
{
	"$here/archive.sh" list | awk -F'\t' -v name="$1" '
		{
			split($1, part, /[.+-]/)
			this = sprintf("%04d%04d%04d", part[1], part[2], part[3])
			rc = $2 ~ /~rc/
			series = part[1] "." part[2] (rc ? "-rc" : "")
		}
		name == $1 || name == series { print $1 }
		name == "newest" && !rc && $4 == "yes" && this > best {
			best = this
			newest = $1
		}
		END { if (newest) print newest }'
}

# releases NAME machine|archive|anew: print the releases that those lists have,
# the first choice first
releases()
{
	case $2:$1 in
	machine:*-amd64)
		echo "$1"
		;;
	machine:*)
		apt-cache pkgnames "linux-image-$1." | sed -n \
			"s/^linux-image-\($1\.[^-]*\(-[0-9]*\)\{0,1\}-amd64\)\$/\1/p" |
			sort -Vr
		;;
	*)	pick "$1" ;;
	esac
}

# headerless RELEASE: 1 if the archive has its headers, or knows it not
headerless()
{
	"$here/archive.sh" list | cut -f1,4 | grep -qx "$1	no"
}

# resolve NAME LISTS: set release, write its packages to $new/wanted. Since 6.19
# linux-image only depends on what was in it.
resolve()
{
	for release in $(releases "$1" "$2"); do
		parts=$(apt-cache depends "linux-image-$release" \
			"linux-headers-$release" 2>/dev/null | sed -n \
			"s/^ *Depends: \(linux-headers-.*-common\)\$/\1/p
			s/^ *Depends: \(linux-kbuild-.*\)\$/\1/p
			s/^ *Depends: \(linux-[a-z]*-$release\)\$/\1/p" | sort -u)
		case $parts in
		*linux-binary-*) : ;;
		*)	parts="linux-image-$release $parts" ;;
		esac
		case $parts in
		*linux-kbuild-*) parts="$parts linux-headers-$release" ;;
		*)	if [ "$2" = machine ] || ! headerless "$release"; then
				continue
			fi ;;
		esac
		# shellcheck disable=SC2086 # a list of words
		"$here/fetch.sh" list $parts >"$new/wanted" && return
	done
	return 1
}

# Make the absolute paths in Debian's headers relative, so that the folder works
# wherever the cache is.
relocate_headers()
{
	headers=usr/src/linux-headers-$release
	up=../../..
	[ ! -L lib ] || up=../../../..
	common=$(sed -n 's|^include /usr/src/\(.*\)/Makefile$|\1|p' \
		"$headers/Makefile") && [ "$common" ] &&
	{
		! grep -q '^KBUILD_OUTPUT=' "$headers/Makefile" ||
			echo "KBUILD_OUTPUT := \$(abspath \$(dir \$(lastword \$(MAKEFILE_LIST))))"
		printf 'include %s../%s/Makefile\n' \
			"\$(dir \$(lastword \$(MAKEFILE_LIST)))" "$common"
	} >"$headers/Makefile.new" &&
	mv "$headers/Makefile.new" "$headers/Makefile" &&
	ln -sfn "$up/$headers" "$modules/build" &&
	ln -sfn "$up/usr/src/$common" "$modules/source" &&
	ln -s "$headers" headers &&
	[ -d headers/scripts/mod ]
}

# Name the parts of Debian's packages. All is below usr since 6.13.
relocate()
{
	modules=lib/modules/$release
	[ -e lib ] || ln -s usr/lib lib
	[ ! -e usr/src ] || relocate_headers || return
	if [ -e "boot/vmlinuz-$release" ]; then
		ln -s "boot/vmlinuz-$release" vmlinuz &&
		ln -s "boot/config-$release" config
	else
		ln -s "$modules/vmlinuz" vmlinuz &&
		ln -s "$modules/config" config
	fi &&
	depmod -b . "$release" &&
	[ -s vmlinuz ] && [ -s config ] &&
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
	"$here/toolroot.sh" add "$new/tree" &&
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
	hold_kernels
	cached "$1" && return
	folder=$kernels/debug-$(inputs "$1" | cut -c1-16)
	"$here/debug/kernel.sh" build "${1%-debug}" "$new/tree"
	inputs "$1" >"$new/tree/inputs"
	rm -rf "$folder"
	mv -T "$new/tree" "$folder"
	link "$1" "$folder"
	cached "$1"
}

need_apt()
{
	[ "${RVB_FETCH-}" ] || die usage "kernel $1 is neither installed nor" \
		"in the cache: $me kernels get $1"
	command -v apt-get >/dev/null || die harness "kernel $1 is not in" \
		"$kernels and there is no apt here: use --kernel FILE"
}

# known NAME: refuse a name that is not in the cache and that no list has
known()
{
	case " $series $debug newest " in
	*" $1 "*)			return 0 ;;
	esac
	[ ! -e "$kernels/names/$1/release" ] || return 0
	case $1 in
	*[!0-9A-Za-z.+~-]* | [!0-9]*)	unknown "$1" ;;
	[0-9]*.*-amd64 | [0-9]*.[0-9]*-rc) : ;;
	[0-9]*.*[!0-9]* | *[!0-9.]*)	unknown "$1" ;;
	[0-9]*.[0-9]*)			: ;;
	*)				unknown "$1" ;;
	esac
	! "$here/machine_kernels.sh" "$1" >/dev/null || return 0
	need_apt "$1"
	for lists in machine archive anew; do
		use $lists || continue
		for release in $(releases "$1" $lists); do
			! apt-cache show --no-all-versions \
				"linux-headers-$release" >/dev/null 2>&1 &&
				! headerless "$release" || return 0
		done
	done
	unknown "$1"
}

# is_path WORD: a name has no slash, and no file here is called so
is_path()
{
	case " $series $debug newest " in
	*" $1 "*)	return 1 ;;
	esac
	case $1 in
	*/*)	return 0 ;;
	*)	[ -e "$1" ] && ! cached "$1" >/dev/null ;;
	esac
}

check()
{
	if is_path "$1"; then
		"$here/kernel_tree.sh" check "$1"
	else
		known "$1"
	fi
}

# own PATH: a kernel that is not from Debian
own()
{
	folder=$("$here/kernel_tree.sh" get "$1")
	unpacked "$folder"
}

# newest: print its release; without the archive, as of when its lists were read
newest()
{
	[ -z "${RVB_FETCH-}" ] || read_anew 1440 || :
	release=$(pick newest)
	[ "$release${RVB_FETCH-}" ] || need_apt newest
	[ "$release" ] || die harness "no list of the archive's kernels," \
		"so none is known to be the newest: see above"
	echo "$release"
}

# get_debian NAME: print its folder, fetched if it is not in the cache
get_debian()
{
	cached "$1" && return
	image=$("$here/machine_kernels.sh" "$1") && { own "$image"; return; }
	need_apt "$1"
	"$here/setup.sh" run
	hold_kernels
	cached "$1" && return
	for lists in machine archive anew; do
		use $lists || continue
		resolve "$1" $lists || continue
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

get()
{
	case " $debug " in
	*" $1 "*)	build_debug "$1"; return ;;
	esac
	if is_path "$1"; then
		own "$1"
		return
	fi
	known "$1"
	name=$1
	[ "$name" != newest ] || name=$(newest)
	get_debian "$name"
}

path()
{
	if is_path "$1"; then
		own "$1"
		return
	fi
	name=$1
	[ "$name" != newest ] || name=$(pick newest)
	[ "$name" ] || die usage "the archive's lists were not read yet:" \
		"$me kernels update"
	cached "$name" && return
	image=$("$here/machine_kernels.sh" "$name") && { own "$image"; return; }
	known=$(list | awk -v name="$1" '$1 == name')
	[ "$known" ] || unknown "$1"
	die usage "kernel $1 is not in the cache: $me kernels get $1"
}

# rows: print what list does; of equal names the first one counts
rows()
{
	for name in $(ls "$kernels/names" 2>/dev/null) $debug; do
		folder=$(cached "$name") || continue
		[ -e "$folder/headers" ] && headers=yes || headers=no
		printf '%s\t%s\t%s\t%s\t%s\n' "$name" \
			"$(cat "$folder/release")" yes "$folder" "$headers"
	done
	"$here/machine_kernels.sh" | awk -F'\t' -v OFS='\t' '{
		split($1, part, ".")
		print part[1] "." part[2], $1, "yes", $2, "yes"
		print $1, $1, "yes", $2, "yes" }'
	"$here/archive.sh" list | awk -v OFS='\t' '{
		split($1, part, /[.+-]/)
		print part[1] "." part[2] ($2 ~ /~rc/ ? "-rc" : ""), $1, "no",
			"-", $4
	}'
	for name in $series $debug; do
		printf '%s\t%s\t%s\t%s\t%s\n' "$name" - no - yes
	done
}

list()
{
	rows | awk '!seen[$1]++' | sort -V
}

case $#:${1-} in
2:get)	get "$2" ;;
2:path)	path "$2" ;;
2:check) check "$2" ;;
1:list)	list ;;
1:update) "$here/archive.sh" update ;;
[12]:config) "$here/kernel_tree.sh" "$@" ;;
*)	die usage "usage: kernels get NAME|PATH | path NAME|PATH | list |" \
		"update | config [BASE]" ;;
esac
