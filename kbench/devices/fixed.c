// SPDX-License-Identifier: GPL-2.0-only
/* fixed.c - a region can only be put into error, as modelled in 160 us */

/*
 * A classic RDMA card: no entry of a memory region can be changed during
 * traffic. The whole region can be put into error.
 */
#include "kbench/kb_device.h"

/*
 * What mlx5 takes to destroy a memory key, a command to the firmware: 100,000
 * regions took 20 s to deregister, and 4 s where the key was kept, in Linux
 * commit dd1b913fb0d0 ("RDMA/mlx5: Cache all user cacheable mkeys on dereg MR
 * flow").
 */
#define KB_FIXED_FENCE_NS 160000

/* Called for the whole region only: see rvk_region_release_range() */
static void kb_fixed_point(struct rvk_region *r, unsigned long first,
			   unsigned long nr, dma_addr_t to)
{
	WARN_ON_ONCE(to != RVK_NOWHERE);
	kb_table_fence(r);
}

const struct kb_device kb_device_fixed = {
	.title = "can only destroy the whole region",
	.fence_ns = KB_FIXED_FENCE_NS,
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
