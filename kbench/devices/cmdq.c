// SPDX-License-Identifier: GPL-2.0-only
/* cmdq.c - a queue of commands that carry their addresses */

/*
 * The driver can change the page that new commands use. Commands in progress
 * carry the old address, whatever the table has: they must end before the page
 * is free.
 */
#include "kbench/kb_device.h"

const struct kb_device kb_device_cmdq = {
	.title = "new commands use the new page, those in progress must drain",
	.is_early = true,
	.ops = {
		.module = THIS_MODULE,
		.name = "cmdq",
		.can = RVK_REDIRECT | RVK_FENCE,
		.map = kb_table_map,
		.point = kb_table_point,
		.fence = kb_table_fence,
		.drain = kb_engine_drain,
		.stop = kb_engine_stop,
	},
};
