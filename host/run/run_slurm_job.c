// SPDX-License-Identifier: GPL-2.0-only
/* run_slurm_job.c - submit job arrays, ask for the states of their tasks */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/run/run_cmdline.h"
#include "host/run/run_registry.h"
#include "host/run/run_slurm.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

/* A node may be slower than this machine, and its guests have time-outs. */
#define SLOWER 5
#define SPARE_MINUTES 5

char *run_slurm_path(const struct run_task *task, const char *name)
{
	return rvb_text("%s/slurm/%s", task->cell->folder, name);
}

char *run_slurm_line(const struct run_task *task, const char *name)
{
	rvb_auto char *path = run_slurm_path(task, name);
	char *line = rvb_text_value(path, "");

	return line ? line : rvb_copy("");
}

/* 0, an exit code, or -errno */
static int script(const struct run *run, const char **argv, char **answer)
{
	rvb_auto char *path = rvb_text("%s/scripts/slurm.sh", run->top);

	argv[0] = path;
	return rvb_job(argv, answer);
}

int run_slurm_stage(const struct run_queue *q)
{
	const struct run *last = NULL;
	int i, ret = 0;

	for (i = 0; i < q->nr_cells && !ret; i++) {
		const struct run *run = q->cell[i]->run;
		rvb_auto char *dir = rvb_text("%s/nodes", run->out);
		const char *argv[] = { NULL,	    "stage",
				       dir,	    run->kernel_dir,
				       run->initrd, NULL };

		if (run != last)
			ret = script(run, argv, NULL);
		last = run;
	}
	return ret;
}

/* The command line of the boot, for slurm_cell.sh; the runner reports on 9 */
static int write_boot(const struct run_task *task)
{
	rvb_auto char *dir = run_slurm_path(task, "");
	rvb_auto char *path = run_slurm_path(task, "boot");
	rvb_auto char *stage = rvb_text("%s/nodes", task->cell->run->out);
	char **argv = run_boot_argv(task->cell, 9, stage);
	rvb_auto char *line = NULL;
	int nr = 0;

	while (argv[nr])
		nr++;
	line = run_cmdline_quote(nr, argv);
	run_boot_free(argv);
	if (!line)
		return -ENOMEM;
	if (mkdir(dir, 0777) && errno != EEXIST)
		return -errno;
	return rvb_text_save(path, "exec%s\n", line);
}

static void forget_file(const struct run_task *task, const char *name)
{
	rvb_auto char *path = run_slurm_path(task, name);

	unlink(path);
}

/* The file tells a later run with the same words which task has the cell. */
static int write_job(const struct run_task *task)
{
	rvb_auto char *path = run_slurm_path(task, "job");

	return rvb_text_save(path, "%u %u\n", task->job, task->nr);
}

/* Minutes that the longest of the new tasks may take on any node */
static double minutes_for(const struct run_task *task, int nr)
{
	double longest = 0;
	int i;

	for (i = 0; i < nr; i++) {
		if (!task[i].job && !task[i].cell->cell)
			longest = fmax(longest, task[i].cell->estimate_s);
	}
	return ceil(longest * SLOWER / 60) + SPARE_MINUTES;
}

static bool is_new(const struct run_task *task, bool alone)
{
	return !task->job && !task->cell->cell && task->cell->alone == alone;
}

