// SPDX-License-Identifier: GPL-2.0-only
/* fixed.c - a region cannot be changed, only put into error */

/*
 * A classic RDMA card: no entry of a memory region can be changed during
 * traffic. The whole region can be put into error.
 */
#include "kbench/kb_device.h"

/* Called for the whole region only: see rvk_region_release_range() */
static void kb_fixed_point(struct rvk_region *r, unsigned long first,
			   unsigned long nr, dma_addr_t to)
{
	WARN_ON_ONCE(to != RVK_NOWHERE);
	kb_table_fence(r);
}

const struct kb_device kb_device_fixed = {
	.title = "can only destroy the whole region",
	.ops = {
		.module = THIS_MODULE,
		.name = "fixed",
		.can = RVK_FENCE,
		.map = kb_table_map,
		.point = kb_fixed_point,
		.fence = kb_table_fence,
		.drain = kb_engine_no_drain,
		.stop = kb_engine_stop,
	},
};
