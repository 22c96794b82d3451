// SPDX-License-Identifier: GPL-2.0-only
/* scene_owner.c - the process that a device got its memory from, given orders */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/scenes/lib/scene_owner.h"
#include "guest/scenes/lib/scene_owner_child.h"

void ks_owner_start(struct ks_owner *owner, const struct ks_cell *cell,
		    const struct ks_file *file)
{
	int sock[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sock))
		ks_die("socketpair", -errno);
	fflush(NULL);
	owner->pid = fork();
	if (owner->pid < 0)
		ks_die("fork", -errno);
	if (!owner->pid) {
		close(sock[0]);
		ks_self_live(cell, file, sock[1]);
	}
	close(sock[1]);
	owner->sock = sock[0];
}

/* Whether it is still there: then its answer, and the descriptor with it */
static bool hear(struct ks_owner *owner, struct ks_answer *a, int *fd)
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
		ks_die("an owner ended by itself", -ECHILD);
	close(owner->sock);
	owner->pid = 0;
	owner->nr_killed++;
	return false;
}

/* A dead owner is found when its answer is awaited */
static void tell(const struct ks_owner *owner, const struct ks_order *order)
{
	send(owner->sock, order, sizeof(*order), MSG_NOSIGNAL);
}

int ks_owner_open(struct ks_owner *owner, const struct ks_cell *cell,
		  const struct ks_file *file, unsigned int nr_log)
{
	struct ks_order order = { .word = KS_OPEN, .nr_log = nr_log };
	struct ks_answer a;
	int fd = -1;

	if (!owner->pid)
		ks_owner_start(owner, cell, file);
	tell(owner, &order);
	if (!hear(owner, &a, &fd))
		return -ESRCH;
	return a.ret ? a.ret : fd;
}

void ks_owner_hold(struct ks_owner *owner, uint64_t hold_ns)
{
	struct ks_order order = { .word = KS_HOLD, .hold_ns = hold_ns };

	tell(owner, &order);
}

bool ks_owner_held(struct ks_owner *owner, uint64_t *let_go_ticks)
{
	struct ks_answer a;

	if (!hear(owner, &a, NULL))
		return false;
	*let_go_ticks = a.ticks[0];
	return true;
}

int ks_owner_run(struct ks_owner *owner, uint64_t ticks[2])
{
	struct ks_order order = { .word = KS_RUN };
	struct ks_answer a;

	tell(owner, &order);
	if (!hear(owner, &a, NULL))
		return -ESRCH;
	memcpy(ticks, a.ticks, sizeof(a.ticks));
	return a.ret;
}

bool ks_owner_close(struct ks_owner *owner)
{
	struct ks_order order = { .word = KS_CLOSE };
	struct ks_answer a;

	if (!owner->pid)
		return false;
	tell(owner, &order);
	return hear(owner, &a, NULL);
}

void ks_owner_end(struct ks_owner *owner)
{
	if (!owner->pid)
		return;
	close(owner->sock);
	waitpid(owner->pid, NULL, 0);
	owner->pid = 0;
}
