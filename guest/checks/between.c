// SPDX-License-Identifier: GPL-2.0-only
/* between.c - a punch is past the gate when its file gets its first region */
#include <errno.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

#include "guest/checks/lib/check_revoke.h"

#define FROZEN_MS 200 /* far more than making a region takes */
#define LATE_MS 10000

static int thaw_later(struct kc *k)
{
	/* From when the punch waits: on a busy host to begin may take it long */
	kc_until(kc_sleeps(k->shared->task[0].pid), LATE_MS);
	kc_sleep_ms(FROZEN_MS);
	return ioctl(k->fd, FITHAW, 0) ? -errno : 0;
}

/* Behind the gate, before any lock of the file: there it waits for the thaw */
static void *map_and_punch(struct kc *k)
{
	void *addr = kc_file_map(k, k->nr_pages);

	kc_want(k, !ioctl(k->fd, FIFREEZE, 0), "freeze: %s", strerror(errno));
	kc_task_start(k, 1, thaw_later);
	kc_task_start(k, 0, kc_task_event);
	kc_task_asleep(k, 0);
	return addr;
}

/* The gate saw no region, so no policy will act: what counts is who comes first */
static void run(struct kc *k)
{
	static const struct kc_job job = { .map = map_and_punch };
	struct kb_ledger now;
	int ret;

	if (!strcmp(k->fs, "tmpfs"))
		kc_skip(k, "tmpfs cannot be frozen");
	if (k->promise->refuses)
		kc_skip(k, "no region under %s", k->policy);
	kc_event_use(k, "punch");
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, &job);
	ret = kc_task_wait(k, 1);
	kc_want(k, !ret, "thaw: %s", strerror(-ret));
	ret = kc_task_wait(k, 0);
	kc_want(k, !ret, "punch returned %s", strerror(-ret));

	kc_rounds(k, k->region, 2, &now);
	kc_want(k, now.right_bytes, "the device does nothing");
	kc_want(k, !now.stale_bytes, "the device uses pages that are punched");
	kc_want(k, !now.revoked_pages, "a policy acted");
	kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
	k->event->note(k);
	kc_file_expect(k, 0, 0);
}

const struct kc_check kc_check_between = {
	.name = "between",
	.title = "a punch is past the gate when its file gets a region",
	.run = run,
};
