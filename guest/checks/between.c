// SPDX-License-Identifier: GPL-2.0-only
/* between.c - a file gets its first region while a punch is past the gate */
#include <errno.h>
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
	return ioctl(k->file.fd, FITHAW, 0) ? -errno : 0;
}

/* The punch passes the gate, then waits for the thaw before it locks the file */
static void *map_and_punch(struct check *k)
{
	void *addr = check_file_map(k, k->nr_pages);

	check_want(k, !ioctl(k->file.fd, FIFREEZE, 0), "freeze: %s",
		   strerror(errno));
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
	int ret;

	if (!strcmp(k->fs, "tmpfs"))
		check_skip(k, "tmpfs cannot be frozen");
	if (k->promise->denies)
		check_skip(k, "%s refuses regions", k->policy);
	check_event_use(k, "punch");
	check_file_make(k, CHECK_PAGES);
	check_owner_start(k, 0, &job);
	ret = check_task_wait(k, 1);
	check_want(k, !ret, "thaw: %s", strerror(-ret));
	ret = check_task_wait(k, 0);
	check_want(k, !ret, "punch returned %s", strerror(-ret));

	check_rounds(k, k->region, 2, &now);
	check_want(k, now.right_bytes, "the device accessed no page");
	check_want(k, !now.stale_bytes, "the device accesses punched pages");
	check_want(k, !now.revoked_pages, "the policy revoked pages");
	check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
	check_event_note(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_between = {
	.name = "between",
	.title = "a file gets a region while a punch is past the gate",
	.run = run,
};
