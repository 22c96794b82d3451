// SPDX-License-Identifier: GPL-2.0-only
/* switched.c - another policy is selected while regions exist */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/* The open file that the first region was made by gets another policy */
static int select_none(struct kc *k, void *addr, int region)
{
	int fd;

	for (fd = 3; fd < region; fd++)
		if (!kb_client_select(fd, "none"))
			return 0;
	return -ENOENT;
}

/*
 * Each region has the policy that it was made with: the old pages must be seen
 * in use by the one, and not by the other.
 */
static void run(struct kc *k)
{
	struct kc_job first = { .then = select_none };
	struct kc_job second = { .policy = "none" };
	struct kb_ledger now, then, other;
	struct kc_range hit;
	int region;

	if (!strcmp(k->fs, "fsdax"))
		kc_skip(k, "XFS itself waits for pages of persistent memory");
	kc_event_use(k, "punch");
	hit = kc_event_range(k);
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, &first);
	kc_want(k, !kc_owner_then(k, 0), "selecting none: %s",
		strerror(-kc_owner_then(k, 0)));
	region = kc_owner_start(k, 1, &second);
	k->base_pins += k->nr_pages;
	kc_rounds(k, region, 1, &other);
	kc_task_start(k, 0, kc_task_event);
	kc_see_through(k, hit, &now);
	kc_ledger(k, region, &then);
	k->event->note(k);
	kc_file_write(k, 2, hit.first, hit.nr);
	kc_expect_quiet(k, hit, &now);
	kc_rounds(k, region, 2, &other);
	kc_want(k, other.stale_bytes > then.stale_bytes,
		"the region under none must show old pages in use");
	kc_want(k,
		!other.scratch_bytes && !other.refused_bytes &&
			!other.revoked_pages,
		"the region under none got another policy");
	/* The second owner was forked from us: it has our descriptor as well */
	k->base_pins -= k->nr_pages;
	kc_owner_end(k, 1, region);
	if (!k->promise->kills)
		kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
	kc_file_expect(k, 0, 0);
}

const struct kc_check kc_check_switched = {
	.name = "switched",
	.title = "regions keep their policy when another one is selected",
	.run = run,
};
