// SPDX-License-Identifier: GPL-2.0-only
/* vm_trace_ctl.c - switch QEMU's execution log when the guest asks */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/vm/vm_qmp.h"
#include "host/vm/vm_trace.h"
#include "lib/rvb_text.h"

#define PIPE_BYTES (1 << 20)

/* The monitor parses quoted words, but cannot quote a quote. */
static int open_fifo(struct vm_trace_ctl *t)
{
	if (strpbrk(t->path, "\"\\\n"))
		return -EINVAL;
	t->fifo = rvb_text("%s.fifo", t->path);
	unlink(t->fifo);
	if (mkfifo(t->fifo, 0600))
		return -errno;
	t->fd = open(t->fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (t->fd < 0)
		return -errno;
	fcntl(t->fd, F_SETPIPE_SZ, PIPE_BYTES);
	return 0;
}

int vm_trace_ctl_open(struct vm_trace_ctl *t, const char *path,
		      struct vm_qmp *qmp, int guest)
{
	*t = (struct vm_trace_ctl){
		.fd = -1,
		.path = path,
		.qmp = qmp,
		.guest = guest,
	};
	return path ? open_fifo(t) : 0;
}

void vm_trace_ctl_begin(struct vm_trace_ctl *t, unsigned long long nr)
{
	rvb_auto char *line = rvb_text("logfile \"%s\"", t->fifo);

	if (t->fd < 0 || t->trace.limit)
		return;
	t->trace.limit = nr < VM_TRACE_LIMIT ? nr : VM_TRACE_LIMIT;
	vm_qmp_monitor(t->qmp, "singlestep on");
	vm_qmp_monitor(t->qmp, line);
	vm_qmp_monitor(t->qmp, "log exec,nochain");
}

static void end(struct vm_trace_ctl *t)
{
	static const char word[] = "traced\n";

	vm_qmp_monitor(t->qmp, "log none");
	vm_qmp_monitor(t->qmp, "singlestep off");
	send(t->guest, word, strlen(word), MSG_NOSIGNAL);
}

/* Drain the fifo: QEMU must never block on it. */
void vm_trace_ctl_read(struct vm_trace_ctl *t)
{
	static char data[1 << 18];
	bool full = vm_trace_full(&t->trace);
	ssize_t n = read(t->fd, data, sizeof(data));

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		close(t->fd);
		t->fd = -1;
		return;
	}
	vm_trace_feed(&t->trace, data, n);
	if (!full && vm_trace_full(&t->trace))
		end(t);
}

int vm_trace_ctl_close(struct vm_trace_ctl *t)
{
	int ret = 0;

	if (t->fd >= 0)
		close(t->fd);
	if (t->fifo)
		unlink(t->fifo);
	free(t->fifo);
	if (t->trace.limit)
		ret = t->trace.nr ? vm_trace_save(&t->trace, t->path) :
				    -ENODATA;
	vm_trace_free(&t->trace);
	return ret;
}
