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
