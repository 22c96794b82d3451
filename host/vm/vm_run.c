// SPDX-License-Identifier: GPL-2.0-only
/* vm_run.c - one run of the guest, from start to end */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "host/vm/vm_qmp.h"
#include "host/vm/vm_run.h"
#include "host/vm/vm_speed.h"
#include "host/vm/vm_trace.h"
#include "host/vm/vm_tty.h"

#define KILLED_MS 5000 /* for what a killed child wrote to come in */

/* Indexes of the polled descriptors: the ports come first, as in enum vm_port */
enum {
	FD_QMP = VM_PORTS,
	FD_SIGNAL,
	FD_STDIN,
	FD_TRACE,
	FDS,
};

struct session {
	struct vm_qemu *qemu;
	const struct vm_limits *limits;
	struct vm_outcome *out;
	FILE *stdio;
	bool interactive;
	struct vm_qmp qmp;
	struct vm_trace_ctl tracer;
	char line[256]; /* of the control port, coming in */
	size_t length;
	double started, heard, ending; /* ending: since when, or 0 */
	struct pollfd fds[FDS];
};

static void kill_qemu(struct session *s)
{
	s->out->facts.killed = true;
	kill(-s->qemu->pid, SIGKILL);
}

/* Without a monitor the child is no QEMU but a program on this machine. */
static bool is_qemu(const struct session *s)
{
	return s->qmp.fd >= 0;
}

/* End the run by the user's wish; a program may undo what it changed here. */
static void interrupt(struct session *s)
{
	s->out->facts.interrupted = true;
	s->ending = vm_now();
	if (is_qemu(s))
		kill_qemu(s);
	else
		kill(-s->qemu->pid, SIGTERM);
}

static void control_line(struct session *s, const char *line)
{
	struct vm_facts *f = &s->out->facts;
	unsigned long long nr;

	s->heard = vm_now();
	snprintf(f->last_line, sizeof(f->last_line), "%.127s", line);
	if (s->limits->progress >= 0)
		dprintf(s->limits->progress, "%s\n", line);
	if (!strcmp(line, "up")) {
		f->up = true;
		s->out->boot_s = s->heard - s->started;
		/* Until now the guest's terminal echoes. */
		s->fds[FD_STDIN].fd = s->interactive ? 0 : -1;
	} else if (sscanf(line, "exit %d", &f->exit_status) == 1) {
		f->exited = true;
		if (s->qmp.vcpu)
			vm_affinity_yield(s->qmp.vcpu);
	} else if (sscanf(line, "trace %llu", &nr) == 1) {
		vm_trace_ctl_begin(&s->tracer, nr);
	}
}

static void control(struct session *s, const char *data, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		if (data[i] == '\n') {
			s->line[s->length] = '\0';
			control_line(s, s->line);
			s->length = 0;
		} else if (s->length < sizeof(s->line) - 1) {
			s->line[s->length++] = data[i];
		}
	}
}

static void input(struct session *s, int which, const char *data, size_t size)
{
	switch (which) {
	case FD_QMP:
		vm_qmp_feed(&s->qmp, data, size);
		break;
	case VM_PORT_CONTROL:
		control(s, data, size);
		break;
	case VM_PORT_STDIO:
		fwrite(data, 1, size, s->stdio);
		if (s->interactive)
			vm_tty_show(data, size);
		break;
	case VM_PORT_RESULT:
		/* End the guest: no later event could make the run succeed. */
		if (rvb_frame_feed(&s->out->frame, data, size))
			kill_qemu(s);
		break;
	}
}

static void read_socket(struct session *s, int which)
{
	char data[65536];
	ssize_t n = read(s->fds[which].fd, data, sizeof(data));

	if (n > 0)
		input(s, which, data, n);
	else if (!n || errno != EAGAIN)
		s->fds[which].fd = -1;
}

static void take_signal(struct session *s)
{
	struct signalfd_siginfo info;

	if (read(s->fds[FD_SIGNAL].fd, &info, sizeof(info)) > 0)
		interrupt(s);
}

static void take_keys(struct session *s)
{
	bool end;

	if (!vm_tty_keys(s->qemu->port[VM_PORT_STDIO], &end))
		interrupt(s);
	if (end)
		s->fds[FD_STDIN].fd = s->interactive && vm_tty_is_ours() ? 0 :
									   -1;
}

/* Return: the deadline of the current state; 0 for none. */
static double deadline(const struct session *s)
{
	const struct vm_facts *f = &s->out->facts;

	if (s->ending)
		return s->ending + s->limits->grace_s;
	if (!f->up)
		return s->started + s->limits->boot_s;
	if (f->exited)
		return s->heard + s->limits->boot_s;
	return s->interactive ? 0 : s->heard + s->limits->idle_s;
}

