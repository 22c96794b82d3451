// SPDX-License-Identifier: GPL-2.0-only
/* run_slurm.c - follow the cells of a run while Slurm's nodes boot them */
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "host/run/run_registry.h"
#include "host/run/run_slurm.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

#define TICK_MS 200

/* Seconds between questions to slurmctld: it has other users, too */
#define ASK_S 2
#define ASK_MOST_S 15

/* Seconds until what a node wrote is seen on a shared filesystem */
#define FILES_S 10

/* The state of run_slurm() */
struct follow {
	struct run_queue *q;
	struct run_task *task; /* one a cell, in the order of the queue */
	sigset_t signals;
	char *exclude; /* unfit nodes, a comma list */
	double ask_s; /* seconds until the next question */
	double asked_s; /* time of the last one */
	double most_s; /* between two of them */
	double files_s; /* until a file written on a node is seen here */
};

/* The text of a file of a task, to be freed; "" if there is none */
static char *text_of(const struct run_task *task, const char *name)
{
	rvb_auto char *path = run_slurm_path(task, name);
	char *text, why[256];
	size_t size;

	return rvb_file_read(path, &text, &size, why, sizeof(why)) ?
		       rvb_copy("") :
		       text;
}

/* The last line of the log, and the last node that it names, or "-" */
static void read_log(struct run_task *task, char *last, size_t size)
{
	rvb_auto char *text = text_of(task, "log");
	char *rest = text, *line, node[64];

	*last = '\0';
	while ((line = strsep(&rest, "\n"))) {
		if (*line)
			snprintf(last, size, "%s", line);
		if (sscanf(line, "try %*u of %*u on %63s", node) == 1)
			strcpy(task->node, node);
	}
	rvb_one_line(last);
}

/* What local runs print and keep, too: @code is of the runner. */
static void ended(struct follow *f, struct run_task *task, int code)
{
	struct run_cell *cell = task->cell;
	int wrong;

	snprintf(cell->node, sizeof(cell->node), "%s", task->node);
	cell->running = false;
	wrong = run_ended_load(cell);
	code = code ? code : wrong;
	run_progress_cell(f->q, cell, code);
	run_ended_with(cell->run, code);
}

/* A task without a verdict of the runner: the cell is an ERROR. */
static void failed(struct follow *f, struct run_task *task, const char *detail)
{
	rvb_auto char *path = rvb_text("%s/cell.json", task->cell->folder);
	rvb_auto char *log = text_of(task, "log");
	json_auto_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:i}",
				      "schema", "revokebench/cell-1", "status",
				      "ERROR", "reason", "node", "detail",
				      detail, "log_excerpt", log, "node",
				      task->node, "exit", RVB_EXIT_HARNESS);

	if (json)
		rvb_json_save(path, json);
	run_progress_end();
	/* sbatch's refusal has been told, once for all tasks. */
	if (task->job)
		rvb_say("%s: %s: see %s/slurm/log", task->cell->label, detail,
			task->cell->folder);
	ended(f, task, RVB_EXIT_HARNESS);
}

/* An unfit node gets no more tasks of this run; others get this one. */
static void refuse(struct follow *f, struct run_task *task, const char *why)
{
	task->job = 0;
	task->cell->running = false;
	if (run_argv_has(f->exclude, task->node))
		return;
	f->exclude = run_registry_add(f->exclude, task->node);
	run_progress_end();
	rvb_say("node %s: %s: its cells go elsewhere", task->node, why);
}

static bool is_unfit(int code)
{
	return code >= RUN_SLURM_UNFIT && code <= RUN_SLURM_UNFIT_LAST;
}

/* slurm_cell.sh has left its exit code. */
static void take_exit(struct follow *f, struct run_task *task, int code)
{
	char last[256], detail[512];

	read_log(task, last, sizeof(last));
	if (is_unfit(code)) {
		refuse(f, task, last);
	} else if (code == RUN_SLURM_LOST) {
		snprintf(detail, sizeof(detail), "%s, last on node %s", last,
			 task->node);
		failed(f, task, detail);
	} else {
		ended(f, task, code);
	}
}

/* Slurm has ended the task, and slurm_cell.sh said nothing in time. */
static void take_lost(struct follow *f, struct run_task *task)
{
	char last[256], detail[512], node[64];

	if (task->code == RUN_SLURM_UNFIT) {
		snprintf(
			detail, sizeof(detail),
			"it does not see %s, -o must be a folder that the nodes share",
			task->cell->run->parent);
		refuse(f, task, detail);
		return;
	}
	if (!task->ended_s)
		task->ended_s = vm_now();
	if (vm_now() - task->ended_s < f->files_s)
		return;
	strcpy(node, task->node);
	read_log(task, last, sizeof(last));
	if (*node)
		strcpy(task->node, node);
	snprintf(detail, sizeof(detail), "Slurm's task %u_%u %s%s%s, node %s",
		 task->job, task->nr,
		 task->state == RUN_SLURM_UNKNOWN ? "is forgotten" :
						    "ended as ",
		 task->state == RUN_SLURM_UNKNOWN ? "" : task->word,
		 *last ? "" : " before it began", task->node);
	failed(f, task, detail);
}

