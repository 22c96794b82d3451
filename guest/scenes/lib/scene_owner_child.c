// SPDX-License-Identifier: GPL-2.0-only
/* scene_owner_child.c - the process of an owner: follows orders, reads events */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_time.h"
#include "guest/scenes/lib/scene_owner.h"

struct scene_owner_child {
	const struct scene_cell *cell;
	struct guest_file file;
	int sock;
	int kbench;
	int *region;
	void *addr;
	uint64_t hold_until_ns; /* release then; 0: never */
	uint64_t release_ticks; /* first release of these regions; 0: none yet */
};

/* Send an answer, with a descriptor unless that is -1 */
static void answer(const struct scene_owner_child *self,
		   const struct scene_answer *a, int fd)
{
	char control[CMSG_SPACE(sizeof(fd))] = { 0 };
	struct iovec data = { (void *)a, sizeof(*a) };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1 };
	struct cmsghdr *head;

	if (fd >= 0) {
		message.msg_control = control;
		message.msg_controllen = sizeof(control);
		head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	}
	if (sendmsg(self->sock, &message, 0) < 0)
		_exit(1);
}

static int map(struct scene_owner_child *self)
{
	if (!self->addr)
		self->addr = guest_file_map(&self->file, self->file.nr_pages);
	return self->addr ? 0 : -errno;
}

static int register_one(struct scene_owner_child *self, unsigned int nr_log)
{
	const struct scene_cell *cell = self->cell;
	struct kb_region arg = {
		.flags = cell->write ? KB_REGION_WRITE : 0,
		.addr = (uintptr_t)self->addr + cell->nr_beside * SCENE_PAGE,
		.nr_pages = cell->nr_pages,
		.depth = cell->depth,
		.latency_ns = SCENE_LATENCY_NS,
		.cookie = SCENE_COOKIE,
		.nr_log = nr_log,
	};

	return guest_region_register(self->kbench, cell->device,
				     cell->timed ? "thread" : "timer", &arg);
}

static void close_all(struct scene_owner_child *self)
{
	unsigned int i;

	for (i = 0; i < self->cell->nr_regions; i++) {
		if (self->region[i] >= 0)
			close(self->region[i]);
		self->region[i] = -1;
	}
	self->hold_until_ns = 0;
}

static void open_all(struct scene_owner_child *self,
		     const struct scene_order *order)
{
	struct scene_answer a = { .ret = map(self) };
	unsigned int i;

	self->release_ticks = 0;
	if (!a.ret)
		guest_pages_touch(self->addr, self->file.nr_pages);
	for (i = 0; !a.ret && i < self->cell->nr_regions; i++) {
		self->region[i] = register_one(self, i ? 0 : order->nr_log);
		if (self->region[i] < 0)
			a.ret = self->region[i];
	}
	if (a.ret)
		close_all(self);
	if (!a.ret && self->cell->event->unmapped) {
		munmap(self->addr, self->file.nr_pages * SCENE_PAGE);
		self->addr = NULL;
	}
	/* An eviction needs the file's last descriptor to be the parent's */
	if (self->cell->event->ends_file)
		close(self->file.fd);
	answer(self, &a, self->region[0]);
}

/* From the first release on the owner wants accesses to be refused */
static void note_release(struct scene_owner_child *self)
{
	if (!self->release_ticks)
		self->release_ticks = guest_clock_read();
}

static void release(struct scene_owner_child *self, uint64_t first, uint64_t nr)
{
	unsigned int i;

	note_release(self);
	for (i = 0; i < self->cell->nr_regions; i++)
		if (self->region[i] >= 0)
			guest_region_release(self->region[i], first, nr);
}

/* Read an event and release its range, or all if the device has no parts */
static void told(struct scene_owner_child *self, unsigned int i)
{
	struct kb_event event;

	if (read(self->region[i], &event, sizeof(event)) != sizeof(event) ||
	    self->cell->silent)
		return;
	note_release(self);
	if (guest_region_in_parts(self->cell->can))
		guest_region_release(self->region[i], event.first,
				     event.nr_pages);
	else
		guest_region_release(self->region[i], 0, self->cell->nr_pages);
}

static void run(struct scene_owner_child *self)
{
	const struct scene_event *event = self->cell->event;
	struct guest_span span =
		scene_event_span(self->cell, &self->file, self->addr);
	struct scene_answer a;

	a.ticks[0] = guest_clock_read();
	a.ret = event->op->run(&span);
	a.ticks[1] = guest_clock_read();
	if (event->op == &guest_events[GUEST_MUNMAP])
		self->addr = NULL;
	answer(self, &a, -1);
}

static void obey(struct scene_owner_child *self)
{
	struct scene_answer done = { .ret = 0 };
	struct scene_order order;

	if (recv(self->sock, &order, sizeof(order), 0) != sizeof(order))
		_exit(0);
	switch (order.word) {
	case SCENE_OPEN:
		open_all(self, &order);
		break;
	case SCENE_HOLD:
		self->hold_until_ns = guest_now_ns() + order.hold_ns;
		break;
	case SCENE_RUN:
		run(self);
		break;
	case SCENE_CLOSE:
		close_all(self);
		answer(self, &done, -1);
		break;
	}
}

/* Wait for an order, an event, or the time to release */
static void live(struct scene_owner_child *self, struct pollfd *fds,
		 unsigned int nr)
{
	struct scene_answer held = { .ret = 0 };
	struct timespec left = { 0 };
	uint64_t now = guest_now_ns();
	unsigned int i;

	if (self->hold_until_ns && now >= self->hold_until_ns) {
		self->hold_until_ns = 0;
		release(self, 0, self->cell->nr_pages);
		held.ticks[0] = self->release_ticks;
		answer(self, &held, -1);
		return;
	}
	if (self->hold_until_ns) {
		left.tv_sec = (self->hold_until_ns - now) / 1000000000;
		left.tv_nsec = (self->hold_until_ns - now) % 1000000000;
	}
	fds[0] = (struct pollfd){ .fd = self->sock, .events = POLLIN };
	for (i = 0; i < nr; i++)
		fds[1 + i] = (struct pollfd){ .fd = self->region[i],
					      .events = POLLIN };
	if (ppoll(fds, 1 + nr, self->hold_until_ns ? &left : NULL, NULL) < 1)
		return;
	for (i = 0; i < nr; i++)
		if (fds[1 + i].revents & POLLIN)
			told(self, i);
	if (fds[0].revents)
		obey(self);
}

/* Close what was inherited: else the parent's close would not be the last */
static void close_others(int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a;

	close_range(3, low - 1, 0);
	if (high > low + 1)
		close_range(low + 1, high - 1, 0);
	close_range(high + 1, ~0U, 0);
}

void scene_owner_child(const struct scene_cell *cell,
		       const struct guest_file *file, int sock)
{
	struct scene_owner_child self = { .cell = cell,
					  .file = *file,
					  .sock = sock };
	/* Poll 64 regions at most: with more the poll would be measured */
	unsigned int i, nr = cell->nr_regions < 64 ? cell->nr_regions : 64;
	struct pollfd fds[65];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close_others(sock, file->fd);
	self.kbench = guest_client_open(cell->policy);
	self.region = calloc(cell->nr_regions, sizeof(*self.region));
	if (self.kbench < 0 || !self.region)
		scene_die("an owner", self.kbench < 0 ? self.kbench : -ENOMEM);
	for (i = 0; i < cell->nr_regions; i++)
		self.region[i] = -1;
	for (;;)
		live(&self, fds, nr);
}
