// SPDX-License-Identifier: GPL-2.0-only
/* thp.c - private anonymous memory in transparent huge pages */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "guest/lib/guest_memory.h"

/* AnonHugePages in kB of the mapping that starts at @addr, 0 if it has none */
static uint64_t huge_kib(const void *addr)
{
	unsigned long start, end;
	char line[512], head[32];
	uint64_t kib = 0;
	int ours = 0;
	FILE *f;

	f = fopen("/proc/self/smaps", "re");
	if (!f)
		return 0;
	snprintf(head, sizeof(head), "%lx-", (unsigned long)addr);
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			ours = !strncmp(line, head, strlen(head));
		if (ours &&
		    sscanf(line, "AnonHugePages: %" SCNu64 " kB", &kib) == 1)
			break;
	}
	fclose(f);
	return kib;
}

static int thp_setup(struct guest_map *region)
{
	uint64_t kib;
	int ret;

	ret = guest_map_map_anon(region, MADV_HUGEPAGE);
	if (ret)
		return ret;
	guest_map_touch(region);
	kib = huge_kib(region->addr);
	if (kib << 10 == region->map_bytes)
		return 0;
	guest_map_unmap(region);
	return guest_map_refuse(region, -ENOMEM,
				"no transparent huge page here: %" PRIu64
				" of %zu kB are",
				kib, region->map_bytes >> 10);
}

const struct guest_memory guest_memory_thp = {
	.name = "thp",
	.title = "private anonymous memory in transparent huge pages",
	.setup = thp_setup,
	.teardown = guest_map_unmap,
};
