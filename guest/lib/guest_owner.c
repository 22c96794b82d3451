// SPDX-License-Identifier: GPL-2.0-only
/* guest_owner.c - the process that registered a region, seen from its parent */
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_owner.h"

pid_t guest_owner_fork(void)
{
	fflush(stdout);
	return fork();
}

int guest_owner_fetch(pid_t pid, int fd)
{
	int ours, process = syscall(SYS_pidfd_open, pid, 0);

	ours = syscall(SYS_pidfd_getfd, process, fd, 0);
	close(process);
	return ours;
}

bool guest_owner_ended(pid_t pid)
{
	char state = guest_task_state(pid);

	return !state || state == 'Z' || state == 'X';
}
