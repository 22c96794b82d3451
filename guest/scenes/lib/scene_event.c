// SPDX-License-Identifier: GPL-2.0-only
/* scene_event.c - what happens to a file while a device has its pages */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

static int run_truncate(struct scene_file *file, void *addr)
{
	return ftruncate(file->fd, 0) ? -errno : 0;
}

static int run_fallocate(struct scene_file *file, int mode, uint64_t nr_pages)
{
	return fallocate(file->fd, mode, 0, nr_pages * SCENE_PAGE) ? -errno : 0;
}

static int run_punch(struct scene_file *file, void *addr)
{
	return run_fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			     file->nr_pages);
}

static int run_zero(struct scene_file *file, void *addr)
{
	return run_fallocate(file, FALLOC_FL_ZERO_RANGE, file->nr_pages);
}

/* A file may not be collapsed as a whole: half of it, and the rest moves */
static int run_collapse(struct scene_file *file, void *addr)
{
	return run_fallocate(file, FALLOC_FL_COLLAPSE_RANGE,
			     file->nr_pages / 2);
}

static int run_remove(struct scene_file *file, void *addr)
{
	return madvise(addr, file->nr_pages * SCENE_PAGE, MADV_REMOVE) ?
		       -errno :
		       0;
}

static int run_munmap(struct scene_file *file, void *addr)
{
	return munmap(addr, file->nr_pages * SCENE_PAGE) ? -errno : 0;
}

static int run_evict(struct scene_file *file, void *addr)
{
	int ret = unlink(file->path) || close(file->fd) ? -errno : 0;

	file->fd = -1;
	return ret;
}

const struct scene_event scene_events[] = {
	{ .name = "truncate", .fs = "*", .run = run_truncate },
	{ .name = "punch", .fs = "*", .run = run_punch },
	{ .name = "zero", .fs = "ext4,xfs", .more = true, .run = run_zero },
	{ .name = "collapse",
	  .fs = "ext4,xfs",
	  .more = true,
	  .run = run_collapse },
	{ .name = "remove",
	  .fs = "*",
	  .by_owner = true,
	  .more = true,
	  .run = run_remove },
	{ .name = "munmap", .fs = "*", .by_owner = true, .run = run_munmap },
	{ .name = "evict",
	  .fs = "tmpfs,ext4,xfs",
	  .ends_file = true,
	  .unmapped = true,
	  .run = run_evict },
	{ 0 },
};

int scene_file_make(struct scene_file *file, const char *folder,
		    uint64_t nr_pages)
{
	static unsigned int serial;

	snprintf(file->path, sizeof(file->path), "%s/scene.%u", folder,
		 ++serial);
	file->nr_pages = nr_pages;
	file->fd =
		open(file->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return file->fd < 0 ? -errno : scene_file_fill(file, 0);
}

uint64_t scene_word(uint32_t generation, uint64_t page)
{
	return 0x5ce0ULL << 48 | (uint64_t)generation << 24 | page;
}

#define CHUNK 16U /* pages of one write */

int scene_file_fill(struct scene_file *file, uint32_t generation)
{
	static uint64_t words[CHUNK * SCENE_PAGE / sizeof(uint64_t)];
	const size_t per_page = SCENE_PAGE / sizeof(*words);
	uint64_t page, nr, i;

	for (page = 0; page < file->nr_pages; page += nr) {
		nr = file->nr_pages - page;
		if (nr > CHUNK)
			nr = CHUNK;
		for (i = 0; i < nr * per_page; i++)
			words[i] = scene_word(generation, page + i / per_page);
		if (pwrite(file->fd, words, nr * SCENE_PAGE,
			   page * SCENE_PAGE) != (ssize_t)(nr * SCENE_PAGE))
			return errno ? -errno : -EIO;
	}
	return 0;
}

uint64_t scene_file_word(struct scene_file *file, uint64_t page)
{
	uint64_t word = ~0ULL;

	if (pread(file->fd, &word, sizeof(word), page * SCENE_PAGE) !=
	    sizeof(word))
		return ~0ULL;
	return word;
}

void scene_file_remove(struct scene_file *file)
{
	if (file->fd < 0)
		return;
	unlink(file->path);
	close(file->fd);
	file->fd = -1;
}
