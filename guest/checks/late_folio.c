// SPDX-License-Identifier: GPL-2.0-only
/* late_folio.c - a region pins a large folio that is newer than the event on it */
#include <fcntl.h>
#include <sys/mman.h>

#include "guest/checks/lib/check_revoke.h"

#define REGION_PAGES (1 + CHECK_PAGES) /* an anonymous page, then the file */

static const struct check_event events[] = {
	{ "punch", &guest_events[GUEST_PUNCH], 4 * CHECK_PAGE, CHECK_PAGE, 0,
	  CHECK_PAGES, NULL },
	{ 0 },
};

static struct check_hole *hole;

/* The pin of the first page waits, those of the file come later */
static void *map(struct check *k)
{
	char *addr = check_anon(k, REGION_PAGES * CHECK_PAGE, MAP_PRIVATE);

	check_want(k,
		   mmap(addr + CHECK_PAGE, CHECK_PAGES * CHECK_PAGE, PROT_READ,
			MAP_SHARED | MAP_FIXED, k->file.fd, 0) != MAP_FAILED,
		   "mmap: %m");
	check_hole_at(k, hole, addr);
	return addr;
}

static int pin(struct check *k)
{
	/* What is punched: page 4 of the file, behind the anonymous one */
	static const struct check_range hit = { 1 + 4, 1 };
	struct kb_ledger now;

	k->region = check_pin(k, map(k), REGION_PAGES, 0);
	if (k->region < 0)
		return k->region;
	check_release(k, hit);
	guest_until(k->shared->task[0].done, 5000);
	check_ledger(k, k->region, &now);
	check_want(k, !now.escaped_pages,
		   "%llu pages of a large folio left the file while pinned",
		   (unsigned long long)now.escaped_pages);
	check_want(k, !now.stale_bytes, "the device read pages that are gone");
	k->region = -1;
	return 0;
}

/*
 * The event is widened to the folios at its ends when it begins. The file is not
 * in the cache then, and is one large folio when the region pins it.
 */
static void run(struct check *k)
{
	if (!k->promise->waits || k->promise->faults)
		check_skip(k, "%s does not wait for regions", k->policy);
	k->flags = 0;
	k->nr_pages = REGION_PAGES;
	hole = check_hole_new(k);
	check_event_find(k, events, "punch");
	check_folio_make(k);
	posix_fadvise(k->file.fd, 0, 0, POSIX_FADV_DONTNEED);
	check_task_start(k, 1, pin);
	check_want(k, guest_until(hole->faulted, 5000),
		   "the pin does not wait");
	check_task_start(k, 0, check_event_run);
	check_task_asleep(k, 0);
	munmap(check_folio_map(k), CHECK_PAGES * CHECK_PAGE);
	hole->serve = true;

	check_ok(k, check_task_wait(k, 1), "the region that waited: %m");
	check_ok(k, check_task_wait(k, 0), "punch returned %m");
	check_event_note(k);
	check_expect_pins(k, 0);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_late_folio = {
	.name = "late_folio",
	.title =
		"a region pins a large folio that is newer than the event on it",
	.run = run,
};
