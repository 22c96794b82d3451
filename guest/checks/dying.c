// SPDX-License-Identifier: GPL-2.0-only
/* dying.c - a truncate starts while its owner is being killed */
#include <signal.h>

#include "guest/checks/lib/check_revoke.h"

/* Under a policy that refuses, ask until the owner's memory is gone */
static int kill_and_truncate(struct check *k)
{
	int ret;

	kill(k->shared->owner[0].pid, SIGKILL);
	while ((ret = check_event_run(k)) && k->promise->refuses &&
	       guest_promise_allows(k->promise, ret))
		guest_sleep_ms(1);
	return ret;
}

/* The owner cannot release, so the truncate waits until its memory is freed */
static void run(struct check *k)
{
	volatile struct check_task *task = &k->shared->task[0];
	struct kb_ledger now;

	check_event_use(k, "truncate");
	check_start(k, NULL);
	check_rounds(k, k->region, 1, &now);
	check_task_start(k, 0, kill_and_truncate);
	check_ok(k, check_task_wait(k, 0), "truncate returned %m");
	check_want(k, task->ns < 3000000000ULL,
		   "truncate took %llu ms, expected less than 3000",
		   (unsigned long long)task->ns / 1000000);
	check_owner_killed(k, 0);
	check_expect_pins(k, 0);
	check_ledger(k, k->region, &now);
	check_want(k, k->promise->stale || now.stale_ticks <= now.end_ticks,
		   "the device accessed an old page after the event returned");
	check_event_note(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_dying = {
	.name = "dying",
	.title = "a truncate starts while its owner is being killed",
	.run = run,
};
