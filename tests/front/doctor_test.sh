#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# doctor_test.sh - doctor and setup where something is missing
# usage: doctor_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export XDG_CACHE_HOME="$tmp/cache" REVOKEBENCH_BUILD="$tmp/build"

# A machine that runs this test has every package; no kernel is fetched yet.
expect 0 "$top/revokebench" doctor
says '^ok    qemu-system-x86 ' stdout
says '^ok    i6300esb ' stdout
says '^warn  kernel 6.1 .*; mend: ./revokebench kernels get 6.1$' stdout
lines 0 stderr
[ "$(grep -cE '^(ok|warn|fail) ' "$tmp/stdout")" -eq \
	"$(wc -l <"$tmp/stdout")" ] || wrong "a line that is no finding"
[ ! -e "$tmp/build" ] || wrong "doctor has written something"

# doctor colours its output on a terminal, unless NO_COLOR is set.
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	expect 0 env -u NO_COLOR script -qec "$top/revokebench doctor" /dev/null
	says "$(printf '\033')\\[32mok" stdout
	expect 0 env NO_COLOR= script -qec "$top/revokebench doctor" /dev/null
	says "$(printf '\033')\\[32mok" stdout
	expect 0 env NO_COLOR=1 script -qec "$top/revokebench doctor" /dev/null
	! grep -q "$(printf '\033')" "$tmp/stdout" || wrong "coloured"
else
	echo "not tried: colours, for want of a pseudo-terminal"
fi

# One QEMU lacks a device, another does not run.
mkdir "$tmp/bin"
cat >"$tmp/bin/qemu-system-x86_64" <<'END'
#!/bin/sh
echo 'name "pvpanic-pci", bus PCI'
echo 'name "virtio-serial-pci", bus PCI'
END
chmod +x "$tmp/bin/qemu-system-x86_64"
expect 2 env PATH="$tmp/bin:$PATH" "$top/revokebench" doctor
says '^fail  i6300esb .*; mend: ' stdout
says '^ok    pvpanic-pci ' stdout
lines 1 stderr
printf '#!/bin/sh\nexit 1\n' >"$tmp/bin/qemu-system-x86_64"
expect 2 env PATH="$tmp/bin:$PATH" "$top/revokebench" doctor
says '^fail  qemu .*; mend: apt-get install' stdout

# A file stands where a folder should be: not even root can write there.
touch "$tmp/file"
expect 2 env XDG_CACHE_HOME="$tmp/file/x" "$top/revokebench" doctor
says '^fail  cache folder .*; mend: export XDG_CACHE_HOME=' stdout
expect 2 env REVOKEBENCH_BUILD="$tmp/file/x" "$top/revokebench" doctor
says '^fail  build folder .*; mend: export REVOKEBENCH_BUILD=' stdout
expect 2 env REVOKEBENCH_BUILD="$tmp/file/x" "$top/scripts/build.sh"
lines 1 stderr

# A machine lacks apt and nearly everything else.
mkdir "$tmp/bare"
for tool in sh env awk sed grep cat id dirname readlink mktemp rm df; do
	ln -s "$(command -v $tool)" "$tmp/bare/$tool"
done
expect 2 env PATH="$tmp/bare" "$top/revokebench" doctor
says '^fail  cmake .*no apt here' stdout
says '^fail  kernel 6.1 .*run --kernel FILE$' stdout
says '^warn  shellcheck .*test only' stdout
expect 0 env PATH="$tmp/bare" "$top/scripts/setup.sh" run
says 'no apt to install it: gcc ' stderr
lines 1 stderr
expect 6 env PATH="$tmp/bare" "$top/scripts/kernels.sh" get 6.1
says 'no apt here: use --kernel FILE$' stderr

# apt fails, also after its lists were updated.
cat >"$tmp/bare/apt-get" <<END
#!/bin/sh
echo "\$*" >>"$tmp/calls"
echo 'E: no such thing'
exit 100
END
chmod +x "$tmp/bare/apt-get"
for tool in sudo tail; do
	! command -v $tool >/dev/null ||
		ln -s "$(command -v $tool)" "$tmp/bare/$tool"
done
[ "$(id -u)" -eq 0 ] || exit 0
expect 6 env PATH="$tmp/bare" "$top/scripts/setup.sh" run
says '^E: no such thing$' stderr
says 'apt-get could not install gcc ' stderr
expect 0 grep -c '^install -y' "$tmp/calls"
says '^2$' stdout
expect 0 grep -c update "$tmp/calls"
