// SPDX-License-Identifier: GPL-2.0-only
/* patience.c - an owner that does not answer: parameters of block and delay */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define SHORT_MS "60"
#define SHORT_NS 60000000ULL

/* A bound of no time or a refusal: the event does not happen at all */
static void expect_given_up(struct check *k, int error)
{
	struct kb_ledger now;
	int ret = check_task_wait(k, 0);

	check_want(k, ret == -error, "truncate returned %s instead of %s",
		   strerror(-ret), strerror(error));
	check_rounds(k, k->region, 1, &now);
	check_want(k,
		   !now.stale_bytes && !now.refused_bytes && !now.revoked_pages,
		   "pages were taken for an event that was given up");
	check_want(k, check_file_pages(k) == CHECK_PAGES,
		   "the file was truncated");
	check_expect_pins(k, k->nr_pages);
}

/* The fallback, after the time that the owner had */
static void expect_fallback(struct check *k)
{
	struct check_range hit = check_event_range(k);

	k->promise = guest_promise_of(k->promise->fallback);
	check_finish(k, hit);
	check_file_expect(k, 0, 0);
}

/* Refused is only what would have to wait */
static void expect_done(struct check *k)
{
	int ret;

	check_release(k, check_event_range(k));
	check_task_start(k, 1, check_event_run);
	ret = check_task_wait(k, 1);
	check_want(k, !ret, "with nothing pinned truncate returned %s",
		   strerror(-ret));
}

static void run(struct check *k)
{
	bool fails = !strcmp(k->variant, "fail");
	volatile struct check_task *task = &k->shared->task[0];
	const char *name = k->promise->grace;
	struct kb_ledger now;

	if (!name || (fails && strcmp(k->policy, "block")))
		check_skip(k, "%s has no such parameter", k->policy);
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "XFS itself waits for what the fallback leaves");
	check_event_use(k, "truncate");
	check_file_make(k, CHECK_PAGES);
	check_owner_start(k, 0, NULL);
	check_rounds(k, k->region, 1, &now);
	check_parameter(k, fails ? "fail" : name, fails ? "1" : SHORT_MS);
	check_task_start(k, 0, check_event_run);
	if (k->promise->fallback)
		expect_fallback(k);
	else
		expect_given_up(k, fails ? ETXTBSY : EAGAIN);
	if (fails)
		expect_done(k);
	check_parameter(k, fails ? "fail" : name, "0");
	/* A late tick makes the clock of time-outs lag, so it may end early */
	check_want(k, fails || task->ns >= SHORT_NS / 2, "only waited %llu us",
		   (unsigned long long)task->ns / 1000);
}

static const char *const variants[] = { "deaf", "fail", NULL };

const struct check_case check_case_patience = {
	.name = "patience",
	.title = "an owner that does not answer in time",
	.variants = variants,
	.run = run,
};
