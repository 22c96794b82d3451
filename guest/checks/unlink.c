// SPDX-License-Identifier: GPL-2.0-only
/* unlink.c - the last name and the last user of a file go, the region stays */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int last_user_goes(struct check *k, void *addr, int region)
{
	if (munmap(addr, k->nr_pages * CHECK_PAGE))
		return -errno;
	return close(k->file.fd) ? -errno : 0;
}

/* The device has the last pages of a file that is no more: seen, data and all */
static void expect_stale(struct check *k, const struct kb_ledger *then)
{
	struct kb_ledger now;

	check_rounds(k, k->region, 2, &now);
	check_want(
		k, now.stale_bytes > then->stale_bytes,
		"pages of a file that is gone must be seen in use, and are not");
	check_want(k, now.last_word == CHECK_WORD(1, now.last_word & 0xffff),
		   "%#llx was read instead of the old data", now.last_word);
	check_expect_pins(k, k->nr_pages);
}

/* What the policy took cannot be stale; commands under way may still end */
static void expect_gone(struct check *k)
{
	struct kb_ledger then, now;

	check_expect_pins(k, 0);
	check_rounds(k, k->region, 0, &then);
	check_rounds(k, k->region, 2, &now);
	check_want(k, now.stale_bytes == then.stale_bytes,
		   "pages of a file that is gone are in use");
	check_want(k, now.right_bytes == then.right_bytes,
		   "the device still gets at the pages");
}

static void run(struct check *k)
{
	struct check_job job = { .then = last_user_goes };
	struct kb_ledger now;

	if (!strcmp(k->fs, "fsdax") && !k->promise->evicts &&
	    !k->promise->refuses)
		check_skip(
			k,
			"the kernel itself warns when pinned fsdax pages go");
	check_file_make(k, CHECK_PAGES);
	check_owner_start(k, 0, &job);
	check_want(k, !check_owner_then(k, 0), "the owner's close: %s",
		   strerror(-check_owner_then(k, 0)));
	check_rounds(k, k->region, 1, &now);
	check_want(k, !unlink(k->file.path), "unlink: %s", strerror(errno));
	check_ledger(k, k->region, &now);
	check_want(k, !now.stale_bytes, "stale before the file is gone");
	close(k->file.fd);
	if (k->promise->evicts)
		expect_gone(k);
	else if (k->promise->known)
		expect_stale(k, &now);
	check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
}

const struct check_case check_case_unlink = {
	.name = "unlink",
	.title = "the last name and the last user of a file go",
	.run = run,
};
