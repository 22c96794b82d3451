// SPDX-License-Identifier: GPL-2.0-only
/* own.c - the owner truncates its own pages */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

static void *truncates(void *k)
{
	return (void *)(intptr_t)kc_task_event(k);
}

static int by_thread(struct kc *k, void *addr, int region)
{
	return kc_task_event(k);
}

static int by_process(struct kc *k, void *addr, int region)
{
	pthread_t thread;
	void *ret;

	kc_want(k, !pthread_create(&thread, NULL, truncates, k),
		"pthread_create: %s", strerror(errno));
	pthread_join(thread, &ret);
	return (intptr_t)ret;
}

/* Refused, or killed: nothing happened to the file, nor to what is pinned */
static void expect_nothing(struct kc *k)
{
	struct kb_ledger now;

	kc_want(k, kc_file_pages(k) == KC_PAGES, "the file was truncated");
	if (k->promise->kills)
		return;
	kc_rounds(k, k->region, 1, &now);
	kc_want(k, !now.revoked_pages && !now.stale_bytes && !now.refused_bytes,
		"pages were taken although the truncate was refused");
	kc_expect_pins(k, k->nr_pages);
}

static void expect_done(struct kc *k)
{
	struct kc_range hit = kc_event_range(k);
	struct kb_ledger now;

	kc_want(k, kc_file_pages(k) == KC_PAGES / 2,
		"the file was not truncated");
	kc_ledger(k, k->region, &now);
	k->event->note(k);
	kc_file_write(k, 2, hit.first, hit.nr);
	kc_expect_quiet(k, hit, &now);
}

static void run(struct kc *k)
{
	struct kc_job job = { .then = strcmp(k->variant, "thread") ?
					      by_process :
					      by_thread };
	const struct kb_promise *p = k->promise;
	struct kb_ledger now;

	if (!strcmp(k->fs, "fsdax") && !p->own && !p->refuses && !p->faults &&
	    p->takes != KB_TAKES_REGION)
		kc_skip(k, "XFS itself waits for pages of persistent memory");
	kc_event_use(k, "truncate");
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, &job);
	if (p->kills) {
		kc_owner_killed(k, 0);
		expect_nothing(k);
		kc_expect_pins(k, 0);
		return;
	}
	kc_want(k, kc_owner_then(k, 0) == p->own || !p->known,
		"the truncate returned %s instead of %s",
		strerror(-kc_owner_then(k, 0)), strerror(-p->own));
	if (kc_owner_then(k, 0))
		expect_nothing(k);
	else if (!p->waits)
		expect_done(k);
	kc_ledger(k, k->region, &now);
	kc_want(k, p->stale || now.stale_ticks <= now.end_ticks,
		"an old page was used after the end of the event");
	kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
}

static const char *const variants[] = { "thread", "process", NULL };

const struct kc_check kc_check_own = {
	.name = "own",
	.title = "the owner truncates its own pages, same thread or another",
	.variants = variants,
	.run = run,
};
