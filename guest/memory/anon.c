// SPDX-License-Identifier: GPL-2.0-only
/* anon.c - private anonymous memory in base pages */
#include <sys/mman.h>

#include "guest/lib/guest_memory.h"

static int anon_setup(struct guest_map *region)
{
	int ret = guest_map_map_anon(region, MADV_NOHUGEPAGE);

	if (!ret)
		guest_map_touch(region);
	return ret;
}

const struct guest_memory guest_memory_anon = {
	.name = "anon",
	.title = "private anonymous memory in base pages",
	.setup = anon_setup,
	.teardown = guest_map_unmap,
};
