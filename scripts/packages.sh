#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# packages.sh - the rows of packages.tsv, and whether this machine has each
# usage: packages.sh run|survey|test|debug|all  rows: yes|no SCOPE PACKAGE PROOF WHAT
set -eu
. "$(dirname "$0")/env.sh"
tab=$(printf '\t')

# here PROOF: succeed if the command or the file exists
proven()
{
	case $1 in
	*/*)	for file in "/usr/$1" "/usr/local/$1" \
			/usr/"${1%%/*}"/*-linux-gnu*/"${1#*/}" \
			/usr/lib64/"${1#lib/}"; do
			[ ! -e "$file" ] || return 0
		done
		return 1 ;;
	*)	command -v "$1" >/dev/null ;;
	esac
}

while IFS=$tab read -r scope package proof what; do
	case $scope in
	\#*)	continue ;;
	build)	[ -z "$installed" ] || continue ;;
	survey)	[ "${1-run}" != run ] || continue ;;
	test)	case ${1-} in test|debug|all) : ;; *) continue ;; esac ;;
	debug)	case ${1-} in debug|all) : ;; *) continue ;; esac ;;
	more)	[ "${1-}" = all ] || continue ;;
	esac
	if proven "$proof"; then there=yes; else there=no; fi
	printf '%s\t%s\t%s\t%s\t%s\n' "$there" "$scope" "$package" "$proof" "$what"
done <"$here/packages.tsv"
