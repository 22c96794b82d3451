// SPDX-License-Identifier: GPL-2.0-only
/* folio.c - an event takes a part of a large folio, the kernel drops all of it */
#include <errno.h>
#include <fcntl.h>
#include <linux/kernel-page-flags.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/*
 * A pinned folio cannot be split. If it is clean, the page cache drops all of it,
 * see truncate_inode_partial_folio(). So the device must lose all of it, although
 * the file keeps the other pages on disk.
 */
static const struct check_event events[] = {
	{ "truncate", &guest_events[GUEST_TRUNCATE], 8 * CHECK_PAGE, 0, 0,
	  CHECK_PAGES, NULL },
	{ "punch", &guest_events[GUEST_PUNCH], 4 * CHECK_PAGE, CHECK_PAGE, 0,
	  CHECK_PAGES, NULL },
	{ "first", &guest_events[GUEST_PUNCH], 0, CHECK_PAGE, 0, CHECK_PAGES,
	  NULL },
	{ 0 },
};

/* Map for reading and read each page: the folio stays clean */
static void *map_clean(struct check *k)
{
	volatile char *addr = mmap(NULL, CHECK_PAGES * CHECK_PAGE, PROT_READ,
				   MAP_SHARED, k->file.fd, 0);
	unsigned int i;

	check_want(k, addr != MAP_FAILED, "mmap: %s", strerror(errno));
	madvise((void *)addr, CHECK_PAGES * CHECK_PAGE, MADV_HUGEPAGE);
	for (i = 0; i < CHECK_PAGES; i++)
		(void)addr[i * CHECK_PAGE];
	return (void *)addr;
}

/* Drop the page cache, so that the file is read into large folios */
static void make_file(struct check *k)
{
	check_file_make(k, CHECK_PAGES);
	check_want(k, !fsync(k->file.fd), "fsync: %s", strerror(errno));
	posix_fadvise(k->file.fd, 0, 0, POSIX_FADV_DONTNEED);
}

/* KPF_* flags of the page mapped at an address */
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
		check_skip(k, "%s has no large folios on this kernel", k->fs);
	munmap((void *)addr, CHECK_PAGES * CHECK_PAGE);
}

static void run(struct check *k)
{
	static const struct check_job job = { .map = map_clean };
	struct check_range hit;
	struct kb_ledger now;

	check_event_find(k, events, k->variant);
	hit = check_event_range(k);
	make_file(k);
	want_one_folio(k);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses before the event");

	check_task_start(k, 0, check_event_run);
	check_event_done(k, hit, &now);
	check_event_note(k);
	check_file_expect(k, 0, 0);
	check_file_write(k, 2, hit.first, hit.nr);
	check_expect_over(k, hit, &now);
	check_file_expect(k, 0, 0);
}

static const char *const variants[] = { "truncate", "punch", "first", NULL };

const struct check_case check_case_folio = {
	.name = "folio",
	.title = "an event takes a part of a large folio",
	.variants = variants,
	.run = run,
};
