#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# checkers.sh - checkpatch.pl and kernel-doc, out of the kernel's source
# usage: checkers.sh          prints the folder that holds them
#
# linux-headers packages lack checkpatch.pl. The source is 139 MB; the cache keeps
# four files of it.
set -eu
. "$(dirname "$0")/env.sh"
dir=$cache/checkers
[ ! -e "$dir/checkpatch.pl" ] || {
	echo "$dir"
	exit 0
}

mkdir -p "$cache" 2>/dev/null || :
[ -w "$cache" ] || die usage "cannot write $cache: set XDG_CACHE_HOME"
new=$(mktemp -d "$cache/new.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM HUP
mkdir "$new/debs" "$new/tree" "$new/scripts"

say "fetching linux-source-6.1 for its checkpatch.pl"
wanted=$("$here/fetch.sh" list linux-source-6.1) || {
	"$here/fetch.sh" update || :
	wanted=$("$here/fetch.sh" list linux-source-6.1) ||
		die harness "apt has no package linux-source-6.1"
}
echo "$wanted" | "$here/fetch.sh" get "$new/debs" ||
	die harness "linux-source-6.1 could not be fetched: see above"
dpkg-deb -x "$new"/debs/*.deb "$new/tree"
tar -xJf "$new/tree/usr/src/linux-source-6.1.tar.xz" -C "$new/scripts" \
	--strip-components=2 --wildcards \
	'*/scripts/checkpatch.pl' '*/scripts/spelling.txt' \
	'*/scripts/const_structs.checkpatch' '*/scripts/kernel-doc'
rm -rf "$dir"
mv -T "$new/scripts" "$dir"
echo "$dir"
