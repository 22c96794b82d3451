// SPDX-License-Identifier: GPL-2.0-only
/* partial.c - an event takes a part of a region, of a page, of a huge page */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define HUGE_PAGES 512U
#define ODD 100 /* bytes into a page */

/*
 * A truncate to byte 100 of page 5 keeps that page and zeroes its rest. A punch
 * takes a part of its first and last page; some filesystems drop them as a whole.
 */
static const struct check_event parts[] = {
	{ "truncate", &guest_events[GUEST_TRUNCATE], 5 * CHECK_PAGE + ODD, 0, 6,
	  10, NULL },
	{ "punch", &guest_events[GUEST_PUNCH], 3 * CHECK_PAGE + ODD,
	  4 * CHECK_PAGE, 3, 5, NULL },
	{ "huge_truncate", &guest_events[GUEST_TRUNCATE], 300 * CHECK_PAGE, 0,
	  300, 212, NULL },
	{ "huge_punch", &guest_events[GUEST_PUNCH], 100 * CHECK_PAGE,
	  99 * CHECK_PAGE, 100, 99, NULL },
	{ 0 },
};

/* Mount a tmpfs with huge pages in a mount namespace of this check */
static void mount_huge(struct check *k)
{
	static const char folder[] = "/tmp/check.huge";

	if (strcmp(k->fs, "tmpfs"))
		check_skip(k, "only tmpfs has huge pages in the page cache");
	check_own_mounts(k);
	if (mkdir(folder, 0700) && errno != EEXIST)
		check_fail(k, "%s: %m", folder);
	if (mount("check", folder, "tmpfs", 0, "huge=always,size=64m"))
		check_skip(k, "tmpfs,huge=always: %m");
	snprintf(k->file.path, sizeof(k->file.path), "%s/file", folder);
}

/* Map the file at an address that is aligned to a huge page */
static void *map_huge(struct check *k)
{
	size_t bytes = HUGE_PAGES * CHECK_PAGE;
	char *addr = mmap(NULL, 2 * bytes, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	check_want(k, addr != MAP_FAILED, "mmap: %m");
	addr += bytes - (uintptr_t)addr % bytes;
	addr = mmap(addr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
		    k->file.fd, 0);
	check_want(k, addr != MAP_FAILED, "mmap: %m");
	*(volatile char *)addr = *addr;
	return addr;
}

/* The truncate keeps 100 bytes of page 5; the punch zeroes parts of 3 and 7 */
static void check_bytes(struct check *k, const char *name)
{
	unsigned char page[CHECK_PAGE];
	size_t i, from = ODD, to = CHECK_PAGE;
	uint64_t at = !strcmp(name, "punch") ? 3 : 5;

	check_want(k,
		   pread(k->file.fd, page, CHECK_PAGE, at * CHECK_PAGE) >= ODD,
		   "cannot read page %llu: %m", (unsigned long long)at);
	if (!strcmp(name, "truncate")) {
		check_want(k, check_file_pages(k) == 6,
			   "the file has %llu pages",
			   (unsigned long long)check_file_pages(k));
		to = ODD;
	}
	for (i = from; i < to; i++)
		check_want(k, !page[i], "byte %zu of page %llu is not zero", i,
			   (unsigned long long)at);
	check_want(k, page[0] == at,
		   "page %llu lost bytes outside of the event",
		   (unsigned long long)at);
}

/*
 * The kernel cannot split a pinned huge page: the file keeps it and zeroes the
 * range in it. No page becomes stale, not even under none.
 */
static void note_kept(struct check *k, struct guest_promise *kept)
{
	*kept = *k->promise;
	kept->stale = false;
	k->promise = kept;
}

static void finish(struct check *k)
{
	struct guest_promise kept;
	struct kb_ledger now;

	check_event_done(k, &now);
	if (k->nr_pages > CHECK_PAGES && k->promise->stale)
		note_kept(k, &kept);
	if (k->nr_pages == CHECK_PAGES)
		check_bytes(k, k->event->name);
	if (k->event->op->cause == KB_CAUSE_TRUNCATE &&
	    k->nr_pages == CHECK_PAGES)
		check_file_write(k, 2, k->hit.first - 1, k->hit.nr + 1);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_over(k, &now);
	check_file_expect(k, 0, 0);
}

static void run(struct check *k)
{
	bool huge = !strncmp(k->variant, "huge", 4);
	struct check_job job = { .map = huge ? map_huge : NULL };
	struct kb_ledger now;

	check_event_find(k, parts, k->variant);
	if (huge) {
		mount_huge(k);
		k->nr_pages = HUGE_PAGES;
	}
	check_file_make(k, k->nr_pages);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses before the event");
	check_task_start(k, 0, check_event_run);
	finish(k);
}

const struct check_case check_case_partial = {
	.name = "partial",
	.title = "a part in the middle of a region, a page and a huge page",
	.variants = CHECK_VARIANTS("truncate", "punch", "huge_truncate",
				   "huge_punch"),
	.run = run,
};