static void look_at(struct follow *f, struct run_task *task, bool asked)
{
	bool runs = task->state == RUN_SLURM_RUNNING;
	rvb_auto char *code = run_slurm_line(task, "exit");
	rvb_auto char *lines = NULL;

	if (*code) {
		take_exit(f, task, strtol(code, NULL, 10));
		return;
	}
	/* Of the last answer; a later one may know better. */
	if (task->state == RUN_SLURM_ENDED ||
	    task->state == RUN_SLURM_UNKNOWN) {
		take_lost(f, task);
		return;
	}
	task->ended_s = 0;
	if (asked && task->cell->running != runs) {
		task->cell->running = runs;
		task->cell->started_s = vm_now();
	}
	lines = text_of(task, "progress");
	run_progress_lines(task->cell, lines);
}

/* What no node is left for is an ERROR; what runs is followed to its end. */
static void submit(struct follow *f)
{
	int i, ret = run_slurm_submit(f->task, f->q->nr_cells, f->exclude);

	for (i = 0; i < f->q->nr_cells && ret; i++) {
		if (!f->task[i].job && !f->task[i].cell->cell)
			failed(f, &f->task[i],
			       "Slurm did not take it, as told on standard error");
	}
}

static bool ask(struct follow *f)
{
	if (vm_now() - f->asked_s < f->ask_s)
		return false;
	f->ask_s = fmin(f->ask_s * 3 / 2, f->most_s);
	f->asked_s = vm_now();
	return !run_slurm_ask(f->task, f->q->nr_cells);
}

/* Look at all tasks once; false if all have ended. */
static bool look(struct follow *f)
{
	bool asked = ask(f), open = false, again = false;
	int i;

	for (i = 0; i < f->q->nr_cells; i++) {
		struct run_task *task = &f->task[i];

		if (task->cell->cell)
			continue;
		look_at(f, task, asked);
		again |= !task->job && !task->cell->cell;
	}
	if (again)
		submit(f);
	for (i = 0; i < f->q->nr_cells; i++)
		open |= !f->task[i].cell->cell;
	i = run_ended_running(f->q);
	f->q->at_once = i ? i : 1;
	return open;
}

/* The numbers of the arrays that go on without us */
static void interrupted(struct follow *f)
{
	unsigned int job = 0;
	int i;

	run_progress_end();
	fprintf(stderr, "revokebench: Slurm goes on; to end that: scancel");
	for (i = 0; i < f->q->nr_cells; i++) {
		run_ended_with(f->task[i].cell->run, RVB_EXIT_INTERRUPTED);
		if (!f->task[i].cell->cell && f->task[i].job != job)
			fprintf(stderr, " %u", job = f->task[i].job);
	}
	fputs("\n", stderr);
}

/* Take up the tasks that an earlier run with the same words has submitted. */
static int take_up(struct follow *f)
{
	char line[64];
	int i, ret;

	for (i = 0; i < f->q->nr_cells; i++) {
		struct run_task *task = &f->task[i];
		rvb_auto char *job = NULL;

		task->cell = f->q->cell[i];
		read_log(task, line, sizeof(line));
		snprintf(task->cell->node, sizeof(task->cell->node), "%s",
			 task->cell->kept ? task->node : "");
		job = run_slurm_line(task, "job");
		if (task->cell->cell ||
		    sscanf(job, "%u %u", &task->job, &task->nr) != 2)
			task->job = 0;
	}
	ret = run_slurm_ask(f->task, f->q->nr_cells);
	for (i = 0; i < f->q->nr_cells && !ret; i++) {
		struct run_task *task = &f->task[i];
		rvb_auto char *code = run_slurm_line(task, "exit");

		if (*code || (task->state != RUN_SLURM_QUEUED &&
			      task->state != RUN_SLURM_RUNNING))
			task->job = 0;
	}
	return ret;
}

static int begin(struct follow *f)
{
	f->task = rvb_alloc(f->q->nr_cells, sizeof(*f->task));
	f->exclude = rvb_copy("");
	run_ended_kept(f->q);
	sigemptyset(&f->signals);
	sigaddset(&f->signals, SIGINT);
	sigaddset(&f->signals, SIGTERM);
	if (take_up(f))
		return rvb_fail(
			RVB_EXIT_HARNESS,
			"Slurm's squeue gives no answer; what is done is kept");
	return run_slurm_stage(f->q);
}

int run_slurm(struct run_queue *q)
{
	const struct timespec tick = { .tv_nsec = TICK_MS * 1000000L };
	struct follow f = {
		.q = q, .ask_s = ASK_S, .most_s = ASK_MOST_S, .files_s = FILES_S
	};
	const char *seconds = getenv("RVB_SLURM_S"); /* for tests */
	int ret;
	sigset_t mask;

	if (seconds) {
		f.ask_s = strtod(seconds, NULL);
		f.most_s = f.ask_s;
		f.files_s = f.ask_s;
	}
	ret = begin(&f);
	if (ret)
		goto out;
	submit(&f);
	sigprocmask(SIG_BLOCK, &f.signals, &mask);
	while (look(&f)) {
		run_progress_show(q);
		if (sigtimedwait(&f.signals, NULL, &tick) > 0) {
			interrupted(&f);
			break;
		}
	}
	run_progress_end();
	sigprocmask(SIG_SETMASK, &mask, NULL);
out:
	free(f.exclude);
	free(f.task);
	return ret;
}
