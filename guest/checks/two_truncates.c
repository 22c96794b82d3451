// SPDX-License-Identifier: GPL-2.0-only
/* two_truncates.c - two events at once; the owner's while another one waits */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int run_longer(struct check *k)
{
	return guest_errno(ftruncate(k->file.fd, 12 * CHECK_PAGE));
}

static int run_shorter(struct check *k)
{
	return guest_errno(ftruncate(k->file.fd, 4 * CHECK_PAGE));
}

static int run_punch(struct check *k)
{
	return guest_punch(k->file.fd, 2 * CHECK_PAGE, 8 * CHECK_PAGE);
}

/* Truncate as the owner, while the truncate of task 0 waits for us */
static int truncate_as_well(struct check *k, void *addr, int region)
{
	k->region = -1;
	check_want(k,
		   guest_until(k->shared->task[0].started, check_ms(k, 5000)),
		   "task 0 did not start its truncate");
	if (k->promise->waits)
		check_task_asleep(k, 0);
	return run_shorter(k);
}

/* Under a policy that refuses: task @i was refused, as it promises */
static void expect_refused(struct check *k, unsigned int i)
{
	if (k->promise->refuses)
		check_expect_refused(k, "a truncate", check_task_wait(k, i));
}

/* Release the whole region if an event needs that */
static void release_all(struct check *k)
{
	struct check_range all = { 0, k->nr_pages };

	if (k->promise->waits)
		guest_sleep_ms(5);
	if (check_needs_release(k))
		check_release(k, all);
}

/* Expect task @i to succeed; if it was refused before, when it tries again */
static void expect_done(struct check *k, unsigned int i,
			int (*body)(struct check *k))
{
	if (k->promise->refuses)
		check_task_start(k, i, body);
	check_ok(k, check_task_wait(k, i), "truncate %u returned %m", i);
}

static void two(struct check *k, int (*second)(struct check *k))
{
	check_owner_start(k, 0, NULL);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, 0, run_longer);
	check_task_start(k, 1, second);
	if (k->promise->waits) {
		check_task_asleep(k, 0);
		check_task_asleep(k, 1);
	}
	expect_refused(k, 0);
	expect_refused(k, 1);
	release_all(k);
	expect_done(k, 0, run_longer);
	expect_done(k, 1, second);
}

static void own_in_between(struct check *k)
{
	struct check_job job = { .then = truncate_as_well };
	int ret, own = k->promise->raw.own;

	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, 0, run_longer);
	if (!k->promise->kills) {
		ret = check_owner_then(k, 0);
		/* It would wait for task 0, which waits for this owner */
		if (k->promise->waits)
			own = -EDEADLK;
		if (k->promise->refuses && !own)
			check_expect_refused(k, "the owner's truncate", ret);
		else
			check_want(
				k, ret == own,
				"the owner's truncate returned %s, expected %s",
				strerror(-ret), strerror(-own));
	}
	expect_refused(k, 0);
	release_all(k);
	expect_done(k, 0, run_longer);
}

static void run(struct check *k)
{
	bool own = !strcmp(k->variant, "own");
	struct kb_ledger now;

	if (!strcmp(k->fs, "fsdax") && !k->promise->raw.own &&
	    !k->promise->refuses && !k->promise->denies &&
	    !k->promise->faults && k->promise->takes != GUEST_TAKES_REGION)
		check_skip(k, CHECK_XFS_WAITS);
	check_file_make(k, CHECK_PAGES);
	if (own)
		own_in_between(k);
	else
		two(k, strcmp(k->variant, "punch") ? run_shorter : run_punch);
	check_ledger(k, k->region, &now);
	check_want(k, k->promise->stale || now.stale_ticks <= now.end_ticks,
		   "the device accessed an old page after the events returned");
	if (k->promise->kills)
		check_owner_killed(k, 0);
	else
		check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
}

const struct check_case check_case_two_truncates = {
	.name = "two_truncates",
	.title = "two truncates at once, one in a punch, one by the owner",
	.variants = CHECK_VARIANTS("truncate", "punch", "own"),
	.run = run,
};
