// SPDX-License-Identifier: GPL-2.0-only
/* vm_affinity.c - confine QEMU's threads to one CPU, so that the guest's clock is exact */
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "host/vm/vm_qmp.h"

#define CLAIMS 64 /* of a CPU; who finds more takes any */

static const struct sched_param no_priority = { 0 };

/*
 * Bind an abstract socket: one process at a time holds its name, until it ends.
 * @nth: which of the names of that CPU
 */
static int claim(int cpu, int nth)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int length;

	if (fd < 0)
		return -errno;
	length = snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1,
			  "revokebench/exact/cpu%d/%d", cpu, nth);
	if (!bind(fd, (struct sockaddr *)&name,
		  offsetof(struct sockaddr_un, sun_path) + 1 + length))
		return 0;
	close(fd);
	return -EADDRINUSE;
}

/* Choose a CPU that as few other runners hold as any. */
static int choose(cpu_set_t *one)
{
	int nth, cpu, last = -1;
	cpu_set_t may;

	if (sched_getaffinity(0, sizeof(may), &may))
		return -errno;
	for (nth = 0; nth < CLAIMS; nth++) {
		for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
			if (!CPU_ISSET(cpu, &may))
				continue;
			last = cpu;
			if (!claim(cpu, nth))
				goto out;
		}
	}
out:
	CPU_ZERO(one);
	CPU_SET(last, one);
	return 0;
}

/*
 * Threads that QEMU creates later inherit the affinity. QEMU wakes the thread of its
 * monitor whenever the clock advances, for nothing: all threads but the main loop's
 * and @vcpu run only while those two wait.
 */
static int confine(pid_t qemu, pid_t vcpu, const cpu_set_t *one)
{
	struct dirent *task;
	char path[64];
	DIR *tasks;
	int ret = 0;

	snprintf(path, sizeof(path), "/proc/%d/task", qemu);
	tasks = opendir(path);
	if (!tasks)
		return -errno;
	while (!ret && (task = readdir(tasks))) {
		pid_t tid = atoi(task->d_name);

		if (tid <= 0)
			continue;
		if (sched_setaffinity(tid, sizeof(*one), one) && errno != ESRCH)
			ret = -errno;
		if (tid != qemu && tid != vcpu)
			sched_setscheduler(tid, SCHED_IDLE, &no_priority);
	}
	closedir(tasks);
	return ret;
}

int vm_affinity_take(pid_t qemu, pid_t vcpu)
{
	const struct sched_param first = { .sched_priority = 1 };
	cpu_set_t one;
	int ret;

	ret = choose(&one);
	if (!ret)
		ret = confine(qemu, vcpu, &one);
	/* Before QEMU's other threads, by turns with other guests' */
	if (!ret && sched_setscheduler(vcpu, SCHED_RR, &first))
		ret = -errno;
	return ret;
}

void vm_affinity_yield(pid_t vcpu)
{
	sched_setscheduler(vcpu, SCHED_OTHER, &no_priority);
}
