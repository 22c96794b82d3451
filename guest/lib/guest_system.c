// SPDX-License-Identifier: GPL-2.0-only
/* guest_system.c - whether this is the guest, and running a program */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_system.h"

bool guest_is_ours(void)
{
	return getenv("RVB_RESULT_FD");
}

int guest_run(const char *const argv[])
{
	posix_spawn_file_actions_t actions;
	int status, ret;
	pid_t pid;

	ret = posix_spawn_file_actions_init(&actions);
	if (ret)
		return -ret;
	ret = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO,
					       "/dev/null", O_WRONLY, 0);
	if (!ret)
		ret = posix_spawnp(&pid, argv[0], &actions, NULL,
				   (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (ret)
		return -ret;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return status ? -ECHILD : 0;
}

void guest_run_all(const char *const commands[])
{
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL };

	for (; commands && *commands; commands++) {
		argv[2] = *commands;
		guest_run(argv);
	}
}
