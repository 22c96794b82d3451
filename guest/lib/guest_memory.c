// SPDX-License-Identifier: GPL-2.0-only
/* guest_memory.c - mapping for the kinds of memory, and the one in use */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_memory.h"

const struct guest_memory *guest_memory_find(const char *name)
{
	size_t i;

	for (i = 0; guest_memories[i]; i++)
		if (!strcmp(guest_memories[i]->name, name))
			return guest_memories[i];
	return NULL;
}

int guest_map_use(const struct guest_memory *memory, uint64_t nr_pages,
		  const struct guest_map **region)
{
	static const struct guest_memory *current;
	static struct guest_map kept;
	static int ret;

	if (region)
		*region = &kept;
	if (memory && memory == current && nr_pages == kept.nr_pages)
		return ret;

	if (current && !ret)
		current->teardown(&kept);
	current = memory;
	kept = (struct guest_map){ .nr_pages = nr_pages, .fd = -1 };
	ret = memory ? memory->setup(&kept) : 0;
	return ret;
}

int guest_map_refuse(struct guest_map *region, int error, const char *format,
		     ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(region->why, sizeof(region->why), format, args);
	va_end(args);
	return error;
}

int guest_map_map_anon(struct guest_map *region, int advice)
{
	size_t slack, bytes = region->nr_pages * GUEST_PAGE_BYTES;
	char *raw, *start;

	bytes = (bytes + GUEST_HUGE_BYTES - 1) & ~(GUEST_HUGE_BYTES - 1);
	raw = mmap(NULL, bytes + GUEST_HUGE_BYTES, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (raw == MAP_FAILED)
		return guest_map_refuse(region, -errno,
					"cannot map %zu MiB: %s", bytes >> 20,
					strerror(errno));

	start = (char *)(((uintptr_t)raw + GUEST_HUGE_BYTES - 1) &
			 ~(GUEST_HUGE_BYTES - 1));
	slack = start - raw;
	if (slack)
		munmap(raw, slack);
	munmap(start + bytes, GUEST_HUGE_BYTES - slack);
	region->addr = start;
	region->map_bytes = bytes;

	if (madvise(start, bytes, advice)) {
		int error = -errno;

		guest_map_unmap(region);
		return guest_map_refuse(region, error, "madvise(%d): %s",
					advice, strerror(-error));
	}
	return 0;
}

/* Write one page a call, so that no filesystem allocates large folios */
static int write_pages(int fd, uint64_t nr_pages)
{
	static char page[GUEST_PAGE_BYTES];
	ssize_t done;
	uint64_t i;

	memset(page, 0x5a, sizeof(page));
	for (i = 0; i < nr_pages; i++) {
		done = pwrite(fd, page, sizeof(page), i * GUEST_PAGE_BYTES);
		if (done != (ssize_t)sizeof(page))
			return done < 0 ? -errno : -ENOSPC;
	}
	return 0;
}

int guest_map_map_file(struct guest_map *region, const char *folder)
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
	region->map_bytes = region->nr_pages * GUEST_PAGE_BYTES;
	region->addr = mmap(NULL, region->map_bytes, PROT_READ | PROT_WRITE,
			    MAP_SHARED, region->fd, 0);
	if (region->addr == MAP_FAILED)
		goto close;
	guest_map_touch(region);
	return 0;

close:
	ret = errno;
	close(region->fd);
	errno = ret;
fail:
	return guest_map_refuse(region, -errno, "cannot %s %s: %s", what,
				folder, strerror(errno));
}

void guest_map_touch(struct guest_map *region)
{
	volatile char *byte = region->addr;
	size_t i;

	for (i = 0; i < region->map_bytes; i += GUEST_PAGE_BYTES)
		byte[i] = 0x5a;
}

void guest_map_unmap(struct guest_map *region)
{
	munmap(region->addr, region->map_bytes);
	if (region->fd >= 0)
		close(region->fd);
}
