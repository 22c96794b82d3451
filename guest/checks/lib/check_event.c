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

#define HALF (KC_PAGES / 2)
#define FIRST 4U
#define SOME 4U
#define SHIFT (FIRST - 1) /* XFS drops a block more, in front of what moves */

static int run_truncate(struct kc *k)
{
	return ftruncate(k->fd, HALF * KC_PAGE) ? -errno : 0;
}

static void note_truncate(struct kc *k)
{
	k->nr_words = HALF;
}

static int run_o_trunc(struct kc *k)
{
	int fd = open(k->path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static void note_o_trunc(struct kc *k)
{
	k->nr_words = 0;
}

static int some(struct kc *k, int mode)
{
	return fallocate(k->fd, mode, FIRST * KC_PAGE, SOME * KC_PAGE) ?
		       -errno :
		       0;
}

static int run_punch(struct kc *k)
{
	return some(k, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
}

static int run_zero(struct kc *k)
{
	return some(k, FALLOC_FL_ZERO_RANGE);
}

static int run_collapse(struct kc *k)
{
	return some(k, FALLOC_FL_COLLAPSE_RANGE);
}

static int run_insert(struct kc *k)
{
	return some(k, FALLOC_FL_INSERT_RANGE);
}

static int run_remove(struct kc *k)
{
	void *addr = mmap(NULL, KC_PAGES * KC_PAGE, PROT_READ | PROT_WRITE,
			  MAP_SHARED, k->fd, 0);
	int ret;

	if (addr == MAP_FAILED)
		return -errno;
	ret = madvise((char *)addr + FIRST * KC_PAGE, SOME * KC_PAGE,
		      MADV_REMOVE) ?
		      -errno :
		      0;
	munmap(addr, KC_PAGES * KC_PAGE);
	return ret;
}

static void note_zero(struct kc *k)
{
	memset(&k->words[FIRST], 0, SOME * sizeof(k->words[0]));
}

static void note_collapse(struct kc *k)
{
	k->nr_words -= SOME;
	memmove(&k->words[FIRST], &k->words[FIRST + SOME],
		(k->nr_words - FIRST) * sizeof(k->words[0]));
}

static void note_insert(struct kc *k)
{
	memmove(&k->words[FIRST + SOME], &k->words[FIRST],
		(k->nr_words - FIRST) * sizeof(k->words[0]));
	k->nr_words += SOME;
	note_zero(k);
}

static int run_reflink(struct kc *k)
{
	struct file_clone_range arg = {
		.src_fd = kc_file_copy(k, ".from"),
		.src_offset = 0,
		.src_length = SOME * KC_PAGE,
		.dest_offset = FIRST * KC_PAGE,
	};
	int ret = ioctl(k->fd, FICLONERANGE, &arg) ? -errno : 0;

	close(arg.src_fd);
	return ret;
}

static void note_reflink(struct kc *k)
{
	memcpy(&k->words[FIRST], &k->words[0], SOME * sizeof(k->words[0]));
}

static int run_dedupe(struct kc *k)
{
	struct {
		struct file_dedupe_range range;
		struct file_dedupe_range_info info;
	} arg = {
		.range = { .src_offset = FIRST * KC_PAGE,
			   .src_length = SOME * KC_PAGE,
			   .dest_count = 1 },
		.info = { .dest_fd = k->fd, .dest_offset = FIRST * KC_PAGE },
	};
	int ret, from = kc_file_copy(k, ".from");

	ret = ioctl(from, FIDEDUPERANGE, &arg) ? -errno : arg.info.status;
	close(from);
	return ret == FILE_DEDUPE_RANGE_DIFFERS ? -EILSEQ : ret;
}

/* Where blocks can't be shared it is a write like any other: pages stay */
static int run_copy(struct kc *k)
{
	loff_t from = 0, to = FIRST * KC_PAGE;
	ssize_t done;
	int fd, ret;

	if (strcmp(k->fs, "xfs"))
		return -EOPNOTSUPP;
	fd = kc_file_copy(k, ".from");
	done = copy_file_range(fd, &from, k->fd, &to, SOME * KC_PAGE, 0);
	ret = done < 0 ? -errno : 0;
	close(fd);
	return done >= 0 && done < (ssize_t)(SOME * KC_PAGE) ? -EIO : ret;
}

static void note_nothing(struct kc *k)
{
}

static const struct kc_event events[] = {
	{ "truncate", KB_CAUSE_TRUNCATE, HALF, HALF, run_truncate,
	  note_truncate },
	{ "o_trunc", KB_CAUSE_TRUNCATE, 0, KC_PAGES, run_o_trunc,
	  note_o_trunc },
	{ "punch", KB_CAUSE_PUNCH, FIRST, SOME, run_punch, note_zero },
	{ "madv_remove", KB_CAUSE_PUNCH, FIRST, SOME, run_remove, note_zero },
	{ "zero", KB_CAUSE_ZERO, FIRST, SOME, run_zero, note_zero },
	{ "collapse", KB_CAUSE_COLLAPSE, SHIFT, KC_PAGES - SHIFT, run_collapse,
	  note_collapse },
	{ "insert", KB_CAUSE_INSERT, SHIFT, KC_PAGES - SHIFT, run_insert,
	  note_insert },
	{ "reflink", KB_CAUSE_REMAP, FIRST, SOME, run_reflink, note_reflink },
	{ "dedupe", KB_CAUSE_REMAP, FIRST, SOME, run_dedupe, note_nothing },
	{ "copy", KB_CAUSE_REMAP, FIRST, SOME, run_copy, note_reflink },
};

#define NR_EVENTS (sizeof(events) / sizeof(*events))

const char *const kc_event_names[] = {
	"truncate", "o_trunc", "punch",	 "madv_remove", "zero", "collapse",
	"insert",   "reflink", "dedupe", "copy",	NULL,
};

static const struct kc_event *find(struct kc *k, const char *name)
{
	size_t i;

	for (i = 0; i < NR_EVENTS; i++)
		if (!strcmp(events[i].name, name))
			return &events[i];
	kc_fail(k, "no event %s", name);
}

/* To be tried on a file without a region, before the real one is made */
void kc_event_use(struct kc *k, const char *name)
{
	int ret;

	k->event = find(k, name);
	kc_file_make(k, KC_PAGES);
	ret = k->event->run(k);
	if (ret == -EOPNOTSUPP || ret == -EINVAL || ret == -ENOTTY)
		kc_skip(k, "%s cannot %s: %s", k->fs, name, strerror(-ret));
	kc_want(k, !ret, "%s without a region: %s", name, strerror(-ret));
	unlink(k->path);
	close(k->fd);
}
