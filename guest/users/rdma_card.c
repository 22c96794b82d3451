// SPDX-License-Identifier: GPL-2.0-only
/* rdma_card.c - an RDMA memory region of a card, InfiniBand or RoCE */
#include "guest/survey/survey_rdma.h"

static int card_pin(struct survey_region *region)
{
	return survey_rdma_pin(region, SURVEY_RDMA_CARD, 0);
}

const struct survey_user survey_user_rdma_card = {
	.name = "rdma_card",
	.title =
		"a memory region of a card that the other end reads and writes",
	.needs = "an InfiniBand or RoCE card and its driver",
	.reads = true,
	.pin = card_pin,
	.read = survey_rdma_read,
	.write = survey_rdma_write,
	.unpin = survey_rdma_unpin,
};
