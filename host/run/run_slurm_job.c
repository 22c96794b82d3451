// SPDX-License-Identifier: GPL-2.0-only
/* run_slurm_job.c - submit job arrays, ask for the states of their tasks */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/run/run_cmdline.h"
#include "host/run/run_slurm.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

/* A node may be slower than this machine, and its guests have time-outs. */
#define SLOWER 5
#define SPARE_MINUTES 5

char *run_slurm_path(const struct run_task *task, const char *name)
{
	return rvb_path("%s/slurm/%s", task->cell->folder, name);
}

void run_slurm_line(const struct run_task *task, const char *name, char *line,
		    size_t size)
{
	char *path = run_slurm_path(task, name);
	FILE *f = path ? fopen(path, "re") : NULL;

	if (!f || !fgets(line, size, f))
		*line = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (f)
		fclose(f);
	free(path);
}

/* 0, an exit code, or -errno */
static int script(const struct run *run, const char **argv, char **answer)
{
	char *path = rvb_path("%s/scripts/slurm.sh", run->top);
	int ret;

	argv[0] = path;
	ret = path ? rvb_job(argv, answer) : -ENOMEM;
	free(path);
	return ret;
}

int run_slurm_stage(const struct run_queue *q)
{
	const struct run *run, *last = NULL;
	char *dir, *kernel;
	int i, ret = 0;

	for (i = 0; i < q->nr_cells && !ret; i++) {
		run = q->cell[i]->run;
		if (run == last)
			continue;
		last = run;
		dir = rvb_path("%s/nodes", run->out);
		kernel = run->kernel_dir;
		const char *argv[] = { NULL,   "stage",	    dir,
				       kernel, run->initrd, NULL };

		ret = dir ? script(run, argv, NULL) : -ENOMEM;
		free(dir);
	}
	return ret;
}

/* The command line of the boot, for slurm_cell.sh; the runner reports on 9 */
static int write_boot(const struct run_task *task)
{
	char *dir = run_slurm_path(task, ""), *path, *line, *stage, **argv;
	const struct run *run = task->cell->run;
	int i, ret = -ENOMEM;
	struct rvb_file f;

	path = run_slurm_path(task, "boot");
	stage = rvb_path("%s/nodes", run->out);
	argv = stage ? run_boot_argv(task->cell, 9, stage) : NULL;
	for (i = 0; argv && argv[i]; i++)
		;
	line = argv ? run_cmdline_quote(i, argv) : NULL;
	if (dir && path && line) {
		ret = mkdir(dir, 0777) && errno != EEXIST ? -errno : 0;
		if (!ret)
			ret = rvb_file_open(&f, path);
		if (!ret) {
			fprintf(f.stream, "exec%s\n", line);
			ret = rvb_file_commit(&f);
		}
	}
	run_boot_free(argv);
	free(stage);
	free(line);
	free(path);
	free(dir);
	return ret;
}

static void forget_file(const struct run_task *task, const char *name)
{
	char *path = run_slurm_path(task, name);

	if (path)
		unlink(path);
	free(path);
}

/* The file tells a later run with the same words which task has the cell. */
static int write_job(const struct run_task *task)
{
	char *path = run_slurm_path(task, "job");
	struct rvb_file f;
	int ret = path ? rvb_file_open(&f, path) : -ENOMEM;

	if (!ret) {
		fprintf(f.stream, "%u %u\n", task->job, task->nr);
		ret = rvb_file_commit(&f);
	}
	free(path);
	return ret;
}

/* The words of slurm.sh submit but for the cells */
struct request {
	char limit[16];
	char minutes[16];
	const char *partition;
	const char *alone;
	const char *exclude;
};

