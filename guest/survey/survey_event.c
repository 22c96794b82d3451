// SPDX-License-Identifier: GPL-2.0-only
/* survey_event.c - the ways by which a file or a mapping loses pages */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static int event_truncate(struct survey_region *region)
{
	return guest_errno(ftruncate(region->fd, 0));
}

static int event_regrow(struct survey_region *region)
{
	return guest_errno(ftruncate(region->fd, 0) ||
			   ftruncate(region->fd, region->bytes));
}

static int event_punch(struct survey_region *region)
{
	return guest_punch(region->fd, 0, region->bytes);
}

static int event_collapse(struct survey_region *region)
{
	return guest_errno(fallocate(region->fd, FALLOC_FL_COLLAPSE_RANGE, 0,
				     region->bytes / 2));
}

/* Write past the page cache, which drops its pages if it can */
static int event_overwrite(struct survey_region *region)
{
	void *bytes = aligned_alloc(SURVEY_PAGE, SURVEY_BYTES);
	char path[64];
	int fd, ret = 0;

	if (!bytes)
		return -ENOMEM;
	memset(bytes, SURVEY_NEW, SURVEY_BYTES);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", region->fd);
	fd = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	/* not on this filesystem: EINVAL */
	if (fd < 0)
		ret = errno == EINVAL ? -EOPNOTSUPP : -errno;
	else if (pwrite(fd, bytes, SURVEY_BYTES, 0) != SURVEY_BYTES)
		ret = -errno;
	close(fd);
	free(bytes);
	return ret;
}

/* Another file's blocks take the place of this one's. */
static int event_reflink(struct survey_region *region)
{
	struct file_clone_range from = {
		.src_fd = survey_file(region->fs, region->folder),
		.src_length = region->bytes,
	};
	int ret;

	if (from.src_fd < 0)
		return from.src_fd;
	ret = survey_fill(from.src_fd, SURVEY_NEW, SURVEY_BYTES);
	if (!ret && ioctl(region->fd, FICLONERANGE, &from))
		ret = errno == ENOTTY ? -EOPNOTSUPP : -errno;
	close(from.src_fd);
	return ret;
}

/*
 * The kernel drops a page from the file whether anybody still holds it or not; of
 * one that is held it says EBUSY in addition.
 */
static int event_poison(struct survey_region *region)
{
	char *last = region->addr + SURVEY_BYTES - SURVEY_PAGE;

	if (!madvise(last, SURVEY_PAGE, MADV_HWPOISON) || errno == EBUSY)
		return 0;
	return errno == EINVAL ? -EOPNOTSUPP : -errno;
}

/* The file has no name: with its last descriptor the file itself goes. */
static int event_unlink(struct survey_region *region)
{
	return guest_errno(close(region->fd));
}

static int event_munmap(struct survey_region *region)
{
	return guest_errno(munmap(region->addr, region->bytes));
}

const struct survey_event survey_events[] = {
	{ .name = "truncate", .run = event_truncate },
	{ .name = "regrow",
	  .run = event_regrow,
	  .further = true,
	  .refill = true,
	  .leaves = SURVEY_NEW },
	{ .name = "punch",
	  .run = event_punch,
	  .further = true,
	  .refill = true,
	  .leaves = SURVEY_NEW },
	{ .name = "collapse",
	  .run = event_collapse,
	  .refill = true,
	  .leaves = SURVEY_NEW },
	{ .name = "overwrite", .run = event_overwrite, .leaves = SURVEY_NEW },
	{ .name = "reflink",
	  .run = event_reflink,
	  .further = true,
	  .leaves = SURVEY_NEW },
	{ .name = "poison",
	  .run = event_poison,
	  .by_owner = true,
	  .harms = true },
	{ .name = "unlink", .run = event_unlink, .closes = true },
	{ .name = "munmap",
	  .run = event_munmap,
	  .by_owner = true,
	  .unmaps = true,
	  .leaves = SURVEY_OLD },
	{}
};

const struct survey_event *survey_event_find(const char *name)
{
	const struct survey_event *event;

	for (event = survey_events; event->name; event++)
		if (!strcmp(event->name, name))
			return event;
	return NULL;
}
