// SPDX-License-Identifier: GPL-2.0-only
/* patience.c - an owner that does not answer: parameters of block and delay */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define SHORT_MS "60"
#define SHORT_NS 60000000ULL

/* A bound of no time or a refusal: the event does not happen at all */
static void expect_given_up(struct kc *k, int error)
{
	struct kb_ledger now;
	int ret = kc_task_wait(k, 0);

	kc_want(k, ret == -error, "truncate returned %s instead of %s",
		strerror(-ret), strerror(error));
	kc_rounds(k, k->region, 1, &now);
	kc_want(k, !now.stale_bytes && !now.refused_bytes && !now.revoked_pages,
		"pages were taken for an event that was given up");
	kc_want(k, kc_file_pages(k) == KC_PAGES, "the file was truncated");
	kc_expect_pins(k, k->nr_pages);
}

/* The fallback, after the time that the owner had */
static void expect_fallback(struct kc *k)
{
	struct kc_range hit = kc_event_range(k);

	k->promise = kb_promise_of(k->promise->fallback);
	kc_see_off(k, hit);
	kc_file_expect(k, 0, 0);
}

/* Refused is only what would have to wait */
static void expect_done(struct kc *k)
{
	int ret;

	kc_answer(k, kc_event_range(k));
	kc_task_start(k, 1, kc_task_event);
	ret = kc_task_wait(k, 1);
	kc_want(k, !ret, "with nothing pinned truncate returned %s",
		strerror(-ret));
}

static void run(struct kc *k)
{
	bool fails = !strcmp(k->variant, "fail");
	volatile struct kc_task *task = &k->shared->task[0];
	const char *name = k->promise->grace;
	struct kb_ledger now;

	if (!name || (fails && strcmp(k->policy, "block")))
		kc_skip(k, "%s has no such parameter", k->policy);
	if (!strcmp(k->fs, "fsdax"))
		kc_skip(k, "XFS itself waits for what the fallback leaves");
	kc_event_use(k, "truncate");
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 1, &now);
	kc_parameter(k, k->policy, fails ? "fail" : name,
		     fails ? "1" : SHORT_MS);
	kc_task_start(k, 0, kc_task_event);
	if (k->promise->fallback)
		expect_fallback(k);
	else
		expect_given_up(k, fails ? ETXTBSY : EAGAIN);
	if (fails)
		expect_done(k);
	kc_parameter(k, k->policy, fails ? "fail" : name, "0");
	/* A late tick makes the clock of time-outs lag, so it may end early */
	kc_want(k, fails || task->ns >= SHORT_NS / 2, "only waited %llu us",
		(unsigned long long)task->ns / 1000);
}

static const char *const variants[] = { "deaf", "fail", NULL };

const struct kc_check kc_check_patience = {
	.name = "patience",
	.title = "an owner that does not answer in time",
	.variants = variants,
	.run = run,
};
