// SPDX-License-Identifier: GPL-2.0-only
/* between.c - a file gets its first region while a punch is past the gate */
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

#include "guest/checks/lib/check_revoke.h"

#define FROZEN_MS 200 /* registering a region takes far less */
#define LATE_MS 10000

static int thaw_later(struct check *k)
{
	/* Count from when the punch blocks: on a busy host it starts late */
	guest_until(guest_task_sleeps(k->shared->task[0].pid), LATE_MS);
	guest_sleep_ms(FROZEN_MS);
	return guest_errno(ioctl(k->file.fd, FITHAW, 0));
}

/* The punch passes the gate, then waits for the thaw before it locks the file */
static void *map_and_punch(struct check *k)
{
	void *addr = check_file_map(k, k->nr_pages);

	check_want(k, !ioctl(k->file.fd, FIFREEZE, 0), "freeze: %m");
	check_task_start(k, 1, thaw_later);
	check_task_start(k, 0, check_event_run);
	check_task_asleep(k, 0);
	return addr;
}

/* The gate found no region, so no policy acts: the region gets new pages */
static void run(struct check *k)
{
	static const struct check_job job = { .map = map_and_punch };
	struct kb_ledger now;

	if (!strcmp(k->fs, "tmpfs"))
		check_skip(k, "tmpfs cannot be frozen");
	if (k->promise->denies)
		check_skip(k, "%s refuses regions", k->policy);
	check_event_use(k, "punch");
	check_start(k, &job);
	check_ok(k, check_task_wait(k, 1), "thaw: %m");
	check_ok(k, check_task_wait(k, 0), "punch returned %m");

	check_rounds(k, k->region, 2, &now);
	check_want(k, now.right_bytes, "the device accessed no page");
	check_want(k, !now.stale_bytes, "the device accesses punched pages");
	check_want(k, !now.revoked_pages, "the policy revoked pages");
	check_close(k);
	check_event_note(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_between = {
	.name = "between",
	.title = "a file gets a region while a punch is past the gate",
	.run = run,
};
