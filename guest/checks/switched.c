// SPDX-License-Identifier: GPL-2.0-only
/* switched.c - regions keep their policy when another one is selected */
#include <errno.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

/* Select none on the open /dev/kbench that registered the first region */
static int select_none(struct check *k, void *addr, int region)
{
	int fd;

	for (fd = 3; fd < region; fd++)
		if (!guest_client_select(fd, "none"))
			return 0;
	return -ENOENT;
}

/*
 * Each region keeps the policy that it was registered under: of two regions over
 * one file, the one under none must show stale accesses, the other must not.
 */
static void run(struct check *k)
{
	struct check_job first = { .then = select_none };
	struct check_job second = { .policy = "none" };
	struct kb_ledger now, then, other;
	int region;

	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, CHECK_XFS_WAITS);
	check_event_use(k, "punch");
	check_start(k, &first);
	check_ok(k, check_owner_then(k, 0), "selecting none: %m");
	region = check_owner_start(k, 1, &second);
	k->base_pins += k->nr_pages;
	check_rounds(k, region, 1, &other);
	check_task_start(k, 0, check_event_run);
	check_event_done(k, &now);
	check_ledger(k, region, &then);
	check_event_note(k);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_quiet(k, &now);
	check_rounds(k, region, 2, &other);
	check_want(k, other.stale_bytes > then.stale_bytes,
		   "no stale access of the region under none, expected some");
	check_want(k,
		   !other.scratch_bytes && !other.refused_bytes &&
			   !other.revoked_pages,
		   "the region under none acted under another policy");
	/* The second owner inherited the first region's descriptor: end it first */
	k->base_pins -= k->nr_pages;
	check_owner_end(k, 1, region);
	if (!k->promise->kills)
		check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_switched = {
	.name = "switched",
	.title = "regions keep their policy when another one is selected",
	.run = run,
};
