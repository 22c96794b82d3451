#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# fetch.sh - download Debian packages without installing them
# usage: fetch.sh list PACKAGE...      a line each: SHA256  PACKAGE=VERSION
#        fetch.sh get DIR < LIST       the packages of such a list into DIR
#        fetch.sh update               update apt's package lists
set -eu
. "$(dirname "$0")/env.sh"

# Print apt's candidate of each package; 1 if no archive has it.
list()
{
	for package; do
		apt-cache show --no-all-versions "$package" 2>/dev/null |
			awk -v package="$package" '
				$1 == "Version:" { version = $2 }
				$1 == "SHA256:" { sum = $2 }
				END {
					if (!version || !sum)
						exit 1
					print sum "  " package "=" version
				}' || return 1
	done
}

get()
{
	dir=$1
	while read -r sum package; do
		mkdir "$dir/one"
		(cd "$dir/one" && apt-get -qq -o APT::Sandbox::User=root \
			download "$package") >&2 || return 1
		set -- "$dir"/one/*.deb
		printf '%s  %s\n' "$sum" "$1" | sha256sum --quiet -c - >&2 ||
			return 1
		printf '%s  %s\n' "$sum" "${1##*/}" >>"$dir/packages"
		mv "$1" "$dir/"
		rmdir "$dir/one"
	done
}

command -v apt-get >/dev/null ||
	die harness "no apt here, so nothing can be fetched"
case ${1-} in
list)	shift; list "$@" ;;
get)	get "$2" ;;
update)	as_root apt-get -qq update >/dev/null 2>&1 ;;
*)	die usage "usage: fetch.sh list PACKAGE... | get DIR | update" ;;
esac
