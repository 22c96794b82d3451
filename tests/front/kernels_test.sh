#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernels_test.sh - each failure to fetch a kernel, by a faked apt, gives the right
# exit code, one last line and nothing half-written
# usage: kernels_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export XDG_CACHE_HOME="$tmp/cache" FAKE="$tmp/fake" LC_ALL=C.UTF-8
kernels=$tmp/cache/revokebench/kernels
mkdir -p "$tmp/bin" "$FAKE/debs" "$FAKE/archive"

# The faked apt serves $FAKE/debs as the machine's and $FAKE/archive as Debian's:
# NAME.deb and NAME.sum. It speaks German, unless it is asked not to.
cat >"$tmp/bin/apt-cache" <<'END'
#!/bin/sh
debs=$FAKE/debs
[ -z "$APT_CONFIG" ] || debs=$FAKE/archive
command=$1
shift
case $command in
pkgnames)	ls "$debs" | sed -n 's/\.deb$//p' | grep "^$1" ;;
depends)	[ "$LC_ALL" = C ] && word=Depends || word='Hängt ab von'
		for name; do
			release=${name#linux-*-}
			[ -e "$debs/$name.deb" ] || continue
			echo "$name"
			case $name in
			*-common) ;;
			linux-headers-*)
				echo "  $word: linux-headers-$release-common"
				echo "  $word: linux-kbuild-6.1" ;;
			esac
			[ ! -e "$debs/linux-binary-$release.deb" ] || {
				echo "  $word: linux-base-$release"
				echo "  $word: linux-binary-$release"
				left=linux-modules-$release
				[ -e "$debs/$left.deb" ] || left="<$left>"
				echo "  $word: $left"
			}
		done ;;
madison)	for name; do
			echo "$name | 1 | http://x/debian $(cat "$debs/suite"
				)/main amd64 Packages"
		done ;;
show)		[ -e "$debs/$2.deb" ] || exit 100
		echo "Version: 1"
		echo "SHA256: $(cat "$debs/$2.sum")" ;;
esac
END
cat >"$tmp/bin/apt-get" <<'END'
#!/bin/sh
debs=$FAKE/debs
[ -z "$APT_CONFIG" ] || debs=$FAKE/archive
for last; do :; done
case " $* " in
*" download "*)	[ ! -e "$FAKE/offline" ] || exit 100
		[ ! -e "$FAKE/slow" ] || sleep 20
		echo "$last" >>"$FAKE/downloads"
		cp "$debs/${last%=*}.deb" "${last%=*}_1_amd64.deb" ;;
*" update "*)	touch "$FAKE/updated"
		[ ! -e "$FAKE/offline" ] || {
			echo "W: Konnte deb.debian.org nicht auflösen"
			exit 100
		} ;;
esac
END
chmod +x "$tmp/bin/apt-get" "$tmp/bin/apt-cache"
export PATH="$tmp/bin:$PATH"

get()
{
	"$top/scripts/kernels.sh" get "$@"
}

path()
{
	"$top/scripts/kernels.sh" path "$@"
}

# package NAME: pack $tmp/tree
package()
{
	mkdir -p "$tmp/tree/DEBIAN"
	printf 'Package: %s\nVersion: 1\nArchitecture: amd64\n%s\n' "$1" \
		"Maintainer: nobody <nobody@localhost>
Description: faked" >"$tmp/tree/DEBIAN/control"
	dpkg-deb -Znone --root-owner-group -b "$tmp/tree" \
		"$FAKE/debs/$1.deb" >/dev/null
	sha256sum "$FAKE/debs/$1.deb" | cut -d' ' -f1 >"$FAKE/debs/$1.sum"
	rm -rf "$tmp/tree"
}

# kernel RELEASE: make the four packages of a kernel, as small as possible
kernel()
{
	mkdir -p "$tmp/tree/boot" "$tmp/tree/lib/modules/$1/kernel"
	# A bzImage that is packed by nothing known: vmlinux is a link to it
	{
		head -c 514 /dev/zero
		printf 'HdrS\017\002'
		head -c 100 /dev/zero
		echo image
	} >"$tmp/tree/boot/vmlinuz-$1"
	echo config >"$tmp/tree/boot/config-$1"
	touch "$tmp/tree/lib/modules/$1/modules.order" \
		"$tmp/tree/lib/modules/$1/modules.builtin"
	package "linux-image-$1"
	mkdir -p "$tmp/tree/usr/src/linux-headers-$1/scripts/mod"
	echo "include /usr/src/linux-headers-$1-common/Makefile" \
		>"$tmp/tree/usr/src/linux-headers-$1/Makefile"
	package "linux-headers-$1"
	mkdir -p "$tmp/tree/usr/src/linux-headers-$1-common"
	printf 'all:\n\t@echo made\n' \
		>"$tmp/tree/usr/src/linux-headers-$1-common/Makefile"
	package "linux-headers-$1-common"
	mkdir -p "$tmp/tree/usr/lib/linux-kbuild-6.1"
	package linux-kbuild-6.1
}