/*
 * At the first time-out record which one it was and send an NMI, so that the
 * kernel prints its stacks. At the second the panic has had its grace: kill.
 */
static void too_late(struct session *s, double now)
{
	struct vm_facts *f = &s->out->facts;

	if (s->ending) {
		kill_qemu(s);
		return;
	}
	s->ending = now;
	f->idle_s = now - (f->up ? s->heard : s->started);
	if (f->up)
		f->no_progress = true;
	else
		f->boot_timeout = true;
	if (is_qemu(s))
		vm_qmp_nmi(&s->qmp);
	else
		kill(-s->qemu->pid, SIGTERM);
}

static bool qemu_is_there(const struct session *s)
{
	int i;

	for (i = 0; i <= FD_QMP; i++)
		if (s->fds[i].fd >= 0)
			return true;
	return false;
}

static void dispatch(struct session *s)
{
	int i;

	for (i = 0; i <= FD_QMP; i++)
		if (s->fds[i].revents)
			read_socket(s, i);
	if (s->fds[FD_SIGNAL].revents)
		take_signal(s);
	if (s->fds[FD_STDIN].fd >= 0 && s->fds[FD_STDIN].revents)
		take_keys(s);
	if (s->fds[FD_TRACE].fd >= 0 && s->fds[FD_TRACE].revents) {
		s->heard = vm_now();
		vm_trace_ctl_read(&s->tracer);
		s->fds[FD_TRACE].fd = s->tracer.fd;
	}
}

static void loop(struct session *s)
{
	struct vm_facts *f = &s->out->facts;
	double until, now;
	int wait_ms, n;

	while (qemu_is_there(s)) {
		now = vm_now();
		until = deadline(s);
		if (until && now >= until && !f->killed) {
			too_late(s, now);
			continue;
		}
		wait_ms = f->killed ? KILLED_MS :
			  until	    ? (until - now) * 1000 + 1 :
				      -1;
		n = poll(s->fds, FDS, wait_ms);
		/* A process that left the group may keep a port open. */
		if (n < 0 ? errno != EINTR : !n && f->killed)
			break;
		dispatch(s);
		if (!s->ending && (f->panicked || f->watchdog))
			s->ending = vm_now();
	}
}

static void stop_signals(sigset_t *stop)
{
	sigemptyset(stop);
	sigaddset(stop, SIGINT);
	sigaddset(stop, SIGTERM);
	sigaddset(stop, SIGHUP);
}

int vm_run_signals(void)
{
	sigset_t stop;

	stop_signals(&stop);
	return sigprocmask(SIG_BLOCK, &stop, NULL) ? -errno : 0;
}

static int open_fds(struct session *s)
{
	sigset_t stop;
	int i;

	stop_signals(&stop);
	for (i = 0; i < FDS; i++)
		s->fds[i].events = POLLIN;
	for (i = 0; i < VM_PORTS; i++)
		s->fds[i].fd = s->qemu->port[i];
	s->fds[FD_QMP].fd = s->qemu->qmp;
	s->fds[FD_STDIN].fd = -1;
	s->fds[FD_TRACE].fd = s->tracer.fd;
	s->fds[FD_SIGNAL].fd = signalfd(-1, &stop, SFD_CLOEXEC);
	return s->fds[FD_SIGNAL].fd < 0 ? -errno : 0;
}

int vm_run(struct vm_qemu *qemu, const struct vm_limits *limits,
	   const struct vm_config *config, FILE *stdio, struct vm_outcome *out)
{
	struct session *s = calloc(1, sizeof(*s));
	int ret;

	if (!s)
		return -ENOMEM;
	s->qemu = qemu;
	s->limits = limits;
	s->out = out;
	s->stdio = stdio;
	s->interactive = config->interactive;
	s->qmp.fd = qemu->qmp;
	s->qmp.facts = &out->facts;
	s->qmp.turns_of = config->exact ? qemu->pid : 0;
	s->started = vm_now();
	s->heard = s->started;

	ret = vm_trace_ctl_open(&s->tracer, limits->trace, &s->qmp,
				qemu->port[VM_PORT_CONTROL]);
	if (!ret)
		ret = open_fds(s);
	if (config->interactive)
		vm_tty_raw();
	if (!ret)
		loop(s);
	vm_tty_restore();
	out->trace = vm_trace_ctl_close(&s->tracer);

	out->facts.qemu_status = vm_qemu_end(qemu, ret);
	out->facts.frame = rvb_frame_end(&out->frame);
	out->facts.need_result = !config->interactive && !config->no_result;
	out->seconds = vm_now() - s->started;
	out->turns = s->qmp.turns;
	memcpy(out->version, s->qmp.version, sizeof(out->version));
	free(s);
	return ret;
}
