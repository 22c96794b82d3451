// SPDX-License-Identifier: GPL-2.0-only
/* host_main.c - a cell on this machine's own kernel: run one program, judge it */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/vm/vm_cell.h"
#include "host/vm/vm_run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

#define IDLE_S 120
#define GRACE_S 1 /* from SIGTERM to SIGKILL */

/* The folder's replay.sh: only `run` loads modules into this kernel. */
static const char replay[] =
	"#!/bin/sh\n"
	"echo 'a cell of --target host is run again by ./revokebench run' >&2\n"
	"exit 2\n";

/* The command line */
struct words {
	char **argv; /* the program and its arguments */
	char *dir; /* folder of the cell */
	int progress; /* descriptor that control lines are copied to, or -1 */
};

static const struct rvb_option options[] = {
	{ "progress-fd", RVB_NUMBER(struct words, progress, 0, INT_MAX), "N",
	  "copy control lines there", .key = 'p' },
	{ "output", RVB_STRING(struct words, dir), "CELLDIR",
	  "folder for logs, result and verdict", .key = 'o' },
	{}
};

static error_t take_program(int key, char *arg, struct argp_state *state)
{
	struct words *w = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		w->argv = state->argv + state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_END:
		if (!w->dir || !w->argv)
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

/* In the child, in a process group of its own: become the program. */
static void run_program(char **argv, int stdio, int control, int result)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(stdio, STDOUT_FILENO);
	dup2(stdio, STDERR_FILENO);
	export_fd("RVB_CONTROL_FD", control);
	export_fd("RVB_RESULT_FD", result);
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/* Start the program with the two ports that it would have in a guest. */
static int start(struct vm_qemu *child, char **argv, int stdio)
{
	int control[2], result[2];

	if (pipe2(control, O_CLOEXEC) || pipe2(result, O_CLOEXEC))
		return -errno;
	*child = (struct vm_qemu){
		.pid = fork(),
		.qmp = -1,
		.port = { [VM_PORT_RESULT] = result[0],
			  [VM_PORT_STDIO] = -1,
			  [VM_PORT_CONTROL] = control[0] },
	};
	if (!child->pid)
		run_program(argv, stdio, control[1], result[1]);
	close(control[1]);
	close(result[1]);
	return child->pid < 0 ? -errno : 0;
}

/* The facts of a program that ended, in the terms of a guest's. */
static void translate(struct vm_facts *f)
{
	int status = f->qemu_status;

	f->qemu_status = 0;
	strcpy(f->shutdown, "guest-shutdown");
	f->exited = true;
	f->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) :
					     128 + WTERMSIG(status);
}

/* Open the kernel's log at its end: a descriptor or -errno */
static int open_log(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	lseek(fd, 0, SEEK_END);
	return fd;
}

/* Copy the text of "6,339,5140900,-;text\n"; further lines are properties. */
static void copy_record(char *record, int to)
{
	unsigned long long us = 0;
	char *text = strchr(record, ';');

	if (!text || sscanf(record, "%*u,%*u,%llu", &us) != 1)
		return;
	text[1 + strcspn(text + 1, "\n")] = '\0';
	dprintf(to, "[%5llu.%06llu] %s\n", us / 1000000, us % 1000000,
		text + 1);
}

/* Write the records logged since, as lines of a console, and close @kmsg */
static void copy_log(int kmsg, int to)
{
	char record[8192];
	ssize_t n;

	if (kmsg < 0) {
		dprintf(to, "/dev/kmsg: %s\n", strerror(-kmsg));
		return;
	}
	for (;;) {
		n = read(kmsg, record, sizeof(record) - 1);
		if (n < 0 && errno == EPIPE)
			continue; /* the kernel overwrote the record */
		if (n <= 0)
			break;
		record[n] = '\0';
		copy_record(record, to);
	}
	close(kmsg);
}

static int run(const struct words *w, struct vm_cell *cell,
	       struct vm_outcome *out)
{
	const struct vm_limits limits = { .idle_s = IDLE_S * vm_speed_slow(),
					  .grace_s = GRACE_S,
					  .progress = w->progress };
	const struct vm_config config = {};
	struct vm_qemu child;
	int kmsg, ret;

	ret = vm_run_signals();
	kmsg = open_log();
	if (!ret)
		ret = start(&child, w->argv, fileno(cell->stdio));
	if (!ret)
		ret = vm_run(&child, &limits, &config, cell->stdio, out);
	copy_log(kmsg, cell->console);
	translate(&out->facts);
	return ret;
}

int main(int argc, char **argv)
{
	struct vm_outcome out = { .frame.limit = RVB_FRAME_LIMIT,
				  .facts.up = true };
	struct vm_ended ended = { .program = "host",
				  .facts = &out.facts,
				  .frame = &out.frame };
	struct words w = { .progress = -1 };
	struct vm_splat_rules *rules;
	struct vm_cell cell;
	char why[512];
	int ret;

	rvb_argp_parse(&argp, argc, argv, &w);
	rules = vm_splat_load(vm_splat_path(), NULL, why, sizeof(why));
	if (!rules ||
	    vm_cell_open(&cell, w.dir, json_pack("{s:s}", "mode", "timed"),
			 replay, why, sizeof(why))) {
		fprintf(stderr, "host: %s\n", why);
		return RVB_EXIT_USAGE;
	}
	ret = run(&w, &cell, &out);
	if (ret) {
		fprintf(stderr, "host: %s\n", strerror(-ret));
		return RVB_EXIT_HARNESS;
	}
	json_object_set_new(cell.json, "seconds", json_real(out.seconds));
	ended.rules = rules;
	return vm_judge(&cell, &ended);
}
