// SPDX-License-Identifier: GPL-2.0-only
/* check_event.c - the ways in which a file loses pages */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

#define HALF (CHECK_PAGES / 2)
#define FIRST 4U
#define SOME 4U
#define SHIFT (FIRST - 1) /* XFS drops a block more, in front of what moves */

static int run_truncate(struct check *k)
{
	return ftruncate(k->fd, HALF * CHECK_PAGE) ? -errno : 0;
}

static void note_truncate(struct check *k)
{
	k->nr_words = HALF;
}

static int run_o_trunc(struct check *k)
{
	int fd = open(k->path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static void note_o_trunc(struct check *k)
{
	k->nr_words = 0;
}

static int some(struct check *k, int mode)
{
	return fallocate(k->fd, mode, FIRST * CHECK_PAGE, SOME * CHECK_PAGE) ?
		       -errno :
		       0;
}

static int run_punch(struct check *k)
{
	return some(k, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
}

static int run_zero(struct check *k)
{
	return some(k, FALLOC_FL_ZERO_RANGE);
}

static int run_collapse(struct check *k)
{
	return some(k, FALLOC_FL_COLLAPSE_RANGE);
}

static int run_insert(struct check *k)
{
	return some(k, FALLOC_FL_INSERT_RANGE);
}

static int run_remove(struct check *k)
{
	void *addr = mmap(NULL, CHECK_PAGES * CHECK_PAGE,
			  PROT_READ | PROT_WRITE, MAP_SHARED, k->fd, 0);
	int ret;

	if (addr == MAP_FAILED)
		return -errno;
	ret = madvise((char *)addr + FIRST * CHECK_PAGE, SOME * CHECK_PAGE,
		      MADV_REMOVE) ?
		      -errno :
		      0;
	munmap(addr, CHECK_PAGES * CHECK_PAGE);
	return ret;
}

static void note_zero(struct check *k)
{
	memset(&k->words[FIRST], 0, SOME * sizeof(k->words[0]));
}

static void note_collapse(struct check *k)
{
	k->nr_words -= SOME;
	memmove(&k->words[FIRST], &k->words[FIRST + SOME],
		(k->nr_words - FIRST) * sizeof(k->words[0]));
}

static void note_insert(struct check *k)
{
	memmove(&k->words[FIRST + SOME], &k->words[FIRST],
		(k->nr_words - FIRST) * sizeof(k->words[0]));
	k->nr_words += SOME;
	note_zero(k);
}

static int run_reflink(struct check *k)
{
	struct file_clone_range arg = {
		.src_fd = check_file_copy(k, ".from"),
		.src_offset = 0,
		.src_length = SOME * CHECK_PAGE,
		.dest_offset = FIRST * CHECK_PAGE,
	};
	int ret = ioctl(k->fd, FICLONERANGE, &arg) ? -errno : 0;

	close(arg.src_fd);
	return ret;
}

static void note_reflink(struct check *k)
{
	memcpy(&k->words[FIRST], &k->words[0], SOME * sizeof(k->words[0]));
}

static int run_dedupe(struct check *k)
{
	struct {
		struct file_dedupe_range range;
		struct file_dedupe_range_info info;
	} arg = {
		.range = { .src_offset = FIRST * CHECK_PAGE,
			   .src_length = SOME * CHECK_PAGE,
			   .dest_count = 1 },
		.info = { .dest_fd = k->fd, .dest_offset = FIRST * CHECK_PAGE },
	};
	int ret, from = check_file_copy(k, ".from");

	ret = ioctl(from, FIDEDUPERANGE, &arg) ? -errno : arg.info.status;
	close(from);
	return ret == FILE_DEDUPE_RANGE_DIFFERS ? -EILSEQ : ret;
}

/* Where blocks can't be shared it is a write like any other: pages stay */
static int run_copy(struct check *k)
{
	loff_t from = 0, to = FIRST * CHECK_PAGE;
	ssize_t done;
	int fd, ret;

	if (strcmp(k->fs, "xfs"))
		return -EOPNOTSUPP;
	fd = check_file_copy(k, ".from");
	done = copy_file_range(fd, &from, k->fd, &to, SOME * CHECK_PAGE, 0);
	ret = done < 0 ? -errno : 0;
	close(fd);
	return done >= 0 && done < (ssize_t)(SOME * CHECK_PAGE) ? -EIO : ret;
}

static void note_nothing(struct check *k)
{
}

static const struct check_event events[] = {
	{ "truncate", KB_CAUSE_TRUNCATE, HALF, HALF, run_truncate,
	  note_truncate },
	{ "o_trunc", KB_CAUSE_TRUNCATE, 0, CHECK_PAGES, run_o_trunc,
	  note_o_trunc },
	{ "punch", KB_CAUSE_PUNCH, FIRST, SOME, run_punch, note_zero },
	{ "madv_remove", KB_CAUSE_PUNCH, FIRST, SOME, run_remove, note_zero },
	{ "zero", KB_CAUSE_ZERO, FIRST, SOME, run_zero, note_zero },
	{ "collapse", KB_CAUSE_COLLAPSE, SHIFT, CHECK_PAGES - SHIFT,
	  run_collapse, note_collapse },
	{ "insert", KB_CAUSE_INSERT, SHIFT, CHECK_PAGES - SHIFT, run_insert,
	  note_insert },
	{ "reflink", KB_CAUSE_REMAP, FIRST, SOME, run_reflink, note_reflink },
	{ "dedupe", KB_CAUSE_REMAP, FIRST, SOME, run_dedupe, note_nothing },
	{ "copy", KB_CAUSE_REMAP, FIRST, SOME, run_copy, note_reflink },
};

#define NR_EVENTS (sizeof(events) / sizeof(*events))

const char *const check_event_names[] = {
	"truncate", "o_trunc", "punch",	 "madv_remove", "zero", "collapse",
	"insert",   "reflink", "dedupe", "copy",	NULL,
};

static const struct check_event *find(struct check *k, const char *name)
{
	size_t i;

	for (i = 0; i < NR_EVENTS; i++)
		if (!strcmp(events[i].name, name))
			return &events[i];
	check_fail(k, "no event %s", name);
}

/* To be tried on a file without a region, before the real one is made */
void check_event_use(struct check *k, const char *name)
{
	int ret;

	k->event = find(k, name);
	check_file_make(k, CHECK_PAGES);
	ret = k->event->run(k);
	if (ret == -EOPNOTSUPP || ret == -EINVAL || ret == -ENOTTY)
		check_skip(k, "%s cannot %s: %s", k->fs, name, strerror(-ret));
	check_want(k, !ret, "%s without a region: %s", name, strerror(-ret));
	unlink(k->path);
	close(k->fd);
}
