// SPDX-License-Identifier: GPL-2.0-only
/* scratch_each.c - a scratch page for each entry, until memory is short */
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define FAILS_AT 3 /* of the four pages of a punch */

/* What is redirected by then stays so, the rest goes to the shared page */
static void run(struct kc *k)
{
	bool is_short = !strcmp(k->variant, "short");
	struct kb_ledger ledger;
	struct kc_range hit;
	uint64_t own;

	if (strcmp(k->policy, "scratch"))
		kc_skip(k, "%s has no such parameter", k->policy);
	kc_event_use(k, "punch");
	hit = kc_event_range(k);
	own = is_short ? FAILS_AT - 1 : hit.nr;
	kc_parameter(k, k->policy, "each", "1");
	kc_parameter(k, k->policy, "fail_nth", is_short ? "3" : "0");
	k->flags |= KB_REGION_WRITE;
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 2, &ledger);
	kc_file_written(k);

	kc_task_start(k, 0, kc_task_event);
	kc_see_through(k, hit, &ledger);
	kc_parameter(k, k->policy, "each", "0");
	kc_parameter(k, k->policy, "fail_nth", "0");
	kc_want(k, ledger.scratch_pages == own,
		"%llu pages of their own instead of %llu", ledger.scratch_pages,
		(unsigned long long)own);
	kc_want(k, ledger.revoked_pages == hit.nr,
		"%llu pages revoked instead of %llu", ledger.revoked_pages,
		(unsigned long long)hit.nr);
	k->event->note(k);
	kc_file_write(k, 2, hit.first, hit.nr);
	kc_expect_quiet(k, hit, &ledger);
	kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
	kc_file_expect(k, 0, 0);
}

static const char *const variants[] = { "plenty", "short", NULL };

const struct kc_check kc_check_scratch_each = {
	.name = "scratch_each",
	.title = "a scratch page for each entry, memory short in the middle",
	.variants = variants,
	.run = run,
};
