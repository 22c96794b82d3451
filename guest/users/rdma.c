// SPDX-License-Identifier: GPL-2.0-only
/* rdma.c - an RDMA memory region; in the guest of soft-RoCE (rdma_rxe) */
#include "guest/survey/survey_rdma.h"

static const char *const rdma_setup[] = { SURVEY_RDMA_SETUP, NULL };

static int rdma_pin(struct survey_region *region)
{
	return survey_rdma_pin(region, 0);
}

const struct survey_user survey_user_rdma = {
	.name = "rdma",
	.title = "an RDMA memory region that the other end reads and writes",
	.needs = "CONFIG_RDMA_RXE, or an RDMA card",
	.setup = rdma_setup,
	.further = true,
	.reads = true,
	.pin = rdma_pin,
	.read = survey_rdma_read,
	.write = survey_rdma_write,
	.unpin = survey_rdma_unpin,
};
