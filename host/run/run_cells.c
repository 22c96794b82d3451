// SPDX-License-Identifier: GPL-2.0-only
/* run_cells.c - the boots of a run, as many at once as there are CPUs */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/run/run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_grow.h"

#define PROGRESS_MS 500

/* The state of run_cells() */
struct schedule {
	struct run_queue *q;
	int signals; /* signalfd of SIGCHLD, SIGINT and SIGTERM */
	sigset_t mask; /* signal mask to restore, also in the children */
	/* room for @signals and the progress of each cell */
	struct pollfd *fds;
};

static int start(struct schedule *s, struct run_cell *cell)
{
	char **argv;
	int fd[2];
	pid_t pid;

	if (pipe2(fd, O_NONBLOCK))
		return -errno;
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	argv = run_boot_argv(cell, fd[1], NULL);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		sigprocmask(SIG_SETMASK, &s->mask, NULL);
		execv(argv[0], argv);
		fprintf(stderr, "revokebench: %s: %s\n", argv[0],
			strerror(errno));
		_exit(RVB_EXIT_HARNESS);
	}
	run_boot_free(argv);
	close(fd[1]);
	if (pid < 0) {
		close(fd[0]);
		return -errno;
	}
	cell->pid = pid;
	cell->running = true;
	cell->started_s = vm_now();
	cell->progress = fd[0];
	return 0;
}

static void read_progress(struct run_cell *cell)
{
	char buf[4096];
	ssize_t len;

	len = read(cell->progress, buf, sizeof(buf) - 1);
	if (len > 0) {
		buf[len] = '\0';
		run_progress_lines(cell, buf);
	} else if (!len || errno != EAGAIN) {
		close(cell->progress);
		cell->progress = -1;
	}
}

static void reap(struct schedule *s)
{
	struct run_queue *q = s->q;
	struct run_cell *cell;
	int i, status, rc, wrong;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (i = 0; i < q->nr_cells && q->cell[i]->pid != pid; i++)
			;
		if (i == q->nr_cells)
			continue;
		cell = q->cell[i];
		cell->pid = 0;
		cell->running = false;
		wrong = run_ended_load(cell);
		rc = WIFEXITED(status) ? WEXITSTATUS(status) : RVB_EXIT_HARNESS;
		rc = rc ? rc : wrong;
		run_progress_cell(q, cell, rc);
		run_ended_with(cell->run, rc);
	}
}

static void interrupt(struct schedule *s)
{
	int i;

	run_progress_end();
	for (i = 0; i < s->q->nr_cells; i++) {
		run_ended_with(s->q->cell[i]->run, RVB_EXIT_INTERRUPTED);
		if (s->q->cell[i]->running)
			kill(s->q->cell[i]->pid, SIGTERM);
	}
}

static void take_signals(struct schedule *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo != SIGCHLD)
			interrupt(s);
	}
	reap(s);
}

static void wait_some(struct schedule *s)
{
	struct run_queue *q = s->q;
	struct pollfd *fds = s->fds;
	int i;

	fds[0] = (struct pollfd){ .fd = s->signals, .events = POLLIN };
	for (i = 0; i < q->nr_cells; i++)
		fds[1 + i] = (struct pollfd){ .fd = q->cell[i]->progress,
					      .events = POLLIN };
	poll(fds, 1 + q->nr_cells, PROGRESS_MS);
	for (i = 0; i < q->nr_cells; i++) {
		if (fds[1 + i].revents)
			read_progress(q->cell[i]);
	}
	take_signals(s);
	run_progress_show(q);
}

/* A timed cell runs alone: other guests would change its times. */
static bool has_room(const struct run_queue *q, const struct run_cell *cell)
{
	int i, running = run_ended_running(q);

	for (i = 0; i < q->nr_cells; i++) {
		if (q->cell[i]->running && q->cell[i]->alone)
			return false;
	}
	return cell->alone ? !running : running < q->at_once;
}

static void start_some(struct schedule *s)
{
	int i;

	for (i = 0; i < s->q->nr_cells; i++) {
		struct run_cell *cell = s->q->cell[i];

		if (cell->running || cell->cell || cell->run->stop)
			continue;
		if (!has_room(s->q, cell))
			return;
		if (start(s, cell))
			run_ended_with(cell->run, RVB_EXIT_HARNESS);
	}
}

/*
 * Boot every cell that is not done yet; the exit code of a run's cells is left
 * in its @rc. After a boot that fails no further one of its run is started, and
 * those that run are waited for. SIGINT or SIGTERM ends all.
 */
void run_cells(struct run_queue *q)
{
	struct schedule s = { .q = q };
	sigset_t set;

	s.fds = rvb_alloc(1 + q->nr_cells, sizeof(*s.fds));
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &s.mask);
	s.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);

	run_ended_kept(q);
	for (start_some(&s); run_ended_running(q); start_some(&s))
		wait_some(&s);

	run_progress_end();
	close(s.signals);
	free(s.fds);
	sigprocmask(SIG_SETMASK, &s.mask, NULL);
}