# split RELEASE: the same as Debian packs it since 6.19, in the archive
split()
{
	kernel "$1"
	dpkg-deb -x "$FAKE/debs/linux-image-$1.deb" "$tmp/whole"
	modules=usr/lib/modules/$1
	mkdir -p "$tmp/tree/$modules"
	mv "$tmp/whole/boot/vmlinuz-$1" "$tmp/tree/$modules/vmlinuz"
	package "linux-binary-$1"
	mkdir -p "$tmp/tree/$modules"
	mv "$tmp/whole/boot/config-$1" "$tmp/tree/$modules/config"
	package "linux-base-$1"
	mkdir -p "$tmp/tree/$modules/kernel"
	mv "$tmp/whole/lib/modules/$1"/modules.* "$tmp/tree/$modules"
	package "linux-modules-$1"
	package "linux-image-$1"
	mkdir -p "$tmp/tree/usr/src/linux-headers-$1/scripts/mod"
	cat >"$tmp/tree/usr/src/linux-headers-$1/Makefile" <<-MAKE
	KBUILD_OUTPUT=/usr/src/linux-headers-$1
	include /usr/src/linux-headers-$1-common/Makefile
	MAKE
	package "linux-headers-$1"
	mkdir -p "$tmp/tree/usr/src/linux-headers-$1-common"
	# shellcheck disable=SC2016 # for make
	printf 'all:\n\t@cd $(KBUILD_OUTPUT) && echo made\n' \
		>"$tmp/tree/usr/src/linux-headers-$1-common/Makefile"
	package "linux-headers-$1-common"
	mv "$FAKE"/debs/*"$1"* "$FAKE/archive"
	mv "$FAKE"/debs/linux-kbuild-* "$FAKE/archive"
	echo trixie-backports >"$FAKE/archive/suite"
}

# nothing_left: the cache has no folder of a kernel and no link to one
nothing_left()
{
	[ -d "$kernels" ] || return 0
	left=$(find "$kernels" -mindepth 1 ! -name lock ! -name names)
	[ -z "$left" ] || wrong "left in the cache: $left"
}

# No list has a kernel, so nobody knows what is the newest.
touch "$FAKE/offline"
expect 6 get newest
says 'archive cannot be read: Konnte deb.debian.org nicht' stderr
refused path newest
rm "$FAKE/offline"

# Names that are malformed, and one that apt does not have.
for name in bogus ../6.1 '6.1;id' 6.1.0 7 -x ''; do
	[ "$name" = ../6.1 ] || refused get "$name"
	refused path "$name"
done
split 7.3.4+deb13-amd64
refused get 9.9
says "no kernel '9.9': there are 6.1, 6.1-debug, 6.12, .*, 7.3, " stderr
[ -e "$FAKE/updated" ] || wrong "apt's lists were not read anew"
nothing_left
refused path 6.1
says 'kernels get 6.1$' stderr
refused path "$tmp/nosuch"
refused path "$tmp/bin/apt-get"
says ': not a bzImage' stderr

# apt has no lists, so it does not know the series: not a usage error.
expect 6 get 6.1
nothing_left

# apt lacks the source of a debug kernel.
expect 6 get 6.1-debug
says 'no package linux-source-6.1$' stderr
refused path 6.1-debug
nothing_left

# The network is down.
kernel 6.1.0-9-amd64
kernel 6.1.0-10-amd64
touch "$FAKE/offline"
expect 6 get 6.1
says 'could not be fetched' stderr
nothing_left
rm "$FAKE/offline"

# A package differs from what apt's lists name.
sum=$FAKE/debs/linux-image-6.1.0-10-amd64.sum
cp "$sum" "$tmp/sum"
tr 0-9a-f 1-9a-f0 <"$tmp/sum" >"$sum"
expect 6 get 6.1
nothing_left
cp "$tmp/sum" "$sum"

# A package that does not unpack.
deb=$FAKE/debs/linux-kbuild-6.1
cp "$deb.deb" "$tmp/deb"
head -c 100 "$tmp/deb" >"$deb.deb"
sha256sum "$deb.deb" | cut -d' ' -f1 >"$deb.sum"
expect 6 get 6.1
nothing_left
cp "$tmp/deb" "$deb.deb"
sha256sum "$deb.deb" | cut -d' ' -f1 >"$deb.sum"

# The fetch is interrupted.
touch "$FAKE/slow"
expect 130 timeout -s TERM -k 30 --preserve-status 3 \
	"$top/scripts/kernels.sh" get 6.1
nothing_left
rm "$FAKE/slow"

# A fetch succeeds: the newest release, whole, headers that find each other.
expect 0 get 6.1
lines 1 stdout
folder=$(cat "$tmp/stdout")
[ "$(cat "$folder/release")" = 6.1.0-10-amd64 ] || wrong "not the newest"
[ "$(tail -c 6 "$folder/vmlinux"; cat "$folder/config")" = \
	"$(echo image; echo config)" ] ||
	wrong "image or config are not what was packed"
[ -e "$folder/lib/modules/6.1.0-10-amd64/modules.dep" ] || wrong "no depmod"
[ "$(wc -l <"$folder/packages")" -eq 4 ] || wrong "packages are not noted"
expect 0 make -s -C "$folder/lib/modules/6.1.0-10-amd64/build"
says '^made$' stdout

# The cache serves it without the network, by name and release, and lists it.
touch "$FAKE/offline"
for name in 6.1 6.1.0-10-amd64; do
	for command in get path; do
		expect 0 "$command" $name
		[ "$(cat "$tmp/stdout")" = "$folder" ] || wrong "another folder"
		lines 0 stderr
	done
done
expect 0 "$top/scripts/kernels.sh" list
lines 6 stdout
says "^6.1	6.1.0-10-amd64	yes	$folder	yes\$" stdout
says "^7.3	7.3.4.deb13-amd64	no	-	yes\$" stdout
says '^6.12	-	no	-	yes$' stdout
expect 6 get 6.1.0-9-amd64
rm "$FAKE/offline"
expect 0 get 6.1.0-9-amd64
expect 0 get 6.1
[ "$(cat "$tmp/stdout")" = "$folder" ] || wrong "6.1 has moved"

# Of the archive, in parts; then without the network
expect 0 get 7.3
split=$(cat "$tmp/stdout")
expect 0 make -s -C "$split/lib/modules/7.3.4+deb13-amd64/build"
says '^made$' stdout
[ "$(tail -c 6 "$split/vmlinux"; cat "$split/config")" = \
	"$(echo image; echo config)" ] || wrong "not the parts that were packed"
touch "$FAKE/offline"
for name in 7.3 newest 7.3.4+deb13-amd64; do
	expect 0 get $name
	[ "$(cat "$tmp/stdout")" = "$split" ] || wrong "$name is another folder"
done
rm "$FAKE/offline"

# Of one the archive has no headers any more, of the other no modules either
kernel 6.17.1+deb13-amd64
split 6.19.1+deb13-amd64
rm "$FAKE"/debs/linux-headers-6.17* "$FAKE"/archive/linux-modules-6.19* \
	"$FAKE"/archive/linux-headers-6.19*
mv "$FAKE"/debs/*6.17* "$FAKE/archive"
cp "$FAKE"/archive/linux-kbuild-* "$FAKE/debs"
expect 0 "$top/scripts/kernels.sh" update
expect 0 "$top/scripts/kernels.sh" list
says '^6.17	6.17.1.deb13-amd64	no	-	no$' stdout
! grep -q '^6.19' "$tmp/stdout" || wrong "6.19 cannot be booted"
refused get 6.19
expect 0 get 6.17
bare=$(cat "$tmp/stdout")
[ -e "$bare/vmlinux" ] || wrong "no image without headers"
refused "$top/scripts/kmod.sh" "$bare"
says 'no headers of kernel 6.17.1.* survey and ' stderr
expect 0 get newest
[ "$(cat "$tmp/stdout")" = "$split" ] || wrong "newest has headers"

# An image of your own in a folder that kbuild would split
mkdir "$tmp/my kernels"
cp "$folder/vmlinuz" "$tmp/my kernels/bzImage"
refused get "$tmp/my kernels/bzImage"
says 'may hold .*: move the kernel$' stderr
cd "$tmp/my kernels"
refused path bzImage
refused get bzImage
cd "$tmp"
for name in 6.1 6.12-debug 6.1.0-10-amd64 "$folder/vmlinuz"; do
	expect 0 "$top/scripts/kernels.sh" check "$name"
	lines 0 stdout
done
refused "$top/scripts/kernels.sh" check "$tmp/nosuch"
refused "$top/scripts/kernels.sh" check 9.9

# Two fetches at once download once and print the same folder.
rm -rf "$kernels" "$FAKE/downloads"
get 6.1 >"$tmp/one" 2>/dev/null &
expect 0 get 6.1
wait $!
cp "$tmp/stdout" "$tmp/two"
expect 0 cmp "$tmp/one" "$tmp/two"
[ "$(wc -l <"$FAKE/downloads")" -eq 4 ] || wrong "downloaded twice"

# The cache cannot be written: a file stands where the folder should be.
echo >"$tmp/file"
XDG_CACHE_HOME=$tmp/file
refused get 6.1
says 'XDG_CACHE_HOME' stderr
