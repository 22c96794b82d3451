#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# setup.sh - install what is missing; silent and quick when nothing is
# usage: setup.sh [run|survey|test|debug|all]
#
# Without apt or root it names the missing packages and continues. It never asks.
# Where revokebench itself is installed it only names them, and refuses.
set -eu
. "$(dirname "$0")/env.sh"

missing=$("$here/packages.sh" "${1:-run}" |
	awk '$1 == "no" { printf "%s%s", space, $3; space = " " }')
[ "$missing" ] || exit 0

[ -z "$installed" ] || die usage \
	"missing; as root: apt-get install --no-install-recommends $missing"
command -v apt-get >/dev/null || {
	say "missing, and there is no apt to install it: $missing"
	exit 0
}
as_root true || {
	say "missing; as root: apt-get install --no-install-recommends $missing"
	exit 0
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM HUP

install()
{
	# shellcheck disable=SC2086 # a list of words
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends -o DPkg::Lock::Timeout=600 \
		$missing >"$log" 2>&1 </dev/null
}

say "installing $missing"
install || { "$here/fetch.sh" update || :; install; } || {
	tail -n 5 "$log" >&2
	die harness "apt-get could not install $missing"
}
