// SPDX-License-Identifier: GPL-2.0-only
/* late_pin.c - a region is registered while an event waits for a release */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

/* Register the range of the event without waiting: must fail */
static int pin_now(struct check *k)
{
	return check_pin(k, check_file_map(k, k->nr_pages), k->nr_pages,
			 KB_REGION_NOWAIT);
}

/* Register it and wait: a writing device gets new pages in the hole */
static int pin_later(struct check *k)
{
	struct kb_ledger now;
	int region = check_pin(k, check_file_map(k, k->nr_pages), k->nr_pages,
			       KB_REGION_WRITE);

	if (region < 0)
		return region;
	check_rounds(k, region, 2, &now);
	k->region = -1;
	return now.stale_bytes || now.refused_bytes ? -EUCLEAN : 0;
}

/* Register pages in front of the range: must not wait */
static int pin_elsewhere(struct check *k)
{
	return check_pin(k, check_file_map(k, 4), 4, KB_REGION_NOWAIT);
}

static void run(struct check *k)
{
	int ret;

	if (!k->promise->waits && !k->promise->denies)
		check_skip(k, "events do not wait under %s", k->policy);
	check_event_use(k, "punch");
	check_start(k, NULL);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, 0, check_event_run);
	check_task_asleep(k, 0);

	check_task_start(k, 1, pin_now);
	ret = check_task_wait(k, 1);
	check_want(k, ret == -EAGAIN, "KB_REGION_NOWAIT: %s, expected EAGAIN",
		   strerror(-ret));
	check_task_start(k, 1, pin_elsewhere);
	check_ok(k, check_task_wait(k, 1), "a region next to the range: %m");

	/* A task that waits to register can be killed; another gets new pages */
	check_task_start(k, 1, pin_later);
	check_task_asleep(k, 1);
	kill(k->shared->task[1].pid, SIGKILL);
	check_want(k,
		   guest_until(guest_task_state(k->shared->task[1].pid) == 'Z',
			       3000),
		   "a task that waits to register cannot be killed");
	check_task_start(k, 1, pin_later);
	check_task_asleep(k, 1);
	check_want(k, !k->shared->task[0].done,
		   "the event returned before the release");
	check_release(k, k->hit);
	check_ok(k, check_task_wait(k, 0), "punch returned %m");
	check_ok(k, check_task_wait(k, 1), "the region that waited: %m");
	check_close(k);
}

const struct check_case check_case_late_pin = {
	.name = "late_pin",
	.title = "a region is registered while an event waits for a release",
	.run = run,
};
