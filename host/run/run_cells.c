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

#include "host/results/run_frame.h"
#include "host/run/run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_array.h"
#include "lib/rvb_digest.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"

#define PROGRESS_MS 500

/* RAM that the guest's kernel reserves as persistent memory, for fsdax */
#define PMEM "memmap=400M!1G"

/* The state of run_cells() */
struct schedule {
	struct run *run;
	int signals; /* signalfd of SIGCHLD, SIGINT and SIGTERM */
	sigset_t mask; /* signal mask to restore, also in the children */
	/* room for @signals and the progress of each cell */
	struct pollfd *fds;
	int at_once; /* most boots at the same time */
	int worst; /* exit code so far, see rank() */
	bool stop; /* start no further boot */
};

static int nr_running(const struct run *run)
{
	int i, n = 0;

	for (i = 0; i < run->nr_cells; i++)
		n += run->cell[i].pid > 0;
	return n;
}

/* vm --mode M --accel A --seed N --kernel K --initrd I --progress-fd F -oD */
static size_t vm_words(char **argv, const struct run *run,
		       const struct run_cell *cell, int progress)
{
	const char *accel =
		json_string_value(json_object_get(cell->plan, "accel"));
	size_t n = 0;

	if (asprintf(&argv[n++], "%s/vm", getenv("RVB_BIN")) < 0 ||
	    asprintf(&argv[n++], "--mode=%s", cell->mode) < 0 ||
	    asprintf(&argv[n++], "--accel=%s", accel ? accel : "tcg") < 0 ||
	    asprintf(&argv[n++], "--seed=%d", cell->seed) < 0 ||
	    asprintf(&argv[n++], "--kernel=%s/vmlinux", run->kernel_dir) < 0 ||
	    asprintf(&argv[n++], "--initrd=%s", run->initrd) < 0 ||
	    asprintf(&argv[n++], "--append=%s", PMEM) < 0 ||
	    asprintf(&argv[n++], "--progress-fd=%d", progress) < 0 ||
	    asprintf(&argv[n++], "-o%s", cell->folder) < 0)
		return 0;
	argv[n++] = strdup("--");
	return n;
}

/* host_run.sh MODULES CELLDIR PROGRESS-FD WORD... */
static size_t host_words(char **argv, const struct run *run,
			 const struct run_cell *cell, int progress)
{
	size_t n = 0;

	if (asprintf(&argv[n++], "%s/scripts/host_run.sh", run->top) < 0 ||
	    asprintf(&argv[n++], "%s", run->modules) < 0 ||
	    asprintf(&argv[n++], "%s", cell->folder) < 0 ||
	    asprintf(&argv[n++], "%d", progress) < 0)
		return 0;
	return n;
}

static char **argv_of(const struct run *run, const struct run_cell *cell,
		      int progress)
{
	json_t *words = json_object_get(cell->plan, "argv"), *word;
	char **argv = calloc(16 + json_array_size(words), sizeof(*argv));
	size_t n, i;

	if (!argv)
		return NULL;
	n = run->initrd ? vm_words(argv, run, cell, progress) :
			  host_words(argv, run, cell, progress);
	if (!n)
		return NULL;
	json_array_foreach(words, i, word)
		argv[n++] = strdup(json_string_value(word));
	return argv;
}

static void free_argv(char **argv)
{
	size_t i;

	for (i = 0; argv && argv[i]; i++)
		free(argv[i]);
	free(argv);
}

static int start(struct schedule *s, struct run_cell *cell)
{
	char **argv;
	int fd[2];
	pid_t pid;

	if (pipe2(fd, O_NONBLOCK))
		return -errno;
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	argv = argv_of(s->run, cell, fd[1]);
	pid = argv ? fork() : -1;
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		sigprocmask(SIG_SETMASK, &s->mask, NULL);
		execv(argv[0], argv);
		fprintf(stderr, "revokebench: %s: %s\n", argv[0],
			strerror(errno));
		_exit(RVB_EXIT_HARNESS);
	}
	free_argv(argv);
	close(fd[1]);
	if (pid < 0) {
		close(fd[0]);
		return -errno;
	}
	cell->pid = pid;
	cell->started_s = vm_now();
	cell->progress = fd[0];
	return 0;
}

