#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# archive.sh - the kernels in Debian's archive, by an apt with a state of its own
# usage: archive.sh update   read the archive's lists, make CACHE/apt/kernels
#        archive.sh list     print that file: RELEASE VERSION SUITE yes|no, by tabs,
#                            of each kernel, no where the archive has no headers
#                            of it any more; 1 if there is none yet
#        archive.sh mirror NAME  where this machine's apt has the archive NAME from
#
# With APT_CONFIG=CACHE/apt/apt.conf any apt command reads these lists and not the
# machine's own. Needs no root, and leaves the machine's sources alone: from them
# it takes the mirror only, and from apt's configuration how to reach it.
# In the list a kernel with headers comes before one without, then an older
# distribution first, and in one the newest kernel: a series is taken from where it
# was made.
set -eu
. "$(dirname "$0")/env.sh"
apt=$cache/apt
suites='bookworm-security bookworm bookworm-backports
	trixie-security trixie trixie-backports sid experimental'
keys=/usr/share/keyrings/debian-archive-keyring.gpg

mirror()
{
	{
		# shellcheck disable=SC2016 # for apt
		apt-get indextargets --format '$(REPO_URI)' \
			'Created-By: Packages' 2>/dev/null |
			sed -n "\\|^http.*/$1/\$|p"
		echo "http://deb.debian.org/$1"
	} | head -n 1
}

# configure DIR: write apt.conf and sources.list for a state in DIR
configure()
{
	main=$(mirror debian)
	security=$(mirror debian-security)
	for suite in $suites; do
		case $suite in
		*-security)	from=$security ;;
		*)		from=$main ;;
		esac
		echo "deb [signed-by=$keys] $from $suite main"
	done >"$1/sources.list"
	mkdir -p "$1/lists/partial" "$1/archives/partial"
	: >"$1/status"
	{
		apt-config dump | grep '^Acquire::[^ ]*[Pp]rox' || :
		cat <<-CONF
		Dir::State "$1";
		Dir::State::status "$1/status";
		Dir::Cache "$1";
		Dir::Cache::pkgcache "pkgcache.bin";
		Dir::Cache::srcpkgcache "";
		Dir::Etc::sourcelist "$1/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
		Dir::Etc::parts "/dev/null";
		Dir::Etc::main "/dev/null";
		APT::Architecture "amd64";
		APT::Architectures { "amd64"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::Check-Valid-Until "false";
		Acquire::Retries "2";
		CONF
	} >"$1/apt.conf"
}

# Print RELEASE VERSION SUITE yes|no of all kernels: can modules be built for it
kernels()
{
	release='[0-9.]+[^-]*(-[0-9]+|-rc[0-9]+)?-amd64$'
	{
		apt-cache pkgnames linux-headers- |
			grep -E "^linux-headers-$release" |
			xargs -r apt-cache depends |
			awk '!/^ / { package = $1 }
				$1 == "Depends:" && $2 ~ /^linux-kbuild-/ { print package }'
		# of some only the image itself is left, "<>" says apt
		apt-cache pkgnames linux-image- |
			grep -E "^linux-image-[0-9]+\.[0-9]+\.$release" |
			xargs -r apt-cache depends |
			awk '!/^ / { print package; package = $1 }
				$2 ~ /^<linux-modules-/ { package = "" }
				END { print package }'
	} | xargs -r apt-cache madison |
		awk -v OFS='\t' -v suites="$suites" '
			BEGIN {
				n = split(suites, order)
				for (i = 1; i <= n; i++)
					rank[order[i]] = i
			}
			{
				headers = $1 ~ /-headers-/ ? "yes" : "no"
				sub(/^linux-(headers|image)-/, "", $1)
				sub(/\/.*/, "", $6)
				dist = $6
				sub(/-(security|backports)$/, "", dist)
				if (!seen[$1]++)
					print headers, rank[dist], $1, $3, $6, headers
			}' |
		sort -k1,1r -k2,2n -k4,4Vr | cut -f3-
}

update()
{
	command -v apt-get >/dev/null || die harness "there is no apt here"
	[ -r "$keys" ] || die harness "no $keys, by which the archive is" \
		"trusted: apt-get install debian-archive-keyring"
	mkdir -p "$apt" 2>/dev/null || :
	[ -w "$apt" ] ||
		die usage "cannot write $apt: set XDG_CACHE_HOME"
	exec 7>"$apt/lock"
	flock 7
	configure "$apt"
	export APT_CONFIG="$apt/apt.conf"
	# A mirror may lack a suite: what counts is whether there are kernels
	apt-get -qq update >"$apt/log" 2>&1 </dev/null || :
	kernels >"$apt/kernels.new" 2>>"$apt/log"
	[ -s "$apt/kernels.new" ] ||
		die harness "Debian's archive cannot be read:" \
			"$(sed -n '/^[EW]: /{s///p;q;}' "$apt/log")"
	mv "$apt/kernels.new" "$apt/kernels"
}

case $#:${1-} in
1:update)	update ;;
1:list)		cat "$apt/kernels" 2>/dev/null ;;
2:mirror)	mirror "$2" ;;
*)		die usage "usage: archive.sh update | list | mirror NAME" ;;
esac
