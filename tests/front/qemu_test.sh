#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# qemu_test.sh - run with an unfit QEMU prints one line and writes nothing
# usage: qemu_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

mkdir "$tmp/bin"
cat >"$tmp/bin/qemu-system-x86_64" <<'END'
#!/bin/sh
echo 'name "virtio-serial-pci", bus PCI'
END
# The runner starts QEMU as nobody, who must be able to enter the folder.
chmod 755 "$tmp" "$tmp/bin" "$tmp/bin/qemu-system-x86_64"
expect 6 env PATH="$tmp/bin:$PATH" "$top/revokebench" run --quick -o "$tmp/out"
says 'has no device "virtserialport"' stderr
lines 1 stderr
lines 0 stdout
[ ! -e "$tmp/out" ] || wrong "a folder was made"
