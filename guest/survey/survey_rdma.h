/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_rdma.h - an RDMA memory region, read and written by the other end */
#ifndef SURVEY_RDMA_H
#define SURVEY_RDMA_H

#include "guest/survey/survey.h"

#define SURVEY_RDMA_SETUP                                                  \
	"modprobe crc32_generic; modprobe ib_uverbs", "modprobe rdma_rxe", \
		"ip link set lo up",                                       \
		"[ -e /sys/class/infiniband/rxe0 ] || rdma link add rxe0 type rxe netdev lo"

/**
 * survey_rdma_pin() - register the region with the first device there is
 * @region:	remote access, for reading only unless @region->write is set
 * @access:	further IBV_ACCESS_*, such as IBV_ACCESS_ON_DEMAND
 *
 * Return: 0, -ENODEV without an RDMA device, or the registration's -errno.
 */
int survey_rdma_pin(struct survey_region *region, unsigned int access);

/* An RDMA READ or WRITE of a byte: 0, -errno, or the status of its completion */
int survey_rdma_read(struct survey_region *region, unsigned int page,
		     char *byte);
int survey_rdma_write(struct survey_region *region, unsigned int page,
		      char byte);

void survey_rdma_unpin(struct survey_region *region);

#endif /* SURVEY_RDMA_H */
