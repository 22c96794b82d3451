#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# package_test.sh - the Debian package builds of the tree's own files, and lintian has
# nothing to say of it
# usage: package_test.sh FOLDER        where package_install_test.sh finds it then
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
: >"$tmp/stdout"
: >"$tmp/stderr"
for tool in dpkg-buildpackage dh lintian; do
	command -v $tool >/dev/null || {
		echo "skipped: no $tool: packages debhelper and lintian"
		exit 77
	}
done
unset REVOKEBENCH_BUILD

rm -rf "$1"
mkdir -p "$1/revokebench"
(cd "$top" && scripts/sources.sh . | tar -cf - -T -) | tar -xf - -C "$1/revokebench"
(cd "$1/revokebench" && dpkg-buildpackage -us -uc) >"$tmp/log" 2>&1 || {
	tail -n 40 "$tmp/log"
	wrong "dpkg-buildpackage failed"
}
rm -rf "$1/revokebench"
set -- "$1"/revokebench_*_amd64.changes
expect 0 lintian --allow-root --fail-on error,warning,info "$1"
lines 0 stdout
