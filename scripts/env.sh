# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034
# env.sh - locale, folders, exit codes, messages; sourced, with $0 in scripts/ or
# the front door

# The output of other programs is read in one language, numbers with a point.
export LC_ALL=C

here=$(dirname "$(readlink -f "$0")")
top=${here%/scripts*}
[ ! -f "$here/revokebench" ] || top=$here
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/revokebench

# In a clone all lies below it, and missing packages are installed. Where `cmake
# --install` has put this, the file `installed` names the folder of the programs;
# what is made belongs to the user, and apt is called by `kernels` only.
installed=
if [ -e "$top/installed" ]; then
	read -r bin version <"$top/installed"
	installed=$(readlink -f "$top/$bin")
	me=revokebench
	build=${REVOKEBENCH_BUILD:-$cache/build}
	data=${XDG_DATA_HOME:-${HOME:-/root}/.local/share}/revokebench
else
	version=
	me=./revokebench
	build=${REVOKEBENCH_BUILD:-$top/build}
	data=$top/results
	RVB_FETCH=1
fi

# Make the folders absolute: children run in other folders.
case $build in /*) : ;; *) build=$PWD/$build ;; esac
case $cache in /*) : ;; *) cache=$PWD/$cache ;; esac
case $data in /*) : ;; *) data=$PWD/$data ;; esac
bin=${installed:-$build/bin}
REVOKEBENCH_BUILD=$build
XDG_CACHE_HOME=${cache%/revokebench}
RVB_TOP=$top RVB_BIN=$bin RVB_RESULTS=$data RVB_ME=$me RVB_VERSION=$version
export REVOKEBENCH_BUILD XDG_CACHE_HOME RVB_TOP RVB_BIN RVB_RESULTS RVB_ME \
	RVB_VERSION RVB_FETCH

# mkfs, depmod and modprobe live in sbin, which not every user's PATH names.
PATH=$PATH:/usr/sbin:/sbin
export PATH

# Modules of the kernel that the guest has: init loads the first ones in this
# order, tests load the others on demand, and a kernel may lack the last. A kernel
# of one's own may lack all but the ports to the host.
at_boot="virtio_pci virtio_console pvpanic-pci i6300esb"
on_demand="ext4 xfs brd nd_e820 nd_pmem loop overlay"
optional="null_blk virtio_iommu"
guest_modules="$at_boot $on_demand $optional"

# say TEXT...: print progress on stderr; stdout is for results
say()
{
	printf 'revokebench: %s\n' "$*" >&2
}

# die failed|usage|nothing|harness TEXT...: print one line, exit with the code
# of lib/rvb_exit.h
die()
{
	case $1 in
	failed)		code=1 ;;
	usage)		code=2 ;;
	nothing)	code=4 ;;
	*)		code=6 ;;
	esac
	shift
	say "$@"
	exit $code
}

# skip TEXT...: print why a check cannot run here; ctest takes 77 as skipped
skip()
{
	echo "skipped: $*"
	exit 77
}

# as_root COMMAND...: run it as root; 1 if that would need a password
as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		sudo -n "$@"
	else
		return 1
	fi
}

# hold_kernels: keep others from changing the kernels' cache until the end; set
# new, a folder in it to make a kernel in
hold_kernels()
{
	mkdir -p "$cache/kernels/names" 2>/dev/null || :
	[ -w "$cache/kernels/names" ] ||
		die usage "cannot write $cache/kernels: set XDG_CACHE_HOME"
	exec 9>"$cache/kernels/lock"
	flock 9
	rm -rf "$cache/kernels"/new.*
	new=$(mktemp -d "$cache/kernels/new.XXXXXX")
	trap 'rm -rf "$new"' EXIT
	trap 'exit 130' INT TERM HUP
}

# modules_of KERNELDIR: print the folder of our modules for it. Two kernels may
# have one release name.
modules_of()
{
	printf '%s/kmod/%s-%.8s\n' "$build" "$(cat "$1/release")" \
		"$(printf %s "$1" | sha256sum)"
}

# libraries FILE: print the shared libraries of a program
libraries()
{
	ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | sort -u
}

# pack FOLDER: print it as an initramfs; equal files give equal bytes
pack()
{
	(cd "$1" && find . | sort |
		cpio --quiet -o -H newc --reproducible -R 0:0)
}

# fit PATH TEXT...: refuse a path that a tool of ours would split or expand: make
# and kbuild do so at blanks, colons and dollars, CMake at semicolons, QEMU at
# commas. TEXT is what to do.
fit()
{
	# shellcheck disable=SC2101 # one bracket with two classes in it
	case $1 in
	*[][:cntrl:][:space:]:\;,\'\"\`\$\&\|\<\>\(\){}[\\*?!#%=^]*)
		path=$1
		shift
		die usage "'$path': a path may hold letters, digits and" \
			"./_+@~- only: $*" ;;
	esac
}
fit "$top" "move the clone"
fit "$build" "set REVOKEBENCH_BUILD to another folder"
fit "$cache" "set XDG_CACHE_HOME to another folder"
