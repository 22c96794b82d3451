#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# doctor.sh - each need as ok, warn or fail, with the command that mends it
# usage: doctor
#
# Each line is ok, warn or fail, a need, what was found, and what mends it. Exit
# code 0: run can work; 2: it cannot.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 0 ] || die usage "doctor: takes no argument, got '$1'"

failed=0
colour=
if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then colour=1; fi

# report ok|warn|fail NEED TEXT [MEND]
report()
{
	[ "$1" != fail ] || failed=$((failed + 1))
	case $colour$1 in
	1ok)	printf '\033[32mok\033[0m   ' ;;
	1warn)	printf '\033[33mwarn\033[0m ' ;;
	1fail)	printf '\033[31mfail\033[0m ' ;;
	*)	printf '%-4s ' "$1" ;;
	esac
	printf ' %-20s %s%s\n' "$2" "$3" "${4:+; mend: $4}"
}

packages()
{
	table=$(mktemp)
	trap 'rm -f "$table"' EXIT
	"$here/packages.sh" all >"$table"
	only='test only'
	[ -z "$installed" ] || {
		only=optional
		sed -i '/	more	/d; /	test	/{/	revokebench perf/!d}' "$table"
	}
	install='apt-get install'
	command -v apt-get >/dev/null ||
		install='no apt here, install what is called on Debian'
	while IFS="$(printf '\t')" read -r there scope package proof what; do
		case $there:$scope in
		yes:*)	report ok "$package" "$what" ;;
		*:run | *:build) report fail "$package" "no $proof: $what" \
				"$install $package" ;;
		*:survey) report warn "$package" "no $proof: $what, for survey and run --users" \
				"$install $package" ;;
		*:more)	report warn "$package" "no $proof: $what, optional" \
				"$install $package" ;;
		*)	report warn "$package" "no $proof: $what, $only" \
				"$install $package" ;;
		esac
	done <"$table"
}

compiler()
{
	[ -z "$installed" ] && command -v gcc >/dev/null || return 0
	if echo 'int main(void) { return 0; }' | gcc -static -x c -o /dev/null \
		- 2>/dev/null; then
		report ok compiler "makes static programs"
	else
		report fail compiler "cannot make a static program" \
			"apt-get install gcc libc6-dev"
	fi
}

qemu()
{
	command -v qemu-system-x86_64 >/dev/null || return 0
	devices=$(qemu-system-x86_64 -device help 2>/dev/null) || {
		report fail qemu "qemu-system-x86_64 does not run" \
			"apt-get install --reinstall qemu-system-x86"
		return
	}
	for device in pvpanic-pci i6300esb virtio-serial-pci; do
		case $devices in
		*"\"$device\""*) report ok "$device" "QEMU has it" ;;
		*)	report fail "$device" "this QEMU lacks it" \
				"use Debian's qemu-system-x86" ;;
		esac
	done
}

kvm()
{
	if ! [ -e /dev/kvm ]; then
		report warn /dev/kvm "missing; exact mode needs none"
	elif (: <>/dev/kvm) 2>/dev/null; then
		report ok /dev/kvm "opens; a trial boot decides whether it works"
	else
		report warn /dev/kvm "cannot be opened; exact mode needs none" \
			"adduser $(id -un) kvm"
	fi
}

# QEMU's threads take turns by it, vm_affinity.c
priority()
{
	command -v chrt >/dev/null || return 0
	if chrt -f 1 true 2>/dev/null; then
		report ok priority "QEMU gets a real-time one in exact mode"
	else
		report warn priority "no real-time one for QEMU: on a busy machine exact boots may differ" \
			"as root echo '$(id -un) - rtprio 1' >/etc/security/limits.d/revokebench.conf, log in again"
	fi
}

# folder NEED FOLDER VARIABLE: report whether FOLDER is writable with 2 GiB free
folder()
{
	dir=$2
	until [ -e "$dir" ]; do dir=$(dirname "$dir"); done
	room=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
	if ! [ -d "$dir" ] || ! [ -w "$dir" ]; then
		report fail "$1" "cannot write $2" "export $3=FOLDER"
	elif [ "$room" -lt 2048 ]; then
		report fail "$1" "$room MiB left for $2, need 2048" \
			"export $3=FOLDER"
	else
		report ok "$1" "$2, $room MiB left"
	fi
}

memory()
{
	room=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)
	if [ "$room" -lt 2560 ]; then
		report warn memory "$room MiB available, the guest takes 2048" \
			"end something, or a swap file"
	else
		report ok memory "$room MiB available"
	fi
}

# have_kernel NAME: print its release and where it is; nothing is written
have_kernel()
{
	if [ "$installed" ]; then
		"$here/kernels.sh" list | awk -F'\t' -v name="$1" '
			$1 == name && $3 == "yes" {
				print $2 " in " $4
				found = 1
			}
			END { exit !found }'
	else
		dir=$("$here/kernels.sh" path "$1") &&
			echo "$(cat "$dir/release") in $dir"
	fi 2>/dev/null
}

kernels()
{
	names='6.1 6.12 6.1-debug'
	[ -z "$installed" ] || names='6.1 6.12'
	for name in $names; do
		if where=$(have_kernel "$name"); then
			report ok "kernel $name" "$where"
		elif [ "$name" = 6.1-debug ]; then
			report warn "kernel $name" "test --debug builds it first" \
				"$me kernels get $name"
		elif [ "$installed" ]; then
			case $name in 6.1) word=fail ;; *) word=warn ;; esac
			report "$word" "kernel $name" "neither installed nor fetched" \
				"$me kernels get $name"
		elif command -v apt-get >/dev/null; then
			report warn "kernel $name" "fetched when first used" \
				"$me kernels get $name"
		else
			report fail "kernel $name" "missing, and no apt to fetch it" \
				"run --kernel FILE"
		fi
	done
}

packages
compiler
qemu
kvm
priority
memory
folder "build folder" "$build" REVOKEBENCH_BUILD
folder "cache folder" "$cache" XDG_CACHE_HOME
kernels
[ "$failed" -eq 0 ] || die usage "$failed to mend before run can work;" \
	"where there is apt and root a clone installs packages by itself"
