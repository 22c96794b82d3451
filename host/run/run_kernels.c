// SPDX-License-Identifier: GPL-2.0-only
/* run_kernels.c - one plan on several kernels, a results folder each */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "host/run/run_slurm.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

int run_kernels_nr(const char *list)
{
	int n = 1;

	while ((list = strchr(list, ','))) {
		list++;
		n++;
	}
	return n;
}

static int set_kernel(struct run *k, const struct run *run,
		      const struct run_opts *o, const char *word, bool many)
{
	*k = *run;
	k->parent = run->out;
	k->o = *o;
	k->o.kernel = run_cmdline_kernel(word);
	if (!k->o.kernel)
		return -ENOMEM;
	if (!many)
		return 0;
	k->one_of_many = run_cmdline_kernel_name(k->o.kernel);
	if (!k->one_of_many)
		return -ENOMEM;
	k->out = rvb_path("%s/%s", run->out, k->one_of_many);
	return k->out ? 0 : -ENOMEM;
}

struct run *run_kernels_split(const struct run *run, const struct run_opts *o,
			      int *nr)
{
	char *list = strdup(o->kernel), *rest = list;
	struct run *runs;
	int i, ret = list ? 0 : -ENOMEM;

	*nr = o->host ? 1 : run_kernels_nr(o->kernel);
	runs = calloc(*nr, sizeof(*runs));
	for (i = 0; i < *nr && runs && !ret; i++)
		ret = set_kernel(&runs[i], run, o, strsep(&rest, ","), *nr > 1);
	free(list);
	return ret ? NULL : runs;
}

/* All kernels and guests are made before the first boots. An exit code. */
static int prepare(const struct run *run, struct run *runs, int nr)
{
	int i, ret;

	for (i = 0; i < nr; i++) {
		ret = run_plan_make(&runs[i], &runs[i].o);
		if (!ret)
			ret = run_cells_set(&runs[i]);
		if (ret)
			return ret < 0 ? RVB_EXIT_HARNESS : ret;
	}
	/* The folders below take no lock of their own then. */
	if (nr > 1 && (run_cmdline_make_folder(run->out) ||
		       run_cmdline_lock_folder(run->out)))
		return RVB_EXIT_USAGE;
	for (i = 0; i < nr; i++) {
		if (run_resume(&runs[i]))
			return RVB_EXIT_USAGE;
	}
	return RVB_EXIT_OK;
}

/* The results of each kernel; the first failure counts. */
static int finish(struct run *runs, int nr)
{
	int i, ret, rc = RVB_EXIT_OK;

	for (i = 0; i < nr && rc != RVB_EXIT_INTERRUPTED; i++) {
		ret = run_finish(&runs[i]);
		rc = rc ? rc : ret;
	}
	return rc;
}

/* Profile what moved most between neighbours; the report is whole without. */
static void profile(const struct run *run)
{
	char *script = rvb_path("%s/scripts/steps.sh", run->top);
	const char *const argv[] = { script, run->out, NULL };

	if (script)
		rvb_job(argv, NULL);
	free(script);
}

int run_kernels(const struct run *run, struct run *runs, int nr)
{
	struct run_queue q;
	int rc = prepare(run, runs, nr);

	if (rc)
		return rc;
	if (run_queue_make(&q, runs, nr, runs->o.jobs))
		return RVB_EXIT_HARNESS;
	rc = runs->o.on ? run_slurm(&q) : run_cells(&q);
	if (rc)
		return rc < 0 ? RVB_EXIT_HARNESS : rc;
	rc = finish(runs, nr);
	if (nr == 1 || rc == RVB_EXIT_INTERRUPTED)
		return rc;
	profile(run);
	return run_write_reports(run, true) && !rc ? RVB_EXIT_HARNESS : rc;
}
