// SPDX-License-Identifier: GPL-2.0-only
/* patience.c - an owner does not release in time: parameters of block and delay */
#include <errno.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define SHORT_MS "60"
#define SHORT_NS 60000000ULL

/* The event returns an error and leaves file, region and pins as they were */
static void expect_given_up(struct check *k, int error)
{
	struct kb_ledger now;
	int ret = check_task_wait(k, 0);

	check_want(k, ret == -error, "truncate returned %s, expected %s",
		   strerror(-ret), strerror(error));
	check_rounds(k, k->region, 1, &now);
	check_want(k, check_is_untouched(&now),
		   "pages were revoked for an event that failed");
	check_want(k, check_file_pages(k) == CHECK_PAGES,
		   "the event that failed truncated the file");
	check_expect_pins(k, k->nr_pages);
}

/* After the grace time the policy revokes the pages */
static void expect_fallback(struct check *k)
{
	struct guest_promise fallback = guest_promise_fallback(k->promise);

	k->promise = &fallback;
	check_finish(k);
	check_file_expect(k, 0, 0);
}

/* With nothing pinned the truncate need not wait, so it is not refused */
static void expect_done(struct check *k)
{
	check_release(k, k->hit);
	check_task_start(k, 1, check_event_run);
	check_ok(k, check_task_wait(k, 1),
		 "with nothing pinned truncate returned %m");
}

static void run(struct check *k)
{
	bool fails = !strcmp(k->variant, "fail");
	volatile struct check_task *task = &k->shared->task[0];
	const char *name = k->promise->raw.grace;

	if (!*name || (fails && !check_has_parameter(k, "fail")))
		check_skip(k, "%s has no such parameter", k->policy);
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "XFS waits for pages that the fallback leaves");
	check_event_use(k, "truncate");
	check_start(k, NULL);
	check_rounds(k, k->region, 1, NULL);
	check_parameter(k, fails ? "fail" : name, fails ? "1" : SHORT_MS);
	check_task_start(k, 0, check_event_run);
	if (k->promise->falls_back)
		expect_fallback(k);
	else
		expect_given_up(k,
				fails ? ETXTBSY : -k->promise->raw.refuses[0]);
	if (fails)
		expect_done(k);
	check_parameter(k, fails ? "fail" : name, "0");
	/* Timeouts are counted in jiffies, which lag after a late tick */
	check_want(k, fails || task->ns >= SHORT_NS / 2,
		   "truncate waited %llu us, expected " SHORT_MS " ms",
		   (unsigned long long)task->ns / 1000);
}

const struct check_case check_case_patience = {
	.name = "patience",
	.title = "an owner does not release in time",
	.variants = CHECK_VARIANTS("deaf", "fail"),
	.run = run,
};
