#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# host_test.sh - run --target host refuses in each case, and unloads everything
# usage: host_test.sh
#
# Nothing is loaded into a kernel: /proc, /sys, /lib and the commands that load
# are faked.
set -eu
. "$(dirname "$0")/expect.sh"
real=${REVOKEBENCH_BUILD:-$top/build}
export RVB_HOST_ROOT="$tmp/root" REVOKEBENCH_BUILD="$tmp/build"
release=6.1.0-0-fake
lib=$RVB_HOST_ROOT/lib/modules/$release
proc=$RVB_HOST_ROOT/proc

mkdir -p "$tmp/bin" "$tmp/modules" "$tmp/build/bin" "$proc" "$lib/build" \
	"$RVB_HOST_ROOT/sys/kernel/security"
printf '#!/bin/sh\necho %s\n' "$release" >"$tmp/bin/uname"
# shellcheck disable=SC2016 # a literal dollar
printf '#!/bin/sh\necho "${FAKE_ID:-0}"\n' >"$tmp/bin/id"
# rmmod removes a module from the list; unshare accepts one command line only.
cat >"$tmp/bin/rmmod" <<END
#!/bin/sh
sed -i "/^\$1 /d" "$proc/modules"
echo "rmmod \$1" >>"$tmp/calls"
END
cat >"$tmp/bin/unshare" <<'END'
#!/bin/sh
[ "$1 $2 $3" = '--mount --propagation private' ] || exit 2
shift 3
exec "$@"
END
printf '#!/bin/sh\necho "depmod $*" >>"%s"\n' "$tmp/calls" >"$tmp/bin/depmod"
chmod +x "$tmp/bin"/*
export PATH="$tmp/bin:$PATH"

# Options are refused before anything is built.
RVB_TOP=$top RVB_BIN=$real/bin
export RVB_TOP RVB_BIN
refused "$RVB_BIN/run" --target host
says 'add --i-know-this-loads-kernel-code' stderr
refused "$RVB_BIN/run" --i-know-this-loads-kernel-code
refused "$RVB_BIN/run" --target moon
sure='--target host --i-know-this-loads-kernel-code'
# shellcheck disable=SC2086 # words
{
refused "$RVB_BIN/run" $sure --mode exact
refused "$RVB_BIN/run" $sure --kernel 6.1
}

# A kernel is refused for each thing it lacks, until it lacks nothing.
kernel=$top/scripts/host_kernel.sh
FAKE_ID=1000 refused "$kernel"
says 'needs root' stderr
refused "$kernel"
says 'loads no modules' stderr
echo 'rvk_scratch 16384 1 - Live 0x0' >"$proc/modules"
echo 'none [integrity] confidentiality' \
	>"$RVB_HOST_ROOT/sys/kernel/security/lockdown"
refused "$kernel"
says 'locked down' stderr
echo '[none] integrity confidentiality' \
	>"$RVB_HOST_ROOT/sys/kernel/security/lockdown"
refused "$kernel"
says 'loaded already, unload first: rmmod rvk_scratch' stderr
echo 'ext4 16384 1 - Live 0x0' >"$proc/modules"
refused "$kernel"
says "apt-get install linux-headers-$release" stderr
touch "$lib/build/Makefile"
refused "$kernel"
says 'no CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS' stderr
printf 'CONFIG_%s=y\n' DYNAMIC_FTRACE_WITH_DIRECT_CALLS MMU_NOTIFIER \
	>"$lib/build/.config"
expect 0 "$kernel"
lines 1 stdout
[ "$(cat "$(cat "$tmp/stdout")/release")" = "$release" ] || wrong "no release"
# shellcheck disable=SC2086 # words
expect 2 "$RVB_BIN/run" $sure -o "$tmp/out"
says 'do not build for the kernel of this machine' stderr
[ ! -e "$tmp/out" ] || wrong "a folder was made"

# Modules are loaded while the program runs and unloaded after it.
touch "$tmp/modules/rvk.ko" "$tmp/modules/rvk_none.ko" "$tmp/modules/kbench.ko"
ln -s "$real/bin/host_cell" "$tmp/build/bin/host_cell"
cat >"$tmp/build/bin/program" <<END
#!/bin/sh
ls "$lib/extra" >"$tmp/seen"
for m in rvk rvk_none kbench; do echo "\$m 1 0 - Live 0x0"; done \
	>>"$proc/modules"
echo "at 1 2 here" >&\$RVB_CONTROL_FD
[ "\$1" != stay ] || sleep 60
exit 3
END
chmod +x "$tmp/build/bin/program"

# gone: all modules and their files are removed, the rest is unchanged
gone()
{
	[ "$(cut -d' ' -f1 "$proc/modules")" = ext4 ] || wrong "still loaded"
	[ ! -e "$lib/extra" ] || wrong "modules lie about"
	[ "$(cat "$tmp/calls")" = "depmod $release
rmmod kbench
rmmod rvk_none
rmmod rvk
depmod $release" ] || wrong "$(cat "$tmp/calls")"
	rm "$tmp/calls"
}

expect 5 "$top/scripts/host_run.sh" "$tmp/modules" "$tmp/cell" 2 /bin/program go
says '^at 1 2 here$' stderr
says 'ended with 3' stderr
[ "$(tr '\n' ' ' <"$tmp/seen")" = 'kbench.ko rvk.ko rvk_none.ko ' ] ||
	wrong "not all modules were there"
grep -q '"reason": "guest-exit"' "$tmp/cell/cell.json" || wrong "no verdict"
gone

# SIGTERM stops the program, and everything is unloaded.
expect 130 timeout -s TERM --preserve-status -k 30 2 "$top/scripts/host_run.sh" \
	"$tmp/modules" "$tmp/cell" 2 /bin/program stay
gone

# A foreign module file of that name is left alone.
mkdir "$lib/extra"
echo theirs >"$lib/extra/rvk.ko"
refused "$top/scripts/host_run.sh" "$tmp/modules" "$tmp/cell" 2 /bin/program go
says 'exists: move it away' stderr
[ "$(cat "$lib/extra/rvk.ko")" = theirs ] || wrong "it was replaced"
