// SPDX-License-Identifier: GPL-2.0-only
/* freeze.c - a filesystem is frozen while a truncate waits for a release */
#include <errno.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define LIMIT_MS 20000 /* longer than the check waits for any of its tasks */

enum { TRUNCATES, FREEZES, THAWS };

static int freeze(struct check *k)
{
	return guest_errno(ioctl(k->file.fd, FIFREEZE, 0));
}

/*
 * Thaw once the filesystem is frozen. Also if the check fails: kb_check then
 * kills the process group, which this process leaves, and removes the file.
 */
static int thaw(struct check *k)
{
	pid_t check = getppid();

	setpgid(0, 0);
	guest_until(k->shared->task[FREEZES].done || getppid() != check,
		    LIMIT_MS);
	return guest_until(!ioctl(k->file.fd, FITHAW, 0), LIMIT_MS) ? 0 :
								      -errno;
}

/* A freezer waits for all that may write to the filesystem */
static void run(struct check *k)
{
	if (!strcmp(k->fs, "tmpfs"))
		check_skip(k, "tmpfs cannot be frozen");
	if (!k->promise->waits)
		check_skip(k, "events do not wait under %s", k->policy);
	check_event_use(k, k->variant);
	check_start(k, NULL);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, TRUNCATES, check_event_run);
	check_task_asleep(k, TRUNCATES);

	check_task_start(k, THAWS, thaw);
	check_task_start(k, FREEZES, freeze);
	check_ok(k, check_task_wait(k, FREEZES), "freeze: %m");
	check_ok(k, check_task_wait(k, THAWS), "thaw: %m");
	check_finish(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_freeze = {
	.name = "freeze",
	.title = "a filesystem is frozen while a truncate waits for a release",
	.variants = CHECK_VARIANTS("truncate", "o_trunc"),
	.run = run,
};
