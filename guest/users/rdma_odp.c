// SPDX-License-Identifier: GPL-2.0-only
/* rdma_odp.c - an RDMA memory region with on-demand paging: no pin */
#include <errno.h>
#include <infiniband/verbs.h>

#include "guest/survey/survey_rdma.h"

/* A device without it says EOPNOTSUPP, or EINVAL, to the access flag */
static int odp_pin(struct survey_region *region)
{
	int ret =
		survey_rdma_pin(region, SURVEY_RDMA_ANY, IBV_ACCESS_ON_DEMAND);

	return ret == -EOPNOTSUPP || ret == -EINVAL ? -ENODEV : ret;
}

const struct survey_user survey_user_rdma_odp = {
	.name = "rdma_odp",
	.title = "an RDMA memory region with on-demand paging",
	.needs = "CONFIG_INFINIBAND_ON_DEMAND_PAGING, soft-RoCE of Linux 6.15",
	.setup = SURVEY_COMMANDS(SURVEY_RDMA_SETUP),
	.reads = true,
	.holds_none = true,
	.pin = odp_pin,
	.read = survey_rdma_read,
	.write = survey_rdma_write,
	.unpin = survey_rdma_unpin,
};
