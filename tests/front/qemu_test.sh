#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# qemu_test.sh - run without a QEMU that can do it: one line, nothing written
# usage: qemu_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

mkdir "$tmp/bin"
cat >"$tmp/bin/qemu-system-x86_64" <<'END'
#!/bin/sh
echo 'name "virtio-serial-pci", bus PCI'
END
# Who runs QEMU for root is nobody, and has to get there.
chmod 755 "$tmp" "$tmp/bin" "$tmp/bin/qemu-system-x86_64"
expect 6 env PATH="$tmp/bin:$PATH" "$top/revokebench" run --quick -o "$tmp/out"
says 'has no device "virtserialport"' stderr
lines 1 stderr
lines 0 stdout
[ ! -e "$tmp/out" ] || wrong "a folder was made"
