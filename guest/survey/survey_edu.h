/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_edu.h - QEMU's edu device reads and writes by DMA through an IOMMU */
#ifndef SURVEY_EDU_H
#define SURVEY_EDU_H

#include "guest/survey/survey.h"

#define SURVEY_EDU_SLOT "0000:00:05.0" /* where the survey's guest has it */
#define SURVEY_EDU_DRIVER "/sys/bus/pci/drivers/vfio-pci/"
#define SURVEY_EDU_SETUP                                           \
	"modprobe vfio-pci",                                       \
		"[ -e " SURVEY_EDU_DRIVER SURVEY_EDU_SLOT " ] || " \
		"echo 1234 11e8 > " SURVEY_EDU_DRIVER "new_id"

/**
 * survey_edu_pin() - map the region for the device's DMA
 * @region:	for reading only unless @region->write is set
 * @container:	device node of VFIO's type 1, or of iommufd, which takes its calls
 *
 * Return: 0, -ENODEV without node, device or IOMMU, or the -errno of the mapping.
 */
int survey_edu_pin(struct survey_region *region, const char *container);

/* Map a pinned region at a second address, until the container is closed: likewise */
int survey_edu_map_again(struct survey_region *region);

/* End that mapping, if it is there */
void survey_edu_unmap_again(struct survey_region *region);

/* What a read returns where the IOMMU lets the device access no memory */
#define SURVEY_EDU_NOWHERE 1
#define SURVEY_EDU_STATUS "reaches no memory"

/*
 * A DMA of one byte, by way of the device's memory: 0, -errno, and a read of a
 * region for writing SURVEY_EDU_NOWHERE
 */
int survey_edu_read(struct survey_region *region, unsigned int page,
		    char *byte);
int survey_edu_write(struct survey_region *region, unsigned int page,
		     char byte);

/* A DMA of most of a page, then one of its first byte: 0 or -errno */
#define SURVEY_EDU_MOVES 4095
int survey_edu_move(struct survey_region *region, unsigned int page,
		    char *byte);

void survey_edu_unpin(struct survey_region *region);

#endif /* SURVEY_EDU_H */
