// SPDX-License-Identifier: GPL-2.0-only
/* rdma.c - an RDMA memory region of soft-RoCE (rdma_rxe) */
#include "guest/survey/survey_rdma.h"

static int rdma_pin(struct survey_region *region)
{
	return survey_rdma_pin(region, SURVEY_RDMA_SOFT, 0);
}

const struct survey_user survey_user_rdma = {
	.name = "rdma",
	.title =
		"a memory region of soft-RoCE that the other end reads and writes",
	.needs = "CONFIG_RDMA_RXE",
	.setup = SURVEY_COMMANDS(SURVEY_RDMA_SETUP),
	.further = true,
	.reads = true,
	.pin = rdma_pin,
	.read = survey_rdma_read,
	.write = survey_rdma_write,
	.unpin = survey_rdma_unpin,
	.move = survey_rdma_move,
	.moves = SURVEY_PAGE,
	.told = survey_rdma_told,
};
