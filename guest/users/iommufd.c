// SPDX-License-Identifier: GPL-2.0-only
/* iommufd.c - DMA of a device that iommufd maps memory for, by the calls of VFIO */
#include "guest/survey/survey_edu.h"

static int iommufd_pin(struct survey_region *region)
{
	return survey_edu_pin(region, "/dev/iommu");
}

const struct survey_user survey_user_iommufd = {
	.name = "iommufd",
	.title = "iommufd as a VFIO container, edu at " SURVEY_EDU_SLOT
		 " does the DMA",
	.needs = "CONFIG_IOMMUFD, CONFIG_VFIO_PCI, an IOMMU, edu",
	.setup = SURVEY_COMMANDS("modprobe iommufd", SURVEY_EDU_SETUP),
	.reads = true,
	.pin = iommufd_pin,
	.read = survey_edu_read,
	.write = survey_edu_write,
	.unpin = survey_edu_unpin,
};
