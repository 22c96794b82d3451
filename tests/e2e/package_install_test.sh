#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# package_install_test.sh - in a clean bookworm the package installs, ordinary users
# measure the figures of a clone, two at once, and a purge leaves no trace
# usage: package_install_test.sh FOLDER        with REVOKEBENCH_TEST_PACKAGE=1, or
#        that is the root of a bookworm to use, which then has users one and two
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
: >"$tmp/stdout"
: >"$tmp/stderr"
skip()
{
	echo "skipped: $*"
	exit 77
}
[ "${REVOKEBENCH_TEST_PACKAGE-}" ] ||
	skip "set REVOKEBENCH_TEST_PACKAGE=1: it takes ten minutes and an archive"
[ "$(id -u)" -eq 0 ] || skip "a chroot needs root"
command -v mmdebstrap >/dev/null || skip "no mmdebstrap"
unshare -m true 2>/dev/null || skip "no mount namespace"
set -- "$1"/revokebench_*_amd64.deb
[ -s "$1" ] || skip "no package: e2e/package makes it"
deb=$1

# A clean bookworm. The kernel's package wants something that makes an initramfs;
# the guest has its own, so the smallest will do.
root=$REVOKEBENCH_TEST_PACKAGE
[ -d "$root/etc" ] || {
	root=$tmp/root
	mmdebstrap --quiet --variant=apt --include=tiny-initramfs bookworm "$root" \
		"deb $("$top/scripts/archive.sh" mirror debian) bookworm main" \
		"deb $("$top/scripts/archive.sh" mirror debian-security) bookworm-security main" \
		>"$tmp/log" 2>&1 ||
		skip "no bookworm to be had: $(tail -n 1 "$tmp/log")"
}

# inside USER COMMAND...: in the chroot, with /proc and /dev, and nothing left mounted.
# Users may take a real-time priority, which doctor asks for: this machine may be busy.
inside()
{
	user=$1 home=/home/$1 path=/usr/bin:/bin
	[ "$user" != root ] || home=/root path=/usr/sbin:/usr/bin:/sbin:/bin
	shift
	# shellcheck disable=SC2016 # for the shell inside
	unshare -m --propagation private sh -c 'mount -t proc proc "$0/proc" &&
		mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"' "$root" \
		setpriv --reuid="$user" --regid="$user" --init-groups \
		--inh-caps=+sys_nice --ambient-caps=+sys_nice env -i \
		HOME="$home" PATH="$path" DEBIAN_FRONTEND=noninteractive "$@"
}

# files: what is there, but for users' files and what apt and dpkg keep for themselves
files()
{
	find "$root" -xdev ! -path "$root/home/*" ! -path "$root/tmp/*" \
		! -path "$root/var/cache/*" ! -path "$root/var/log/*" \
		! -path "$root/var/lib/apt/*" ! -path "$root/var/lib/dpkg/*-old" \
		-printf '%y %m %s %P\n' | grep -v '^d' | sort |
		grep -v ' var/lib/dpkg/status$'
}

cp "$deb" "$root/tmp/revokebench.deb"
for user in one two; do
	chroot "$root" id $user >/dev/null 2>&1 ||
		chroot "$root" useradd -m -s /bin/sh $user
done
expect 0 inside root apt-get update -q
# Its needs first, by themselves, so that what comes after is of the package alone
expect 0 inside root apt-get satisfy -y -q --no-install-recommends \
	"$(dpkg-deb -f "$deb" Depends)"
files >"$tmp/before"
expect 0 inside root apt-get install -y -q --no-install-recommends \
	/tmp/revokebench.deb
files >"$tmp/installed"
grep -q ' usr/bin/revokebench$' "$tmp/installed" || wrong "it is not installed"
expect 0 inside one revokebench --version
says '^revokebench [0-9.]+$' stdout
expect 0 inside one revokebench doctor
echo "ok: installed and content"

# Two users at once, each with a build, a kernel and results of their own
inside two revokebench run --quick --cases empty --mode exact -o /home/two/out \
	>"$tmp/two" 2>&1 &
second=$!
expect 0 inside one revokebench run --quick
says '^exact: yes' stdout
says 'results.json$' stderr
cat "$tmp/stdout"
release=$(grep -oE 'On Linux [^ ,]+' "$tmp/stdout" | cut -d' ' -f3)
tr '\n' ' ' <"$tmp/stdout" >"$tmp/line"
[ "$release" != 6.1.0-56-amd64 ] || grep -q \
	'pinning a page costs 194.3 instructions and unpinning it 88.4 ' "$tmp/line" ||
	wrong "not the figures of a clone"
wait $second || wrong "the second user: $(tail -n 3 "$tmp/two")"
grep -q '^exact: yes' "$tmp/two" || wrong "the second user's run is not exact"
set -- "$root"/home/one/.local/share/revokebench/*/results.json
[ -s "$1" ] || wrong "no results in the user's folder"
files | diff "$tmp/installed" - >"$tmp/stdout" || wrong "a run wrote outside of home"
echo "ok: two users, $release"

expect 0 inside root apt-get purge -y -q revokebench
files | diff "$tmp/before" - >"$tmp/stdout" || wrong "the purge left a trace"
echo "ok: purged without a trace"
