// SPDX-License-Identifier: GPL-2.0-only
/* anon.c - private anonymous memory in base pages */
#include <sys/mman.h>

#include "guest/lib/guest_memory.h"

static int anon_setup(struct ub_region *region)
{
	int ret = ub_region_map_anon(region, MADV_NOHUGEPAGE);

	if (!ret)
		ub_region_touch(region);
	return ret;
}

const struct ub_memory ub_memory_anon = {
	.name = "anon",
	.title = "private anonymous memory in base pages",
	.setup = anon_setup,
	.teardown = ub_region_unmap,
};
