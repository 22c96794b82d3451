// SPDX-License-Identifier: GPL-2.0-only
/* folio.c - an event takes a part of a large folio, the kernel drops all of it */

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

static void run(struct check *k)
{
	static const struct check_job job = { .map = check_folio_map };
	struct kb_ledger now;

	check_event_find(k, events, k->variant);
	check_folio_make(k);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses before the event");

	check_task_start(k, 0, check_event_run);
	check_event_done(k, &now);
	check_event_note(k);
	check_file_expect(k, 0, 0);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_over(k, &now);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_folio = {
	.name = "folio",
	.title = "an event takes a part of a large folio",
	.variants = CHECK_VARIANTS("truncate", "punch", "first"),
	.run = run,
};
