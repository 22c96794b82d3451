// SPDX-License-Identifier: GPL-2.0-only
/* own.c - the owner truncates its own pages */
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

static void *truncates(void *k)
{
	return (void *)(intptr_t)check_event_run(k);
}

static int by_thread(struct check *k, void *addr, int region)
{
	return check_event_run(k);
}

static int by_process(struct check *k, void *addr, int region)
{
	pthread_t thread;
	void *ret;

	check_want(k, !pthread_create(&thread, NULL, truncates, k),
		   "pthread_create: %m");
	pthread_join(thread, &ret);
	return (intptr_t)ret;
}

/* A refused truncate, or a killed owner, leaves file and pins as they were */
static void expect_nothing(struct check *k)
{
	struct kb_ledger now;

	check_want(k, check_file_pages(k) == CHECK_PAGES,
		   "the refused truncate cut the file");
	if (k->promise->kills)
		return;
	check_rounds(k, k->region, 1, &now);
	check_want(k, check_is_untouched(&now),
		   "pages were revoked although the truncate was refused");
	check_expect_pins(k, k->nr_pages);
}

static void expect_done(struct check *k)
{
	struct kb_ledger now;

	check_want(k, check_file_pages(k) == CHECK_PAGES / 2,
		   "the file was not truncated");
	check_ledger(k, k->region, &now);
	check_event_note(k);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_quiet(k, &now);
}

static void run(struct check *k)
{
	struct check_job job = { .then = strcmp(k->variant, "thread") ?
						 by_process :
						 by_thread };
	const struct guest_promise *p = k->promise;
	struct guest_promise at_once;
	struct kb_ledger now;
	int ret;

	/* The owner cannot wait for itself */
	if (p->falls_back && !p->raw.own) {
		at_once = guest_promise_fallback(p);
		p = &at_once;
		k->promise = p;
	}
	if (!strcmp(k->fs, "fsdax") && !p->raw.own && !p->refuses &&
	    !p->denies && !p->faults && p->takes != GUEST_TAKES_REGION)
		check_skip(k, CHECK_XFS_WAITS);
	check_event_use(k, "truncate");
	check_start(k, &job);
	if (p->kills) {
		check_owner_killed(k, 0);
		expect_nothing(k);
		check_expect_pins(k, 0);
		return;
	}
	ret = check_owner_then(k, 0);
	if (p->refuses && !p->raw.own)
		check_expect_refused(k, "the owner's truncate", ret);
	else
		check_want(k, ret == p->raw.own,
			   "the truncate returned %s, expected %s",
			   strerror(-ret), strerror(-p->raw.own));
	if (ret)
		expect_nothing(k);
	else
		expect_done(k);
	check_ledger(k, k->region, &now);
	check_want(k, p->stale || now.stale_ticks <= now.end_ticks,
		   "the device accessed an old page after the event returned");
	check_close(k);
}

const struct check_case check_case_own = {
	.name = "own",
	.title = "the owner truncates its own pages, same thread or another",
	.variants = CHECK_VARIANTS("thread", "process"),
	.run = run,
};