static struct request request_for(const struct run_task *task, int nr,
				  bool alone, const char *exclude)
{
	const struct run_opts *o = &task->cell->run->o;
	struct request r = { .partition = o->on[5] ? o->on + 6 : "",
			     .alone = alone ? "alone" : "",
			     .exclude = exclude };
	double longest = 0;
	int i;

	for (i = 0; i < nr; i++) {
		if (!task[i].job && !task[i].cell->cell)
			longest = fmax(longest, task[i].cell->estimate_s);
	}
	if (o->jobs)
		snprintf(r.limit, sizeof(r.limit), "%d", o->jobs);
	snprintf(r.minutes, sizeof(r.minutes), "%.0f",
		 ceil(longest * SLOWER / 60) + SPARE_MINUTES);
	return r;
}

static bool is_new(const struct run_task *task, bool alone)
{
	return !task->job && !task->cell->cell && task->cell->alone == alone;
}

/* Submit the new tasks of a kind as one array. */
static int submit(struct run_task *task, int nr, bool alone,
		  const char *exclude)
{
	struct request r = request_for(task, nr, alone, exclude);
	const struct run *run = task->cell->run;
	const char **argv = calloc(nr + 9, sizeof(*argv));
	unsigned int n = 0, job = 0;
	char *answer = NULL;
	int i, ret = argv ? 0 : -ENOMEM;

	for (i = 0; i < nr && !ret; i++) {
		if (!is_new(&task[i], alone))
			continue;
		forget_file(&task[i], "exit");
		forget_file(&task[i], "progress");
		ret = write_boot(&task[i]);
		argv[8 + n++] = task[i].cell->folder + strlen(run->parent) + 1;
	}
	if (!ret && n) {
		const char *const head[] = { NULL,	"submit",   r.partition,
					     r.alone,	r.limit,    r.minutes,
					     r.exclude, run->parent };

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
		fprintf(stderr, "revokebench: job %u: %u cell%s%s\n", job, n,
			n > 1 ? "s" : "", alone ? ", a node alone each" : "");
	free(answer);
	free(argv);
	return ret;
}

int run_slurm_submit(struct run_task *task, int nr, const char *exclude)
{
	int ret = submit(task, nr, false, exclude);

	if (!ret)
		ret = submit(task, nr, true, exclude);
	if (ret < 0)
		fprintf(stderr, "revokebench: submitting to Slurm: %s\n",
			strerror(-ret));
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

/* Slurm has more words, all of which end a task. */
static enum run_slurm_state state_of(const char *word)
{
	static const char *const queued[] = { "PENDING",       "REQUEUED",
					      "REQUEUE_HOLD",  "REQUEUE_FED",
					      "SPECIAL_EXIT",  "CONFIGURING",
					      "RESV_DEL_HOLD", NULL };
	static const char *const running[] = { "RUNNING",   "COMPLETING",
					       "SUSPENDED", "STOPPED",
					       "STAGE_OUT", "SIGNALING",
					       "RESIZING",  NULL };
	int i;

	for (i = 0; queued[i]; i++)
		if (!strcmp(queued[i], word))
			return RUN_SLURM_QUEUED;
	for (i = 0; running[i]; i++)
		if (!strcmp(running[i], word))
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

/* The arrays of all tasks, as a comma list; NULL without memory */
static char *jobs_of(const struct run_task *task, int nr)
{
	char *list = strdup(""), *longer;
	int i, k;

	for (i = 0; i < nr && list; i++) {
		for (k = 0; k < i && task[k].job != task[i].job; k++)
			;
		if (k < i || !task[i].job)
			continue;
		longer =
			rvb_path("%s%s%u", list, *list ? "," : "", task[i].job);
		free(list);
		list = longer;
	}
	return list;
}

int run_slurm_ask(struct run_task *task, int nr)
{
	char *jobs = jobs_of(task, nr), *answer = NULL, *line, *rest;
	const char *argv[] = { NULL, "states", jobs, NULL };
	int i, ret = jobs ? 0 : -ENOMEM;

	if (!ret && *jobs)
		ret = script(task->cell->run, argv, &answer);
	for (i = 0; i < nr && !ret; i++)
		task[i].state = RUN_SLURM_UNKNOWN;
	rest = answer;
	while (!ret && rest && (line = strsep(&rest, "\n")))
		take_state(task, nr, line);
	free(answer);
	free(jobs);
	return ret;
}
