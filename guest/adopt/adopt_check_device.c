// SPDX-License-Identifier: GPL-2.0-only
/* adopt_check_device.c - hard cases: devices that go, and mappings of VFIO */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest/adopt/adopt_check.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey_edu.h"

#define RACE_NS 1000000000ULL

#define REMOVE_RDMA "rdma link delete rxe0"
#define REMOVE_VFIO                                     \
	"echo " SURVEY_EDU_SLOT " > " SURVEY_EDU_DRIVER \
	"unbind; echo " SURVEY_EDU_SLOT " > " SURVEY_EDU_DRIVER "bind"

/*
 * Remove the device while its owner is registered: during a truncate that waits for
 * the owner (block), or after one that revoked its pages. A driver may wait for the
 * owner, too; the owner's release ends both waits.
 */
void check_gone(void)
{
	const char *const commands[] = {
		!strcmp(now.user, "rdma") ? REMOVE_RDMA : REMOVE_VFIO, NULL
	};
	const struct survey_user *user = check_user(now.user);
	pid_t remover;

	guest_run_all(user->setup);
	CHECK(check_begin(now.policy));
	check_pin_or_skip(user);
	check_truncate(0);
	guest_sleep_ms(100);
	remover = fork();
	if (!remover) {
		guest_run_all(commands);
		_exit(0);
	}
	guest_sleep_ms(300);
	adopt_owner_say(&now.owner[0], ADOPT_RELEASE);
	check_end(0);
	CHECK(!check_truncated());
	CHECK(guest_task_ends(remover, CHECK_WAIT_MS));
}

/* Devices that have gone leave nothing behind that needs the module */
void check_gone_rdma_unload(void)
{
	const int ret = guest_unload("rvk_adopt_rdma");

	if (ret == -ENOENT)
		_exit(CHECK_SKIPPED);
	CHECK(!ret);
	CHECK(!guest_load("rvk_adopt_rdma"));
}

static int pin_twice(struct survey_region *region)
{
	int ret = check_user("vfio")->pin(region);

	return ret ? ret : survey_edu_map_again(region);
}

/* Two pins of each page by one owner: each ends once, whatever was revoked */
void check_twice(void)
{
	const int status = strcmp(now.policy, "fence") ? 0 : SURVEY_EDU_NOWHERE;
	struct survey_user user = *check_user(now.user);

	user.pin = pin_twice;
	guest_run_all(user.setup);
	CHECK(check_begin(now.policy));
	check_pin_or_skip(&user);
	CHECK(adopt_count("regions") == 2);
	CHECK(!ftruncate(now.region.fd, 0));
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_USE));
	CHECK(now.seen[0].read == status && now.seen[0].byte != SURVEY_OLD);
	check_end(0);
}

/* Errors of a pin that an event has raced with */
static bool is_race(int error)
{
	return !error || error == -EAGAIN || error == -EFAULT;
}

/* Instead of a read by the device: 0, or the error of a pin that nothing excuses */
static int map_and_unmap(struct survey_region *region, unsigned int page,
			 char *byte)
{
	const uint64_t end = guest_now_ns() + RACE_NS;
	unsigned int nr_mapped = 0;
	int ret = 0;

	while (guest_now_ns() < end && is_race(ret)) {
		ret = survey_edu_map_again(region);
		nr_mapped += !ret;
		survey_edu_unmap_again(region);
	}
	if (!is_race(ret))
		return ret;
	return nr_mapped ? 0 : -ENODATA;
}

static void truncate_again_and_again(void)
{
	now.truncator = fork();
	if (now.truncator)
		return;
	while (!ftruncate(now.region.fd, 0)) {
		survey_fill(now.region.fd, SURVEY_OLD, SURVEY_BYTES);
		guest_sleep_ms(1);
	}
	_exit(0);
}

/* The owner maps and unmaps the file while it is truncated, on another CPU if any */
void check_race(void)
{
	struct survey_user user = *check_user(now.user);

	user.read = map_and_unmap;
	user.write = NULL;
	guest_run_all(user.setup);
	CHECK(check_begin(now.policy));
	check_pin_or_skip(&user);
	truncate_again_and_again();
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_USE));
	CHECK(check_is_waiting());
	kill(now.truncator, SIGKILL);
	CHECK(check_truncated() < 0);
	CHECK(now.seen[0].did_read && !now.seen[0].read);
	check_end(0);
}
