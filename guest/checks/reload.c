// SPDX-License-Identifier: GPL-2.0-only
/* reload.c - the modules are unloaded and loaded while files are truncated */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"
#include "guest/lib/guest_system.h"

#define LOADS 3

/* Create, fill, cut, punch and remove a file until SIGKILL */
static int truncate_for_ever(struct check *k)
{
	char path[sizeof(k->file.path) + 16], page[CHECK_PAGE] = "";
	int fd;

	snprintf(path, sizeof(path), "%s.%d", k->file.path, getpid());
	for (;;) {
		fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		if (fd < 0)
			return -errno;
		unlink(path);
		if (pwrite(fd, page, CHECK_PAGE, 0) != (ssize_t)CHECK_PAGE ||
		    ftruncate(fd, 0) || ftruncate(fd, CHECK_PAGE) ||
		    guest_punch(fd, 0, CHECK_PAGE))
			return -errno;
		close(fd);
	}
}

/* Memory of an owner that ran out of it is released without a new thread */
static void expect_rescuer(struct check *k)
{
	static const char *const argv[] = { "sh", "-c",
					    "grep -qxE '(kworker/R-)?rvk' "
					    "/proc/[0-9]*/comm",
					    NULL };

	check_want(k, !guest_run(argv), "the workqueue has no rescuer");
}

static void run(struct check *k)
{
	unsigned int i;

	if (strcmp(k->fs, "tmpfs") && strcmp(k->fs, "xfs"))
		check_skip(
			k,
			"a truncate of tmpfs does not sleep, one of xfs does: both are asked");
	for (i = 0; i < 2; i++)
		check_task_start(k, i, truncate_for_ever);
	for (i = 0; i < LOADS; i++) {
		check_unload_all(k);
		guest_sleep_ms(5);
		check_ok(k, guest_load("kbench"), "modprobe kbench: %m");
		expect_rescuer(k);
		guest_sleep_ms(5);
	}
	for (i = 0; i < 2; i++) {
		check_want(k, !k->shared->task[i].done, "truncating: %s",
			   strerror(-k->shared->task[i].ret));
		kill(k->shared->task[i].pid, SIGKILL);
	}
}

const struct check_case check_case_reload = {
	.name = "reload",
	.title = "the modules are reloaded while files are truncated",
	.per_fs = true,
	.run = run,
};
