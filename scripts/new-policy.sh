#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# new-policy.sh - a policy of your own: one folder with one file
# usage: new-policy NAME
#
# Writes policies/NAME/rvk_NAME.c, which builds, loads and passes the checks as
# it is: it puts the region into error. Change rvk_NAME_revoke() from there.
set -eu
. "$(dirname "$0")/env.sh"

[ $# -eq 1 ] || die usage "usage: new-policy NAME"
name=$1
case $name in
'' | [!a-z]* | *[!a-z0-9_]*)
	die usage "'$name': expected [a-z][a-z0-9_]*" ;;
esac
[ ${#name} -le 27 ] ||
	die usage "'$name': a module's name has 27 characters at most"
folder=$top/policies/$name
file=$folder/rvk_$name.c
[ ! -e "$folder" ] || die usage "policies/$name exists: choose another name"

mkdir "$folder" || die usage "cannot write to $top/policies"
trap 'rm -rf "$folder"' EXIT
sed "s/@NAME@/$name/g" "$here/new-policy.c.in" >"$file"
trap - EXIT
echo "policies/$name/rvk_$name.c"
say "try it: ./revokebench run --quick --policies $name --devices all"
