// SPDX-License-Identifier: GPL-2.0-only
/* hugetlb.c - private memory of reserved huge pages */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_text.h"

#define POOL "/sys/kernel/mm/hugepages/hugepages-2048kB/"

static int read_pool(uint64_t *all, uint64_t *free_pages)
{
	int ret = guest_text_number(POOL "nr_hugepages", all);

	return ret ? ret : guest_text_number(POOL "free_hugepages", free_pages);
}

/*
 * The kernel stops reserving when a signal is pending, and task work of io_uring
 * counts as one: repeat as long as the number grows.
 */
static int grow_pool(uint64_t nr, uint64_t *free_pages)
{
	uint64_t before, now = 0, all = 0;
	int ret;

	ret = read_pool(&all, &now);
	do {
		before = now;
		if (!ret)
			ret = guest_text_put(POOL "nr_hugepages",
					     all + nr - before);
		if (!ret)
			ret = read_pool(&all, &now);
	} while (!ret && now < nr && now > before);
	*free_pages = now;
	return ret;
}

static int reserve(struct guest_map *region, uint64_t nr)
{
	uint64_t free_pages;
	int ret;

	ret = guest_text_number(POOL "free_hugepages", &free_pages);
	if (!ret && free_pages < nr && guest_is_ours())
		ret = grow_pool(nr, &free_pages);
	if (ret)
		return guest_map_refuse(region, ret, POOL ": %s",
					strerror(-ret));
	if (free_pages >= nr)
		return 0;
	return guest_map_refuse(region, -ENOMEM,
				"%" PRIu64 " of %" PRIu64
				" huge pages are free",
				free_pages, nr);
}

static int hugetlb_setup(struct guest_map *region)
{
	size_t bytes = region->nr_pages * GUEST_PAGE_BYTES;
	int ret;

	bytes = (bytes + GUEST_HUGE_BYTES - 1) & ~(GUEST_HUGE_BYTES - 1);
	ret = reserve(region, bytes / GUEST_HUGE_BYTES);
	if (ret)
		return ret;
	region->map_bytes = bytes;
	region->addr = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB |
				    (21 << MAP_HUGE_SHIFT),
			    -1, 0);
	if (region->addr == MAP_FAILED)
		return guest_map_refuse(region, -errno,
					"cannot map huge pages: %s",
					strerror(errno));
	guest_map_touch(region);
	return 0;
}

static void hugetlb_teardown(struct guest_map *region)
{
	guest_map_unmap(region);
	if (guest_is_ours())
		guest_text_put(POOL "nr_hugepages", 0);
}

const struct guest_memory guest_memory_hugetlb = {
	.name = "hugetlb",
	.title = "private memory of reserved 2 MiB pages",
	.setup = hugetlb_setup,
	.teardown = hugetlb_teardown,
};
