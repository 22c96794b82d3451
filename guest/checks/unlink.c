// SPDX-License-Identifier: GPL-2.0-only
/* unlink.c - a file loses its last name and last user, its region stays */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int last_user_goes(struct check *k, void *addr, int region)
{
	if (munmap(addr, k->nr_pages * CHECK_PAGE))
		return -errno;
	return guest_errno(close(k->file.fd));
}

/* The device keeps the pages of the removed file and reads its old data */
static void expect_stale(struct check *k, const struct kb_ledger *then)
{
	struct kb_ledger now;

	check_rounds(k, k->region, 2, &now);
	check_want(k, now.stale_bytes > then->stale_bytes,
		   "no stale access to the removed file, expected some");
	check_want(k, now.last_word == CHECK_WORD(1, now.last_word & 0xffff),
		   "%#llx was read, expected the old data", now.last_word);
	check_expect_pins(k, k->nr_pages);
}

/* No access is stale once commands in flight have ended */
static void expect_gone(struct check *k)
{
	struct kb_ledger then, now;

	check_expect_pins(k, 0);
	check_rounds(k, k->region, 0, &then);
	check_rounds(k, k->region, 2, &now);
	check_want(k, now.stale_bytes == then.stale_bytes,
		   "the device accessed pages of the removed file");
	check_want(k, now.right_bytes == then.right_bytes,
		   "the device still reads the pages of the removed file");
}

static void run(struct check *k)
{
	struct check_job job = { .then = last_user_goes };
	struct kb_ledger now;

	if (!strcmp(k->fs, "fsdax") && !k->promise->evicts &&
	    !k->promise->denies)
		check_skip(
			k,
			"the kernel itself warns when pinned fsdax pages are freed");
	check_start(k, &job);
	check_ok(k, check_owner_then(k, 0), "the owner's close: %m");
	check_rounds(k, k->region, 1, &now);
	check_want(k, !unlink(k->file.path), "unlink: %m");
	check_ledger(k, k->region, &now);
	check_want(k, !now.stale_bytes,
		   "stale accesses before the file is removed");
	close(k->file.fd);
	if (k->promise->evicts)
		expect_gone(k);
	else
		expect_stale(k, &now);
	check_close(k);
}

const struct check_case check_case_unlink = {
	.name = "unlink",
	.title = "a file loses its last name and its last user",
	.run = run,
};