/* Submit the new tasks of a kind as one array. */
static int submit(struct run_task *task, int nr, bool alone,
		  const char *exclude)
{
	rvb_auto char *minutes = rvb_text("%.0f", minutes_for(task, nr));
	rvb_auto const char **argv = rvb_alloc(nr + 9, sizeof(*argv));
	rvb_auto char *answer = NULL;
	const struct run *run = task->cell->run;
	const char *on = run->o.on;
	unsigned int n = 0, job = 0;
	char limit[16] = "";
	int i, ret = 0;

	if (run->o.jobs)
		snprintf(limit, sizeof(limit), "%d", run->o.jobs);
	for (i = 0; i < nr && !ret; i++) {
		if (!is_new(&task[i], alone))
			continue;
		forget_file(&task[i], "exit");
		forget_file(&task[i], "progress");
		ret = write_boot(&task[i]);
		argv[8 + n++] = task[i].cell->folder + strlen(run->parent) + 1;
	}
	if (!ret && n) {
		const char *const head[] = {
			NULL,
			"submit",
			on[5] ? on + 6 : "",
			alone ? "alone" : "",
			limit,
			minutes,
			exclude,
			run->parent,
		};

		memcpy(argv, head, sizeof(head));
		ret = script(run, argv, &answer);
		if (!ret && sscanf(answer ? answer : "", "%u", &job) != 1)
			ret = -EPROTO;
	}
	for (i = 0, n = 0; i < nr && job; i++) {
		if (!is_new(&task[i], alone))
			continue;
		task[i].job = job;
		task[i].nr = n++;
		task[i].state = RUN_SLURM_QUEUED;
		ret = ret ? ret : write_job(&task[i]);
	}
	if (job)
		rvb_say("job %u: %u cell%s%s", job, n, n > 1 ? "s" : "",
			alone ? ", a node alone each" : "");
	return ret;
}

int run_slurm_submit(struct run_task *task, int nr, const char *exclude)
{
	int ret = submit(task, nr, false, exclude);

	if (!ret)
		ret = submit(task, nr, true, exclude);
	if (ret < 0)
		return rvb_fail(RVB_EXIT_HARNESS, "submitting to Slurm: %s",
				strerror(-ret));
	return ret;
}

/* Slurm has more words, all of which end a task. */
static enum run_slurm_state state_of(const char *word)
{
	if (run_argv_has(
		    "PENDING,REQUEUED,REQUEUE_HOLD,REQUEUE_FED,SPECIAL_EXIT,CONFIGURING,RESV_DEL_HOLD",
		    word))
		return RUN_SLURM_QUEUED;
	if (run_argv_has(
		    "RUNNING,COMPLETING,SUSPENDED,STOPPED,STAGE_OUT,SIGNALING,RESIZING",
		    word))
		return RUN_SLURM_RUNNING;
	return RUN_SLURM_ENDED;
}

static void take_state(struct run_task *task, int nr, const char *line)
{
	unsigned int job, at;
	char word[32], node[64];
	int i, code;

	if (sscanf(line, "%u %u %31s %63s %d", &job, &at, word, node, &code) !=
	    5)
		return;
	for (i = 0; i < nr; i++) {
		if (task[i].job != job || task[i].nr != at)
			continue;
		strcpy(task[i].word, word);
		if (strcmp(node, "-"))
			strcpy(task[i].node, node);
		task[i].code = code;
		task[i].state = state_of(word);
	}
}

/* The arrays of all tasks, as a comma list */
static char *jobs_of(const struct run_task *task, int nr)
{
	char *list = rvb_copy("");
	int i, k;

	for (i = 0; i < nr; i++) {
		rvb_auto char *job = rvb_text("%u", task[i].job);

		for (k = 0; k < i && task[k].job != task[i].job; k++)
			;
		if (k == i && task[i].job)
			list = run_registry_add(list, job);
	}
	return list;
}

int run_slurm_ask(struct run_task *task, int nr)
{
	rvb_auto char *jobs = jobs_of(task, nr);
	const char *argv[] = { NULL, "states", jobs, NULL };
	rvb_auto char *answer = NULL;
	char *line, *rest;
	int i, ret = 0;

	if (*jobs)
		ret = script(task->cell->run, argv, &answer);
	if (ret)
		return ret;
	for (i = 0; i < nr; i++)
		task[i].state = RUN_SLURM_UNKNOWN;
	for (rest = answer; (line = strsep(&rest, "\n"));)
		take_state(task, nr, line);
	return 0;
}
