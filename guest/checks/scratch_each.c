// SPDX-License-Identifier: GPL-2.0-only
/* scratch_each.c - one scratch page for each entry, until an allocation fails */
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define FAILS_AT 3 /* of the four pages of a punch */

/* rvk.ko fails an allocation, as the policy allocates nothing itself */
static void fail_allocation(struct check *k, const char *nth)
{
	check_ok(k, guest_parameter("rvk", "scratch_fail_nth", nth),
		 "parameter scratch_fail_nth: %m");
}

/* Entries after the failed allocation are redirected to the shared page */
static void run(struct check *k)
{
	bool is_short = !strcmp(k->variant, "short");
	struct kb_ledger ledger;
	uint64_t own;

	if (!check_has_parameter(k, "each"))
		check_skip(k, "%s has no parameter 'each'", k->policy);
	check_event_use(k, "punch");
	own = is_short ? FAILS_AT - 1 : k->hit.nr;
	check_parameter(k, "each", "1");
	fail_allocation(k, is_short ? "3" : "0");
	k->flags |= KB_REGION_WRITE;
	check_start(k, NULL);
	check_rounds(k, k->region, 2, &ledger);
	check_file_written(k);

	check_task_start(k, 0, check_event_run);
	check_event_done(k, &ledger);
	check_parameter(k, "each", "0");
	fail_allocation(k, "0");
	check_want(k, ledger.scratch_pages == own,
		   "%llu scratch pages, expected %llu", ledger.scratch_pages,
		   (unsigned long long)own);
	check_want(k, ledger.revoked_pages == k->hit.nr,
		   "%llu pages revoked, expected %llu", ledger.revoked_pages,
		   (unsigned long long)k->hit.nr);
	check_event_note(k);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_quiet(k, &ledger);
	check_close(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_scratch_each = {
	.name = "scratch_each",
	.title = "a scratch page for each entry; one allocation fails",
	.variants = CHECK_VARIANTS("plenty", "short"),
	.run = run,
};
