// SPDX-License-Identifier: GPL-2.0-only
/* scene_owner.c - the process that registers the regions, seen from its parent */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/scenes/lib/scene_owner.h"

uint64_t scene_hold_ns(const struct scene_cell *cell)
{
	uint64_t ns = 5000 * cell->nr_pages;

	return ns < 1000000 ? 1000000 : ns;
}

void scene_owner_start(struct scene_owner *owner, const struct scene_cell *cell,
		       const struct guest_file *file)
{
	int sock[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sock))
		scene_die("socketpair", -errno);
	fflush(NULL);
	owner->pid = fork();
	if (owner->pid < 0)
		scene_die("fork", -errno);
	if (!owner->pid) {
		close(sock[0]);
		scene_owner_child(cell, file, sock[1]);
	}
	close(sock[1]);
	owner->sock = sock[0];
}

/* Receive an answer, with a descriptor if @fd is set; false: a policy killed it */
static bool hear(struct scene_owner *owner, struct scene_answer *a, int *fd)
{
	char control[CMSG_SPACE(sizeof(*fd))];
	struct iovec data = { a, sizeof(*a) };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *head;
	int status;

	if (recvmsg(owner->sock, &message, MSG_CMSG_CLOEXEC) == sizeof(*a)) {
		head = CMSG_FIRSTHDR(&message);
		if (head && fd)
			memcpy(fd, CMSG_DATA(head), sizeof(*fd));
		return true;
	}
	if (waitpid(owner->pid, &status, 0) != owner->pid ||
	    !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
		scene_die("an owner exited by itself", -ECHILD);
	close(owner->sock);
	owner->pid = 0;
	owner->nr_killed++;
	return false;
}

/* Send an order; an owner that was killed is noticed by hear() */
static void tell(const struct scene_owner *owner,
		 const struct scene_order *order)
{
	send(owner->sock, order, sizeof(*order), MSG_NOSIGNAL);
}

int scene_owner_open(struct scene_owner *owner, const struct scene_cell *cell,
		     const struct guest_file *file, unsigned int nr_log)
{
	struct scene_order order = { .word = SCENE_OPEN, .nr_log = nr_log };
	struct scene_answer a;
	int fd = -1;

	if (!owner->pid)
		scene_owner_start(owner, cell, file);
	tell(owner, &order);
	if (!hear(owner, &a, &fd))
		return -ESRCH;
	return a.ret ? a.ret : fd;
}

void scene_owner_hold(struct scene_owner *owner, uint64_t hold_ns)
{
	struct scene_order order = { .word = SCENE_HOLD, .hold_ns = hold_ns };

	tell(owner, &order);
}

bool scene_owner_held(struct scene_owner *owner, uint64_t *release_ticks)
{
	struct scene_answer a;

	if (!hear(owner, &a, NULL))
		return false;
	*release_ticks = a.ticks[0];
	return true;
}

int scene_owner_run(struct scene_owner *owner, uint64_t ticks[2])
{
	struct scene_order order = { .word = SCENE_RUN };
	struct scene_answer a;

	tell(owner, &order);
	if (!hear(owner, &a, NULL))
		return -ESRCH;
	memcpy(ticks, a.ticks, sizeof(a.ticks));
	return a.ret;
}

bool scene_owner_close(struct scene_owner *owner)
{
	struct scene_order order = { .word = SCENE_CLOSE };
	struct scene_answer a;

	if (!owner->pid)
		return false;
	tell(owner, &order);
	return hear(owner, &a, NULL);
}

void scene_owner_end(struct scene_owner *owner)
{
	if (!owner->pid)
		return;
	close(owner->sock);
	waitpid(owner->pid, NULL, 0);
	owner->pid = 0;
}
