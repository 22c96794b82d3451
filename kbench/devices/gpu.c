// SPDX-License-Identifier: GPL-2.0-only
/* gpu.c - a page table that can be changed at any time */

/*
 * Each access looks the table up, so a changed entry is used from the next
 * access on, also by commands in progress; the flush waits for the current
 * access.
 */
#include "kbench/kb_device.h"

const struct kb_device kb_device_gpu = {
	.title = "rewrites and flushes single entries, synchronously",
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
