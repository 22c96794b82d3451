#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_refusals.sh - the runner refuses in one line and with the right exit code
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

find_kernel
: > "$work/initrd"

# refuse CODE REGEX OPTIONS...: expect one line, and no $work/cell.
refuse()
{
	want=$1
	regex=$2
	shift 2
	code=0
	"$vm" "$@" 2> "$work/err" || code=$?
	name="$want: $regex"
	check "$name: exit code" [ "$code" -eq "$want" ]
	check "$name: the line" first_line "$regex"
	check "$name: one line" [ "$(wc -l < "$work/err")" -eq 1 ]
	check "$name: no folder" [ ! -e "$work/cell" ]
}

# No kernels: a text, an image that is cut off, one with a damaged payload. vm
# refuses the first; vmlinux.sh refuses all.
echo "not a kernel" > "$work/text"
head -c 1000000 "$kernel/vmlinuz" > "$work/cut"
cp "$kernel/vmlinuz" "$work/damaged"
dd if=/dev/zero of="$work/damaged" bs=1k seek=1000 count=200 conv=notrunc 2> "$work/dd"

# A QEMU that lacks pvpanic.
cat > "$work/old-qemu" << 'END'
#!/bin/sh
for name in virtio-serial-pci virtserialport virtconsole i6300esb; do
	echo "name \"$name\", bus PCI"
done
END
chmod +x "$work/old-qemu"
# One that has no IOMMU and no edu.
sed 's/virtio-serial-pci/& pvpanic-pci/' "$work/old-qemu" > "$work/plain-qemu"
chmod +x "$work/plain-qemu"

good="--kernel $kernel/vmlinux --initrd $work/initrd -o $work/cell"

# shellcheck disable=SC2086
{
refuse 2 "/none: No such file" --kernel /none --initrd "$work/initrd" \
	-o "$work/cell" -- true
refuse 2 "/none: No such file" --kernel "$kernel/vmlinux" --initrd /none \
	-o "$work/cell" -- true
refuse 2 "/text: not a bzImage or vmlinux" --kernel "$work/text" \
	--initrd "$work/initrd" -o "$work/cell" -- true
vm=$top/scripts/vmlinux.sh
for image in text cut; do
	refuse 2 "/$image: not a bzImage" "$work/$image" "$work/out"
done
refuse 2 "/damaged: the packed kernel in it is broken" "$work/damaged" \
	"$work/out"
check "no vmlinux of them" [ ! -e "$work/out" ]
vm=$build/bin/vm
refuse 2 "--kernel .*missing" -o "$work/cell" -- true
refuse 2 "CELLDIR.*missing" --kernel "$kernel/vmlinux" \
	--initrd "$work/initrd" -- true
refuse 2 "GUEST ARGV.*missing" $good
refuse 2 "--accel kvm: cannot count instructions" $good --accel kvm -- true
refuse 2 "--accel=xen: expected tcg or kvm" $good --accel xen -- true
refuse 2 "holds a blank or a quote" $good -- sh -c "a b"
refuse 2 "holds a single quote" $good --append "it's" -- true
refuse 2 "too long" $good -- $(seq 29)
refuse 2 "too long" $good -- "$(head -c 2000 /dev/zero | tr '\0' x)"
refuse 2 "/cell: cannot write there: Not a dir" $good -o "$kernel/release/cell" -- true
refuse 2 "cannot write there: No such file" $good -o "$work/none/cell" -- true
refuse 2 "--seed=29: expected a number from 1 to 28" $good --seed 29 -- true
refuse 2 "--mode=fast: expected timed or exact" $good --mode fast -- true
refuse 2 "--iommu=x: expected off, vtd, amd, virtio or none" $good --iommu x -- true
refuse 2 "--iommu-mode: needs --iommu vtd, amd or virtio" $good --iommu none \
	--iommu-mode lazy -- true
refuse 2 "--iommu-mode: needs --iommu vtd" $good --iommu-mode strict -- true
refuse 6 'has no device "amd-iommu"' $good --qemu "$work/plain-qemu" --iommu amd -- true
refuse 6 'has no device "edu"' $good --qemu "$work/plain-qemu" --iommu none -- true
refuse 2 "progress-fd=99: Bad file" $good --progress-fd 99 -- true
refuse 6 "no such program: apt-get install" $good --qemu "$work/none" -- true
refuse 6 'has no device "pvpanic-pci"' $good --qemu "$work/old-qemu" -- true
refuse 6 'has no device "pvpanic-pci"' --probe --qemu "$work/old-qemu"
check "--probe: the real one has all" "$vm" --probe
}

# The rule file has a mistake.
printf 'deny (\n' > "$work/rules"
# shellcheck disable=SC2086
refuse 2 "/rules:1: " $good --rules "$work/rules" -- true

# The disk is full before the first file is written.
export vm good work
if unshare -m true 2> /dev/null; then
	code=0
	# shellcheck disable=SC2016
	unshare -m sh -c 'mkdir "$work/disk" &&
		mount -t tmpfs -o size=4k tmpfs "$work/disk" &&
		head -c 4096 /dev/zero > "$work/disk/full" && {
		"$vm" $good -o "$work/disk/cell" -- true
		code=$?
		ls "$work/disk" > "$work/left"
		exit $code; }' 2> "$work/err" || code=$?
	check "full disk: exit code 2" [ "$code" -eq 2 ]
	check "full disk: the line" \
		first_line "/disk/cell: cannot write there: No space left"
	check "full disk: nothing is left" [ "$(cat "$work/left")" = full ]
else
	echo "# full disk: not tried, cannot unshare"
fi

finish
