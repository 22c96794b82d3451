// SPDX-License-Identifier: GPL-2.0-only
/* dying.c - the owner is on its way out when the truncate comes */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int kill_and_truncate(struct kc *k)
{
	kill(k->shared->owner[0].pid, SIGKILL);
	return kc_task_event(k);
}

/* Nobody answers any more, yet nobody waits for longer than the owner lives */
static void run(struct kc *k)
{
	volatile struct kc_task *task = &k->shared->task[0];
	struct kb_ledger now;
	int ret;

	kc_event_use(k, "truncate");
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 1, &now);
	kc_task_start(k, 0, kill_and_truncate);
	ret = kc_task_wait(k, 0);
	kc_want(k, !ret, "truncate returned %s", strerror(-ret));
	kc_want(k, task->ns < 3000000000ULL, "truncate took %llu ms",
		(unsigned long long)task->ns / 1000000);
	kc_owner_killed(k, 0);
	kc_expect_pins(k, 0);
	kc_ledger(k, k->region, &now);
	kc_want(k, k->promise->stale || now.stale_ticks <= now.end_ticks,
		"an old page was used after the end of the event");
	k->event->note(k);
	kc_file_expect(k, 0, 0);
}

const struct kc_check kc_check_dying = {
	.name = "dying",
	.title = "the owner is being killed while the file is truncated",
	.run = run,
};
