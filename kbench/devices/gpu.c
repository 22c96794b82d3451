// SPDX-License-Identifier: GPL-2.0-only
/* gpu.c - has a page table of its own that can be changed at any time */

/*
 * Each access looks the table up, so a changed entry counts from the next access
 * on, also for commands that were under way; the flush is the wait for the
 * access that is being made.
 */
#include "kbench/kb_device.h"

const struct kb_device kb_device_gpu = {
	.title = "one entry rewritten and flushed, synchronously",
	.ops = {
		.module = THIS_MODULE,
		.name = "gpu",
		.can = RVK_REDIRECT | RVK_FENCE,
		.map = kb_table_map,
		.point = kb_table_point,
		.fence = kb_table_fence,
		.drain = kb_engine_no_drain,
		.stop = kb_engine_stop,
	},
};
