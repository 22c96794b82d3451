// SPDX-License-Identifier: GPL-2.0-only
/* folio.c - a part of a large folio goes, and the kernel drops all of it */
#include <errno.h>
#include <fcntl.h>
#include <linux/kernel-page-flags.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/*
 * A folio that is pinned cannot be split. If it is clean the page cache loses all
 * of it, see truncate_inode_partial_folio(). So the device has to lose all of it,
 * though the file has the bytes of the other pages on disk as before.
 */
static int run_truncate(struct check *k)
{
	return ftruncate(k->fd, 8 * CHECK_PAGE) ? -errno : 0;
}

static void note_truncate(struct check *k)
{
	k->nr_words = 8;
}

static int punch(struct check *k, uint64_t page)
{
	return fallocate(k->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			 page * CHECK_PAGE, CHECK_PAGE) ?
		       -errno :
		       0;
}

static int run_punch(struct check *k)
{
	return punch(k, 4);
}

static void note_punch(struct check *k)
{
	k->words[4] = 0;
}

static int run_first(struct check *k)
{
	return punch(k, 0);
}

static void note_first(struct check *k)
{
	k->words[0] = 0;
}

static const struct check_event events[] = {
	{ "truncate", KB_CAUSE_TRUNCATE, 0, CHECK_PAGES, run_truncate,
	  note_truncate },
	{ "punch", KB_CAUSE_PUNCH, 0, CHECK_PAGES, run_punch, note_punch },
	{ "first", KB_CAUSE_PUNCH, 0, CHECK_PAGES, run_first, note_first },
};

/* Reads only: the folio stays clean */
static void *map_clean(struct check *k)
{
	volatile char *addr = mmap(NULL, CHECK_PAGES * CHECK_PAGE, PROT_READ,
				   MAP_SHARED, k->fd, 0);
	unsigned int i;

	check_want(k, addr != MAP_FAILED, "mmap: %s", strerror(errno));
	madvise((void *)addr, CHECK_PAGES * CHECK_PAGE, MADV_HUGEPAGE);
	for (i = 0; i < CHECK_PAGES; i++)
		(void)addr[i * CHECK_PAGE];
	return (void *)addr;
}

/* What is not in the page cache is read into as large folios as are allowed */
static void make_file(struct check *k)
{
	check_file_make(k, CHECK_PAGES);
	check_want(k, !fsync(k->fd), "fsync: %s", strerror(errno));
	posix_fadvise(k->fd, 0, 0, POSIX_FADV_DONTNEED);
}

/* KPF_* of the page that is mapped at an address */
static uint64_t flags_of(struct check *k, const void *addr)
{
	int map = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	int all = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
	uint64_t entry = 0, flags = 0;

	check_want(k,
		   pread(map, &entry, 8, (uintptr_t)addr / CHECK_PAGE * 8) ==
				   8 &&
			   pread(all, &flags, 8,
				 (entry & ((1ULL << 55) - 1)) * 8) == 8,
		   "/proc/self/pagemap, /proc/kpageflags: %s", strerror(errno));
	close(map);
	close(all);
	return flags;
}

static void want_one_folio(struct check *k)
{
	const char *addr = map_clean(k);
	uint64_t first = flags_of(k, addr);
	uint64_t last = flags_of(k, addr + (CHECK_PAGES - 1) * CHECK_PAGE);

	if (!(first & 1ULL << KPF_COMPOUND_HEAD) ||
	    !(last & 1ULL << KPF_COMPOUND_TAIL))
		check_skip(k, "%s has no large folios here", k->fs);
	munmap((void *)addr, CHECK_PAGES * CHECK_PAGE);
}

static void run(struct check *k)
{
	static const struct check_job job = { .map = map_clean };
	struct check_range hit;
	struct kb_ledger now;

	for (k->event = events; strcmp(k->event->name, k->variant);)
		k->event++;
	hit = check_event_range(k);
	make_file(k);
	want_one_folio(k);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "not all is right before the event");

	check_task_start(k, 0, check_task_event);
	check_event_done(k, hit, &now);
	k->event->note(k);
	check_file_expect(k, 0, 0);
	check_file_write(k, 2, hit.first, hit.nr);
	check_expect_over(k, hit, &now);
	check_file_expect(k, 0, 0);
}

static const char *const variants[] = { "truncate", "punch", "first", NULL };

const struct check_case check_case_folio = {
	.name = "folio",
	.title = "a part of a large folio goes, and the kernel drops all of it",
	.variants = variants,
	.run = run,
};
