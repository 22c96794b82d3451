// SPDX-License-Identifier: GPL-2.0-only
/* host_main.c - a cell on this machine's own kernel: run one program, judge it */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/host_log.h"
#include "host/vm/vm_judge.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_frame.h"

#define IDLE_S 120

/* The folder's replay.sh: only `run` loads modules into this kernel. */
static const char replay[] =
	"#!/bin/sh\n"
	"echo 'a cell of --target host is run again by ./revokebench run' >&2\n"
	"exit 2\n";

/**
 * struct session - a running program
 * @argv:	its arguments
 * @dir:	folder of the cell
 * @progress:	where its control lines are copied to, or -1
 * @pid:	its process group
 * @fds:	its control and its result port, and signals
 * @facts:	what was observed of it
 * @frame:	its result
 */
struct session {
	char **argv;
	char *dir;
	int progress;
	pid_t pid;
	struct pollfd fds[3];
	struct vm_facts facts;
	struct rvb_frame_reader frame;
};

enum { CONTROL, RESULT, SIGNAL };

static const struct rvb_option options[] = {
	{ "progress-fd", RVB_NUMBER(struct session, progress, 0, INT_MAX), "N",
	  "copy control lines there", .key = 'p' },
	{ "output", RVB_STRING(struct session, dir), "CELLDIR",
	  "folder for logs, result and verdict", .key = 'o' },
	{}
};

static error_t take_program(int key, char *arg, struct argp_state *state)
{
	struct session *s = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		s->argv = state->argv + state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_END:
		if (!s->dir || !s->argv)
			argp_error(state, "missing -o CELLDIR or program");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = take_program,
	.args_doc = "-o CELLDIR -- PROGRAM WORD...",
	.doc = "Run one program on this machine, report how it ended.",
};

static void export_fd(const char *name, int fd)
{
	char text[16];

	fcntl(fd, F_SETFD, 0);
	snprintf(text, sizeof(text), "%d", fd);
	setenv(name, text, 1);
}

static int start(struct session *s, int stdio, const sigset_t *mask)
{
	int control[2], result[2];

	if (pipe2(control, O_CLOEXEC) || pipe2(result, O_CLOEXEC))
		return -errno;
	s->pid = fork();
	if (!s->pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setpgid(0, 0);
		sigprocmask(SIG_SETMASK, mask, NULL);
		dup2(stdio, STDOUT_FILENO);
		dup2(stdio, STDERR_FILENO);
		export_fd("RVB_CONTROL_FD", control[1]);
		export_fd("RVB_RESULT_FD", result[1]);
		execvp(s->argv[0], s->argv);
		perror(s->argv[0]);
		_exit(127);
	}
	close(control[1]);
	close(result[1]);
	s->fds[CONTROL] = (struct pollfd){ control[0], POLLIN, 0 };
	s->fds[RESULT] = (struct pollfd){ result[0], POLLIN, 0 };
	return s->pid < 0 ? -errno : 0;
}

static void stop(struct session *s)
{
	kill(-s->pid, SIGTERM);
	sleep(1);
	kill(-s->pid, SIGKILL);
}

static void take(struct session *s, int which)
{
	char data[65536], *last;
	ssize_t n = read(s->fds[which].fd, data, sizeof(data) - 1);

	if (n <= 0) {
		s->fds[which].fd = -1;
		return;
	}
	if (which == RESULT) {
		rvb_frame_feed(&s->frame, data, n);
		return;
	}
	if (s->progress >= 0 && write(s->progress, data, n) != n)
		s->progress = -1;
	data[n - 1] = '\0';
	last = strrchr(data, '\n');
	snprintf(s->facts.last_line, sizeof(s->facts.last_line), "%.100s",
		 last ? last + 1 : data);
}

static void loop(struct session *s)
{
	int idle_ms = IDLE_S * 1000 * vm_speed_slow(), n, i;

	while (s->fds[CONTROL].fd >= 0 || s->fds[RESULT].fd >= 0) {
		n = poll(s->fds, 3, idle_ms);
		if (!n) {
			s->facts.no_progress = true;
			s->facts.idle_s = idle_ms / 1000;
		}
		if (s->fds[SIGNAL].revents)
			s->facts.interrupted = true;
		if (!n || s->facts.interrupted) {
			stop(s);
			return;
		}
		for (i = 0; i < SIGNAL; i++) {
			if (s->fds[i].revents)
				take(s, i);
		}
	}
}

/* The facts of a program that ended, in the terms of a guest's. */
static void end(struct session *s)
{
	int status = 0;

	waitpid(s->pid, &status, 0);
	s->facts.up = true;
	s->facts.need_result = true;
	strcpy(s->facts.shutdown, "guest-shutdown");
	s->facts.exited = true;
	s->facts.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) :
						   128 + WTERMSIG(status);
	s->facts.frame = rvb_frame_end(&s->frame);
}

static int run(struct session *s, struct vm_cell *cell, int *kmsg)
{
	sigset_t set, mask;
	int ret;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, &mask);
	s->fds[SIGNAL] =
		(struct pollfd){ signalfd(-1, &set, SFD_CLOEXEC), POLLIN, 0 };
	*kmsg = host_log_open();
	ret = start(s, fileno(cell->stdio), &mask);
	if (ret)
		return ret;
	loop(s);
	end(s);
	return 0;
}

static int finish(struct session *s, struct vm_cell *cell,
		  struct vm_splat_rules *rules, int kmsg, double seconds)
{
	const struct vm_ended ended = { .program = "host",
					.facts = &s->facts,
					.frame = &s->frame,
					.rules = rules };

	host_log_copy(kmsg, cell->console);
	json_object_set_new(cell->json, "seconds", json_real(seconds));
	return vm_judge(cell, &ended);
}

int main(int argc, char **argv)
{
	struct session s = { .progress = -1, .frame.limit = RVB_FRAME_LIMIT };
	double started = vm_now();
	struct vm_splat_rules *rules;
	struct vm_cell cell;
	char why[512];
	int kmsg, ret;

	rvb_argp_parse(&argp, argc, argv, &s);
	rules = vm_splat_load(VM_SPLAT_RULES, NULL, why, sizeof(why));
	if (!rules ||
	    vm_cell_open(&cell, s.dir, json_pack("{s:s}", "mode", "timed"),
			 replay, why, sizeof(why))) {
		fprintf(stderr, "host: %s\n", why);
		return RVB_EXIT_USAGE;
	}
	ret = run(&s, &cell, &kmsg);
	if (ret) {
		fprintf(stderr, "host: %s\n", strerror(-ret));
		return RVB_EXIT_HARNESS;
	}
	ret = finish(&s, &cell, rules, kmsg, vm_now() - started);
	vm_splat_free(rules);
	return ret;
}
