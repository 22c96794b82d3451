// SPDX-License-Identifier: GPL-2.0-only
/* slow_pin.c - an event on pages whose pin waits for userfaultfd */
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define HOLE 12U /* behind the pages of the event, and pinned after them */

static struct check_hole *hole;

/* Map the file and make each page but the hole present */
static void *map(struct check *k)
{
	char *addr = guest_file_map(&k->file, k->nr_pages);

	check_want(k, addr, "mmap: %m");
	guest_pages_touch(addr, HOLE);
	guest_pages_touch(addr + (HOLE + 1) * CHECK_PAGE,
			  k->nr_pages - HOLE - 1);
	check_hole_at(k, hole, addr + HOLE * CHECK_PAGE);
	return addr;
}

/* Register the file; if the event waits for that, release its pages */
static int pin(struct check *k)
{
	int region = check_pin(k, map(k), k->nr_pages, 0);
	struct kb_ledger now;

	if (region < 0)
		return region;
	check_rounds(k, region, 2, &now);
	check_want(k, now.right_bytes, "the device accesses no page");
	check_want(k, !now.stale_bytes && !now.refused_bytes,
		   "the device got pages that the punch took");
	k->region = region;
	if (k->promise->waits)
		check_release(k, k->hit);
	k->region = -1;
	return 0;
}

static void expect_killed(struct check *k)
{
	pid_t pid = k->shared->task[1].pid;

	check_want(k, guest_until(guest_task_state(pid) == 'Z', 5000),
		   "the owner was not killed while its pin waits");
}

/* A policy that needs nothing from an owner must not wait for its pin */
static void run(struct check *k)
{
	const struct guest_promise *p = k->promise;

	if (strcmp(k->fs, "tmpfs"))
		check_skip(k, "%s has no userfaultfd", k->fs);
	if (p->denies || p->refuses || p->faults)
		check_skip(k, "%s pins nothing that waits", k->policy);
	/* A long-term pin of 6.1 does not wait for userfaultfd, it fails */
	k->flags = 0;
	hole = check_hole_new(k);
	check_event_use(k, "punch");
	check_file_make(k, CHECK_PAGES);
	check_ok(k, guest_punch(k->file.fd, HOLE * CHECK_PAGE, CHECK_PAGE),
		 "punch: %m");
	k->words[HOLE] = 0;
	check_task_start(k, 1, pin);
	check_want(k, guest_until(hole->faulted, 5000),
		   "the pin does not wait");

	check_task_start(k, 0, check_event_run);
	if (p->waits) {
		check_task_asleep(k, 0);
		hole->serve = true;
	}
	check_ok(k, check_task_wait(k, 0), "punch returned %m");
	check_event_note(k);
	if (p->kills) {
		expect_killed(k);
	} else {
		if (!p->waits)
			check_file_write(k, 2, k->event->first, k->event->nr);
		hole->serve = true;
		check_ok(k, check_task_wait(k, 1),
			 "the region that waited: %m");
	}
	check_expect_pins(k, 0);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_slow_pin = {
	.name = "slow_pin",
	.title = "an event on pages whose pin waits for userfaultfd",
	.run = run,
};
