#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_iommu.sh - the kernel sees the IOMMU and the mode that vm was asked for
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"

cat > "$work/iommu.sh" << 'END'
#!/bin/sh
dev=/sys/bus/pci/devices/0000:00:05.0
echo "edu $(cat $dev/vendor) $(cat $dev/device)"
echo "domain $(cat $dev/iommu_group/type 2> /dev/null || echo none)"
END
mkdir -p "$work/root/bin"
install -m 755 "$work/iommu.sh" "$work/root/bin/iommu.sh"
make_guest

# domain KIND MODE TYPE: boot, expect edu in a domain of that type. Linux prints
# DMA if an unmap flushes, DMA-FQ if a timer does, identity for passthrough.
domain()
{
	run_vm "$1-$2" --no-result --iommu "$1" ${2:+--iommu-mode "$2"} -- iommu.sh
	check "$1 $2: boots" [ "$code" -eq 0 ]
	check "$1 $2: edu is there" grep -q "edu 0x1234 0x11e8" "$cell/stdio.log"
	check "$1 $2: domain $3" grep -qx "domain $3" "$cell/stdio.log"
}

domain vtd "" DMA-FQ
domain vtd strict DMA
domain vtd lazy DMA-FQ
domain vtd pt identity
domain amd strict DMA
domain none "" none

finish
