// SPDX-License-Identifier: GPL-2.0-only
/* vfio.c - DMA of a device that VFIO type 1 maps memory for */
#include "guest/survey/survey_edu.h"

static int vfio_pin(struct survey_region *region)
{
	return survey_edu_pin(region, "/dev/vfio/vfio");
}

const struct survey_user survey_user_vfio = {
	.name = "vfio",
	.title = "VFIO type 1, QEMU's edu device at " SURVEY_EDU_SLOT
		 " does the DMA",
	.needs = "CONFIG_VFIO_PCI, CONFIG_VFIO_IOMMU_TYPE1, an IOMMU, edu",
	.setup = SURVEY_COMMANDS("modprobe vfio_iommu_type1", SURVEY_EDU_SETUP),
	.further = true,
	.reads = true,
	.pin = vfio_pin,
	.read = survey_edu_read,
	.write = survey_edu_write,
	.unpin = survey_edu_unpin,
	.status = SURVEY_EDU_STATUS,
	.move = survey_edu_move,
	.moves = SURVEY_EDU_MOVES,
	.slow = 100,
};