/* vm writes whole lines "at STEP NR NAME"; the last line counts. */
static void read_progress(struct run_cell *cell)
{
	unsigned int step, nr;
	char buf[4096], *line, *save;
	ssize_t len;

	len = read(cell->progress, buf, sizeof(buf) - 1);
	if (len <= 0) {
		if (!len || errno != EAGAIN) {
			close(cell->progress);
			cell->progress = -1;
		}
		return;
	}
	buf[len] = '\0';
	for (line = strtok_r(buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (sscanf(line, "at %u %u", &step, &nr) == 2 && step <= nr) {
			/* "at 1 1", "at 2 2": the cell does not know NR. */
			cell->counts |= step == 1 && nr == 1;
			cell->step = step;
			cell->nr_steps = cell->counts ? 0 : nr;
		}
	}
}

/* Load cell.json and result.json; non-zero if the frame is malformed. */
static int collect(struct run_cell *cell)
{
	char *path = NULL, why[640];

	if (asprintf(&path, "%s/cell.json", cell->folder) < 0)
		return RVB_EXIT_HARNESS;
	if (rvb_json_load(path, &cell->cell, why, sizeof(why)))
		cell->cell = json_pack("{s:s, s:s, s:s}", "status", "MISS",
				       "reason", "no-result", "detail", why);
	free(path);

	if (asprintf(&path, "%s/result.json", cell->folder) < 0)
		return RVB_EXIT_HARNESS;
	if (!rvb_json_load(path, &cell->guest, why, sizeof(why)))
		rvb_sha256(path, cell->sha256);
	free(path);
	if (run_frame_check(cell, why, sizeof(why)))
		return RVB_EXIT_OK;
	fprintf(stderr, "revokebench: %s/result.json: malformed: %s\n",
		cell->folder, why);
	return RVB_EXIT_HARNESS;
}

/* The order of exit codes: a guest's failure outranks one of the harness. */
static int rank(int rc)
{
	static const int order[] = {
		RVB_EXIT_OK,	  RVB_EXIT_USAGE, RVB_EXIT_HARNESS,
		RVB_EXIT_TIMEOUT, RVB_EXIT_GUEST, RVB_EXIT_INTERRUPTED,
	};
	int i, n = ARRAY_SIZE(order);

	for (i = 0; i < n; i++) {
		if (order[i] == rc)
			return i;
	}
	return rank(RVB_EXIT_HARNESS);
}

static void ended_with(struct schedule *s, int rc)
{
	if (rank(rc) > rank(s->worst))
		s->worst = rc;
	if (rc)
		s->stop = true;
}

static void reap(struct schedule *s)
{
	struct run_cell *cell;
	int i, status, rc, wrong;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (i = 0; i < s->run->nr_cells && s->run->cell[i].pid != pid;
		     i++)
			;
		if (i == s->run->nr_cells)
			continue;
		cell = &s->run->cell[i];
		cell->pid = 0;
		wrong = collect(cell);
		rc = WIFEXITED(status) ? WEXITSTATUS(status) : RVB_EXIT_HARNESS;
		rc = rc ? rc : wrong;
		run_progress_cell(s->run, cell, rc);
		ended_with(s, rc);
	}
}

static void interrupt(struct schedule *s)
{
	int i;

	run_progress_end();
	s->stop = true;
	s->worst = RVB_EXIT_INTERRUPTED;
	for (i = 0; i < s->run->nr_cells; i++) {
		if (s->run->cell[i].pid > 0)
			kill(s->run->cell[i].pid, SIGTERM);
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
	struct pollfd *fds = s->fds;
	int i;

	fds[0] = (struct pollfd){ .fd = s->signals, .events = POLLIN };
	for (i = 0; i < s->run->nr_cells; i++)
		fds[1 + i] = (struct pollfd){ .fd = s->run->cell[i].progress,
					      .events = POLLIN };
	poll(fds, 1 + s->run->nr_cells, PROGRESS_MS);
	for (i = 0; i < s->run->nr_cells; i++) {
		if (fds[1 + i].revents)
			read_progress(&s->run->cell[i]);
	}
	take_signals(s);
	run_progress_show(s->run, s->at_once);
}

/* A timed cell runs alone: other guests would change its times. */
static bool has_room(const struct schedule *s, const struct run_cell *cell)
{
	int i, running = nr_running(s->run);

	for (i = 0; i < s->run->nr_cells; i++) {
		if (s->run->cell[i].pid > 0 && s->run->cell[i].alone)
			return false;
	}
	return cell->alone ? !running : running < s->at_once;
}

/* Load all kept cells before any boot: a malformed one stops the run. */
static void take_kept(struct schedule *s)
{
	int i;

	for (i = 0; i < s->run->nr_cells; i++) {
		if (s->run->cell[i].kept)
			ended_with(s, collect(&s->run->cell[i]));
	}
}

static int start_some(struct schedule *s)
{
	int i, ret;

	for (i = 0; i < s->run->nr_cells && !s->stop; i++) {
		struct run_cell *cell = &s->run->cell[i];

		if (cell->pid || cell->cell)
			continue;
		if (!has_room(s, cell))
			return 0;
		ret = start(s, cell);
		if (ret)
			return ret;
	}
	return 0;
}

/*
 * Boot every cell that is not done yet: an exit code. After a boot that fails
 * no further one is started, and those that run are waited for. SIGINT or
 * SIGTERM ends them.
 */
int run_cells(struct run *run)
{
	struct schedule s = { .run = run, .at_once = run_at_once() };
	sigset_t set;

	s.fds = calloc(1 + run->nr_cells, sizeof(*s.fds));
	if (!s.fds)
		return RVB_EXIT_HARNESS;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &s.mask);
	s.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);

	take_kept(&s);
	for (;;) {
		if (start_some(&s)) {
			s.worst = RVB_EXIT_HARNESS;
			s.stop = true;
		}
		if (!nr_running(run))
			break;
		wait_some(&s);
	}

	run_progress_end();
	close(s.signals);
	free(s.fds);
	sigprocmask(SIG_SETMASK, &s.mask, NULL);
	return s.worst;
}
