// SPDX-License-Identifier: GPL-2.0-only
/* guest_memory.c - what the kinds of memory share, and the one in use */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_memory.h"

const struct ub_memory *ub_memory_find(const char *name)
{
	size_t i;

	for (i = 0; ub_memories[i]; i++)
		if (!strcmp(ub_memories[i]->name, name))
			return ub_memories[i];
	return NULL;
}

int ub_region_use(const struct ub_memory *memory, uint64_t nr_pages,
		  const struct ub_region **region)
{
	static const struct ub_memory *current;
	static struct ub_region kept;
	static int ret;

	if (region)
		*region = &kept;
	if (memory && memory == current && nr_pages == kept.nr_pages)
		return ret;

	if (current && !ret)
		current->teardown(&kept);
	current = memory;
	kept = (struct ub_region){ .nr_pages = nr_pages, .fd = -1 };
	ret = memory ? memory->setup(&kept) : 0;
	return ret;
}

int ub_region_refuse(struct ub_region *region, int error, const char *format,
		     ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(region->why, sizeof(region->why), format, args);
	va_end(args);
	return error;
}

int ub_region_map_anon(struct ub_region *region, int advice)
{
	size_t slack, bytes = region->nr_pages * UB_PAGE_BYTES;
	char *raw, *start;

	bytes = (bytes + UB_HUGE_BYTES - 1) & ~(UB_HUGE_BYTES - 1);
	raw = mmap(NULL, bytes + UB_HUGE_BYTES, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (raw == MAP_FAILED)
		return ub_region_refuse(region, -errno,
					"cannot map %zu MiB: %s", bytes >> 20,
					strerror(errno));

	start = (char *)(((uintptr_t)raw + UB_HUGE_BYTES - 1) &
			 ~(UB_HUGE_BYTES - 1));
	slack = start - raw;
	if (slack)
		munmap(raw, slack);
	munmap(start + bytes, UB_HUGE_BYTES - slack);
	region->addr = start;
	region->map_bytes = bytes;

	if (madvise(start, bytes, advice)) {
		int error = -errno;

		ub_region_unmap(region);
		return ub_region_refuse(region, error, "madvise(%d): %s",
					advice, strerror(-error));
	}
	return 0;
}

/* Base pages, one a call: on no filesystem do larger folios come of it. */
static int write_pages(int fd, uint64_t nr_pages)
{
	static char page[UB_PAGE_BYTES];
	ssize_t done;
	uint64_t i;

	memset(page, 0x5a, sizeof(page));
	for (i = 0; i < nr_pages; i++) {
		done = pwrite(fd, page, sizeof(page), i * UB_PAGE_BYTES);
		if (done != (ssize_t)sizeof(page))
			return done < 0 ? -errno : -ENOSPC;
	}
	return 0;
}

int ub_region_map_file(struct ub_region *region, const char *folder)
{
	const char *what = "make a file in";
	int ret;

	region->fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	if (region->fd < 0)
		goto fail;
	what = "fill a file in";
	ret = write_pages(region->fd, region->nr_pages);
	if (ret) {
		errno = -ret;
		goto close;
	}
	what = "map a file in";
	region->map_bytes = region->nr_pages * UB_PAGE_BYTES;
	region->addr = mmap(NULL, region->map_bytes, PROT_READ | PROT_WRITE,
			    MAP_SHARED, region->fd, 0);
	if (region->addr == MAP_FAILED)
		goto close;
	ub_region_touch(region);
	return 0;

close:
	ret = errno;
	close(region->fd);
	errno = ret;
fail:
	return ub_region_refuse(region, -errno, "cannot %s %s: %s", what,
				folder, strerror(errno));
}

void ub_region_touch(struct ub_region *region)
{
	volatile char *byte = region->addr;
	size_t i;

	for (i = 0; i < region->map_bytes; i += UB_PAGE_BYTES)
		byte[i] = 0x5a;
}

void ub_region_unmap(struct ub_region *region)
{
	munmap(region->addr, region->map_bytes);
	if (region->fd >= 0)
		close(region->fd);
}
