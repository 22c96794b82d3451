#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# toolroot.sh - compiler and make of the release that a kernel was made for
# usage: toolroot.sh add DIR            DIR/tools, a link, if the kernel needs it
#        toolroot.sh in DIR COMMAND...  run it in DIR/tools, in this folder
#
# DIR is a kernel's folder of kernels.sh. The tools in its headers may want a
# newer libc than this machine has, and its modules another gcc. Both come as
# packages of that release, unpacked to CACHE/tools/HASH and never installed.
# A command runs there in a mount namespace with the machine's own files at the
# same paths; an ordinary user needs a user namespace for that.
set -eu
. "$(dirname "$0")/env.sh"
tools=$cache/tools
programs='binutils make dash coreutils mawk sed grep findutils diffutils'

# compiler DIR: print the gcc that the headers name
compiler()
{
	# shellcheck disable=SC2016 # for make
	sed -n 's/^CC = .*\$(CROSS_COMPILE)\(gcc-[0-9]*\)$/x86_64-linux-gnu-\1/p' \
		"$1/headers/.kernelvariables" 2>/dev/null
}

# fit_here DIR: 1 if this machine cannot build modules for the kernel
fit_here()
{
	cc=$(compiler "$1")
	[ -z "$cc" ] || command -v "$cc" >/dev/null || return
	! ldd "$1/headers/scripts/mod/modpost" 2>&1 | grep -q 'not found'
}

# runs ROOT DIR: 1 if the tools in the headers lack a library in ROOT
runs()
{
	[ -x "$1/usr/bin/$(compiler "$2")" ] &&
	! "$1"/usr/lib64/ld-linux-x86-64.so.2 --library-path \
		"$1/usr/lib/x86_64-linux-gnu" --list \
		"$2/headers/scripts/mod/modpost" 2>&1 | grep -q 'not found'
}

# unpack RELEASE SUITE: the packages that its headers depend on into $new/root
unpack()
{
	case $2 in
	experimental)	dist=sid ;;
	*)		dist=${2%%-*} ;;
	esac
	needs=$(apt-cache depends "linux-headers-$1" |
		sed -n 's/^ *Depends: \(gcc-[^ ]*\|linux-kbuild-.*\)$/\1/p')
	mkdir -p "$new/archives/partial" "$new/root"
	# shellcheck disable=SC2086 # lists of words
	apt-get -qq -y -d --no-install-recommends -t "$dist" \
		-o Dir::Cache::archives="$new/archives" \
		install $needs $programs >"$new/log" 2>&1 </dev/null || {
		grep '^E: ' "$new/log" >&2 || :
		return 1
	}
	rm -f "$new/archives"/linux-*.deb
	for deb in "$new/archives"/*.deb; do
		dpkg-deb -x "$deb" "$new/root" || return 1
	done
	# What base-files and alternatives do in a machine
	for name in bin sbin lib lib64; do
		[ ! -d "$new/root/$name" ] || [ -L "$new/root/$name" ] || {
			mkdir -p "$new/root/usr/$name"
			cp -a "$new/root/$name/." "$new/root/usr/$name"
			rm -r "${new:?}/root/$name"
		}
		[ -L "$new/root/$name" ] || ln -s "usr/$name" "$new/root/$name"
	done
	ln -sf mawk "$new/root/usr/bin/awk"
	mkdir -p "$new/root/tmp" "$new/root/dev" "$new/root/proc"
	(cd "$new/archives" && sha256sum ./*.deb) >"$new/root/packages"
}

add()
{
	dir=$1
	! fit_here "$dir" || return 0
	release=$(cat "$dir/release")
	link=../../tools	# from a folder in CACHE/kernels
	for root in "$tools"/*; do
		runs "$root" "$dir" 2>/dev/null || continue
		ln -s "$link/${root##*/}" "$dir/tools"
		return
	done
	suite=$("$here/archive.sh" list | awk -v r="$release" '$1 == r { print $3 }')
	[ "$suite" ] || {
		"$here/archive.sh" update
		suite=$("$here/archive.sh" list |
			awk -v r="$release" '$1 == r { print $3 }')
	}
	[ "$suite" ] || die harness "headers of $release want" \
		"$(compiler "$dir"), which neither this machine nor the archive has"
	mkdir -p "$tools"
	new=$(mktemp -d "$tools/.new.XXXXXX")
	trap 'rm -rf "$new"' EXIT
	trap 'exit 130' INT TERM HUP
	say "fetching $(compiler "$dir") of $suite into $tools"
	export APT_CONFIG="$cache/apt/apt.conf"
	unpack "$release" "$suite" || die harness "no compiler for $release:" \
		"see above, and check the network and the room in $tools"
	runs "$new/root" "$dir" ||
		die harness "the tools of $release do not run with $suite's libraries"
	name=$(sha256sum <"$new/root/packages" | cut -c1-16)
	[ -e "$tools/$name" ] || mv -T "$new/root" "$tools/$name"
	ln -s "$link/$name" "$dir/tools"
}

# enter ROOT TOP CACHE BUILD FOLDER COMMAND...: in the namespace
enter()
{
	root=$1
	shift
	for path in "$1" "$2" "$3" /dev /proc; do
		mkdir -p "$root$path"
		mount --rbind "$path" "$root$path"
	done
	folder=$4
	shift 4
	# shellcheck disable=SC2016 # for the shell inside
	exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/usr/sbin HOME=/tmp \
		LC_ALL=C /bin/sh -c 'cd "$0" && exec "$@"' "$folder" "$@"
}

in_root()
{
	root=$(readlink -f "$1/tools")
	shift
	as_user=
	[ "$(id -u)" -eq 0 ] || as_user=-r
	why=$(unshare -m $as_user true 2>&1) || die harness "this kernel's" \
		"modules need a newer compiler, which runs in a namespace of" \
		"its own, and this machine refuses that: ${why##*unshare: }"
	exec unshare -m $as_user --propagation private "$0" enter "$root" \
		"$top" "$cache" "$build" "$PWD" "$@"
}

case $#:${1-} in
2:add)		add "$2" ;;
0: | 1:* | 2:*)	die usage "usage: toolroot.sh add DIR | in DIR COMMAND..." ;;
*:in)		shift; in_root "$@" ;;
*:enter)	shift; enter "$@" ;;
*)		die usage "usage: toolroot.sh add DIR | in DIR COMMAND..." ;;
esac
