#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# package_test.sh - the package depends on what a run needs, and is of this version
# usage: package_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
cd "$top"
: >"$tmp/stderr"

sed -n '/^Depends:/,/^Suggests:/s/^ \([a-z].*\),$/\1/p' debian/control | sort >"$tmp/has"
awk -F'\t' '$1 == "run" || $1 == "survey" { print $2 }' scripts/packages.tsv | sort >"$tmp/needs"
grep -v '^linux-' "$tmp/has" | diff "$tmp/needs" - >"$tmp/stdout" ||
	wrong "debian/control: Depends is not what packages.tsv has of run, survey"
# A build has g++ and libc6-dev without asking
sed -n '/^Build-Depends:/,/^Standards/s/^ \([a-z].*\),$/\1/p' debian/control |
	grep -v '^debhelper' | sort >"$tmp/has"
awk -F'\t' '$1 == "build" { print $2 }' scripts/packages.tsv |
	grep -vxE 'g[+][+]|libc6-dev' | sort >"$tmp/needs"
diff "$tmp/needs" "$tmp/has" >"$tmp/stdout" ||
	wrong "debian/control: Build-Depends is not what packages.tsv has of build"
version=$(sed -n 's/^project(.* VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
head -n 1 debian/changelog | grep -q "^revokebench ($version) " ||
	wrong "debian/changelog: not of $version"
