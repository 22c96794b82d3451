// SPDX-License-Identifier: GPL-2.0-only
/* check_hole.c - a page of memory whose first fault waits, by userfaultfd */
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

struct check_hole *check_hole_new(struct check *k)
{
	return check_anon(k, sizeof(struct check_hole), MAP_SHARED);
}

static void *serve(void *arg)
{
	struct check_hole *hole = arg;
	struct uffdio_zeropage zero = {
		.range = { (uintptr_t)hole->addr, CHECK_PAGE },
	};
	struct uffd_msg fault;

	hole->faulted = read(hole->fd, &fault, sizeof(fault)) == sizeof(fault);
	while (!hole->serve)
		guest_sleep_ms(guest_poll_ms);
	ioctl(hole->fd, UFFDIO_ZEROPAGE, &zero);
	return NULL;
}

void check_hole_at(struct check *k, struct check_hole *hole, void *addr)
{
	struct uffdio_register range = {
		.range = { (uintptr_t)addr, CHECK_PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	struct uffdio_api api = { .api = UFFD_API };
	pthread_t thread;

	hole->addr = addr;
	hole->fd = syscall(SYS_userfaultfd, O_CLOEXEC);
	check_want(k,
		   hole->fd >= 0 && !ioctl(hole->fd, UFFDIO_API, &api) &&
			   !ioctl(hole->fd, UFFDIO_REGISTER, &range),
		   "userfaultfd: %m");
	check_want(k, !pthread_create(&thread, NULL, serve, hole),
		   "pthread_create: %m");
}
