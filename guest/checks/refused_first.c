// SPDX-License-Identifier: GPL-2.0-only
/* refused_first.c - a policy refuses a truncate before another one revokes */
#include <errno.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

static void set_block_fails(struct check *k, const char *value)
{
	check_ok(k, guest_parameter("rvk_block", "fail", value),
		 "parameter fail of rvk_block: %m");
}

/*
 * The region under block is the second of the file, so that the other policy,
 * were it called in that order, would revoke pages that the file then keeps.
 */
static void run(struct check *k)
{
	struct check_job second = { .policy = "block" };
	struct kb_ledger now;
	int ret, region;

	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, CHECK_XFS_WAITS);
	check_event_use(k, "truncate");
	check_start(k, NULL);
	region = check_owner_start(k, 1, &second);
	k->base_pins += k->nr_pages;
	check_rounds(k, k->region, 1, &now);
	set_block_fails(k, "1");
	check_task_start(k, 0, check_event_run);
	ret = check_task_wait(k, 0);
	set_block_fails(k, "0");
	check_want(k, ret == -ETXTBSY || guest_promise_allows(k->promise, ret),
		   "truncate returned %s, expected %s", strerror(-ret),
		   strerror(ETXTBSY));
	check_rounds(k, k->region, 1, &now);
	check_want(k, check_is_untouched(&now),
		   "pages were revoked for a truncate that was refused");
	check_want(k, check_file_pages(k) == CHECK_PAGES,
		   "the refused truncate cut the file");
	check_owner_end(k, 1, region);
	k->base_pins -= k->nr_pages;
	check_close(k);
}

const struct check_case check_case_refused_first = {
	.name = "refused_first",
	.title = "a policy refuses a truncate before another one revokes",
	.run = run,
};
