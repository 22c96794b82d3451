/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_rdma.h - an RDMA memory region, read and written by the other end */
#ifndef SURVEY_RDMA_H
#define SURVEY_RDMA_H

#include "guest/survey/survey.h"

#define SURVEY_RDMA_SETUP                                                  \
	"modprobe crc32_generic; modprobe ib_uverbs", "modprobe rdma_rxe", \
		"ip link set lo up",                                       \
		"[ -e /sys/class/infiniband/rxe0 ] || rdma link add rxe0 type rxe netdev lo"

struct ibv_qp;

/* Which device: any of InfiniBand or RoCE, soft-RoCE, a card, or soft-iWARP */
enum survey_rdma {
	SURVEY_RDMA_ANY,
	SURVEY_RDMA_SOFT,
	SURVEY_RDMA_CARD,
	SURVEY_RDMA_SIW,
};

/**
 * survey_rdma_pin() - register the region with the first device of a kind
 * @region:	remote access, for reading only unless @region->write is set
 * @kind:	which device
 * @access:	further IBV_ACCESS_*, such as IBV_ACCESS_ON_DEMAND
 *
 * Return: 0, -ENODEV without such a device, or the registration's -errno.
 */
int survey_rdma_pin(struct survey_region *region, enum survey_rdma kind,
		    unsigned int access);

/**
 * survey_rdma_open() - the first half of survey_rdma_pin(): make the queue pairs
 * @kind:	which device
 * @pair:	set to both; the caller connects them, the first one reads and writes
 *
 * Return: as there.
 */
int survey_rdma_open(enum survey_rdma kind, struct ibv_qp **pair);

/* The second half: register the region once they are connected */
int survey_rdma_register(struct survey_region *region, unsigned int access);

/* An RDMA READ or WRITE of a byte: 0, -errno, or the status of its completion */
int survey_rdma_read(struct survey_region *region, unsigned int page,
		     char *byte);
int survey_rdma_write(struct survey_region *region, unsigned int page,
		      char byte);

/* An RDMA READ of a page, likewise */
int survey_rdma_move(struct survey_region *region, unsigned int page,
		     char *byte);

/* Wait for an asynchronous event: its number, or -errno */
int survey_rdma_told(void);

void survey_rdma_unpin(struct survey_region *region);

#endif /* SURVEY_RDMA_H */
