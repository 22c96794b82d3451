// SPDX-License-Identifier: GPL-2.0-only
/* wait_cycle.c - owners that wait for each other's events, or seem to */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/* While the event waits for us, register the range again: it would wait for us */
static int register_again(struct check *k, void *addr, int region)
{
	if (!guest_until(guest_task_sleeps(k->shared->task[0].pid), 5000))
		return -ETIME;
	return check_pin(k, addr, k->nr_pages, 0);
}

static void opens(struct check *k)
{
	static const struct check_job job = { .then = register_again };

	check_owner_start(k, 0, &job);
	check_task_start(k, 0, check_event_run);
	check_want(
		k, check_owner_then(k, 0) == -EDEADLK,
		"registering a range whose event waits for its owner: %s, expected EDEADLK",
		strerror(-check_owner_then(k, 0)));
	check_want(k, !k->shared->task[0].done,
		   "the event returned before the release");
	check_release(k, k->hit);
	check_ok(k, check_task_wait(k, 0), "the event returned %m");
	check_owner_end(k, 0, k->region);
}

/* Owner @i has the file of its number */
static void use_file(struct check *k, unsigned int i)
{
	snprintf(k->file.path, sizeof(k->file.path), "%s/cycle.%u", k->folder,
		 i);
	k->file.fd = open(k->file.path, O_RDWR | O_CLOEXEC);
	check_want(k, k->file.fd >= 0, "%s: %m", k->file.path);
}

static void make_file(struct check *k, unsigned int i)
{
	snprintf(k->file.path, sizeof(k->file.path), "%s/cycle.%u", k->folder,
		 i);
	unlink(k->file.path); /* of a check that failed */
	check_file_make(k, CHECK_PAGES);
	close(k->file.fd);
}

/* Owner 0: wait for owner 1 to release its pages */
static int truncate_second(struct check *k, void *addr, int region)
{
	if (!guest_until(k->shared->owner[1].ready, 5000))
		return -ETIME;
	use_file(k, 1);
	k->shared->task[0].started = true;
	return check_event_run(k);
}

/* Owner 0 is in its truncate, and sleeps */
static bool first_waits(struct check *k)
{
	return k->shared->task[0].started &&
	       guest_task_sleeps(k->shared->owner[0].pid);
}

/* Owner 1, which owner 0 waits for: would wait for owner 0 */
static int truncate_first(struct check *k, void *addr, int region)
{
	if (!guest_until(first_waits(k), 5000))
		return -ETIME;
	use_file(k, 0);
	return check_event_run(k);
}

/* Each owner truncates the file of which the other one has pinned pages */
static void crosswise(struct check *k)
{
	static const struct check_job jobs[] = {
		{ .then = truncate_second },
		{ .then = truncate_first },
	};
	int region, ret;

	make_file(k, 0);
	make_file(k, 1);
	use_file(k, 0);
	check_owner_start(k, 0, &jobs[0]);
	use_file(k, 1);
	region = check_owner_start(k, 1, &jobs[1]);
	ret = check_owner_then(k, 1);
	check_want(k, ret == k->promise->raw.own,
		   "the truncate that closes the cycle: %s, expected %s",
		   strerror(-ret), strerror(-k->promise->raw.own));
	check_owner_end(k, 1, region);
	check_ok(k, check_owner_then(k, 0), "the truncate that waited: %m");
	check_owner_end(k, 0, k->region);
	for (ret = 0; ret < 2; ret++) {
		use_file(k, ret);
		guest_file_remove(&k->file);
	}
}

/* Our own pages are released, or under none: wait for the other owner only */
static int release_and_truncate(struct check *k, void *addr, int region)
{
	int ret = 0;

	if (!guest_until(k->shared->owner[1].ready, 5000))
		return -ETIME;
	if (!strcmp(k->variant, "released"))
		ret = guest_region_release(region, 0, k->nr_pages);
	k->shared->task[0].started = true;
	return ret ? ret : check_event_run(k);
}

static void others(struct check *k)
{
	struct check_job job = { .then = release_and_truncate };
	int region;

	if (!strcmp(k->variant, "under_none"))
		job.policy = "none";
	check_owner_start(k, 0, &job);
	region = check_owner_start(k, 1, NULL);
	check_want(k, guest_until(first_waits(k), 5000),
		   "the owner does not truncate");
	guest_sleep_ms(20);
	check_want(
		k, !k->shared->owner[0].then_done,
		"the truncate returned %s, expected it to wait for the other owner",
		strerror(-k->shared->owner[0].then_ret));
	check_owner_end(k, 1, region);
	check_ok(k, check_owner_then(k, 0), "the truncate returned %m");
	check_owner_end(k, 0, k->region);
}

static void run(struct check *k)
{
	if (!k->promise->waits)
		check_skip(k, "events do not wait under %s", k->policy);
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "XFS waits for all pinned pages of the file");
	check_event_use(k, "truncate");
	if (!strcmp(k->variant, "crosswise")) {
		crosswise(k);
	} else {
		check_file_make(k, CHECK_PAGES);
		strcmp(k->variant, "opens") ? others(k) : opens(k);
	}
	check_expect_pins(k, 0);
}

const struct check_case check_case_wait_cycle = {
	.name = "wait_cycle",
	.title = "owners wait for each other's events, or only seem to",
	.variants =
		CHECK_VARIANTS("opens", "crosswise", "released", "under_none"),
	.run = run,
};
