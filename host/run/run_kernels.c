// SPDX-License-Identifier: GPL-2.0-only
/* run_kernels.c - one plan on several kernels and IOMMUs, a results folder each */
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "host/run/run_slurm.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

/* "6.1", "vtd-lazy", "6.1-vtd-lazy": what its results are called among others */
static char *name_of(const struct run *k, bool kernels, bool iommus)
{
	rvb_auto char *kernel = kernels ? run_cmdline_kernel_name(k->o.kernel) :
					  NULL;
	bool iommu = iommus && k->o.iommu;

	return rvb_text("%s%s%s%s%s", kernel ? kernel : "",
			kernel && iommu ? "-" : "", iommu ? k->o.iommu : "",
			iommu && k->o.iommu_mode ? "-" : "",
			iommu && k->o.iommu_mode ? k->o.iommu_mode : "");
}

static void set_run(struct run *k, const struct run *run,
		    const struct run_opts *o, const char *kernel,
		    const struct run_iommu *iommu)
{
	*k = *run;
	k->parent = run->out;
	k->o = *o;
	k->o.iommu = iommu->kind;
	k->o.iommu_mode = iommu->mode;
	k->o.kernel = run_cmdline_kernel(kernel);
}

static void set_folder(struct run *k, bool kernels, bool iommus)
{
	if (!kernels && !iommus)
		return;
	k->one_of_many = name_of(k, kernels, iommus);
	k->out = rvb_text("%s/%s", k->parent, k->one_of_many);
}

struct run *run_kernels_split(const struct run *run, const struct run_opts *o,
			      int *nr)
{
	int nr_kernels = o->host ? 1 : run_words_nr(o->kernel), nr_iommus;
	rvb_auto struct run_iommu *iommus = run_iommu_list(o, &nr_iommus);
	rvb_auto char *list = rvb_copy(o->kernel);
	struct run *runs = rvb_alloc(nr_kernels * nr_iommus, sizeof(*runs));
	char *rest = list, *kernel;
	int i;

	*nr = 0;
	while (nr_kernels * nr_iommus > *nr) {
		kernel = nr_kernels > 1 ? strsep(&rest, ",") : list;
		for (i = 0; i < nr_iommus; i++) {
			set_run(&runs[*nr], run, o, kernel, &iommus[i]);
			set_folder(&runs[(*nr)++], nr_kernels > 1,
				   nr_iommus > 1);
		}
	}
	return runs;
}

/* Leave out the IOMMUs that a kernel cannot drive. An exit code. */
static int get_kernels(struct run *runs, int *nr)
{
	int i, ret = 0, kept = 0;

	for (i = 0; i < *nr; i++) {
		ret = run_kernel(&runs[i], runs[i].o.kernel, runs[i].o.host);
		if (ret)
			return ret < 0 ? RVB_EXIT_HARNESS : ret;
		ret = run_iommu_check(&runs[i]);
		if (!ret)
			runs[kept++] = runs[i];
	}
	*nr = kept;
	return kept ? RVB_EXIT_OK : ret;
}

/* All kernels and guests are made before the first boots. An exit code. */
static int prepare(const struct run *run, struct run *runs, int *nr)
{
	int i, ret = get_kernels(runs, nr);

	for (i = 0; i < *nr && !ret; i++) {
		ret = run_plan_make(&runs[i], &runs[i].o);
		if (!ret)
			run_cells_set(&runs[i]);
	}
	if (ret)
		return ret < 0 ? RVB_EXIT_HARNESS : ret;
	/* The folders below take no lock of their own then. */
	if (runs->one_of_many && (run_cmdline_make_folder(run->out) ||
				  run_cmdline_lock_folder(run->out)))
		return RVB_EXIT_USAGE;
	for (i = 0; i < *nr; i++) {
		if (run_resume(&runs[i]))
			return RVB_EXIT_USAGE;
	}
	return RVB_EXIT_OK;
}

/* The results of each run; the first failure counts. */
static int finish(struct run *runs, int nr)
{
	int i, ret, rc = RVB_EXIT_OK;

	for (i = 0; i < nr && rc != RVB_EXIT_INTERRUPTED; i++) {
		ret = run_finish(&runs[i]);
		rc = rc ? rc : ret;
	}
	return rc;
}

/*
 * Profile what moved most between neighbours, with @at_once guests on this
 * machine; the report is whole without.
 */
static void profile(const struct run *run, int at_once)
{
	rvb_auto char *script = rvb_text("%s/scripts/steps.sh", run->top);
	rvb_auto char *jobs = rvb_text("%d", at_once);
	const char *const argv[] = { script, "-j", jobs, run->out, NULL };

	rvb_job(argv, NULL);
}

int run_kernels(const struct run *run, struct run *runs, int nr)
{
	struct run_queue q;
	int rc = prepare(run, runs, &nr);

	if (rc)
		return rc;
	run_queue_make(&q, runs, nr, runs->o.jobs);
	if (runs->o.on)
		rc = run_slurm(&q);
	else
		run_cells(&q);
	if (rc)
		return rc < 0 ? RVB_EXIT_HARNESS : rc;
	rc = finish(runs, nr);
	if (!runs->one_of_many || rc == RVB_EXIT_INTERRUPTED)
		return rc;
	profile(run, runs->o.on ? run_at_once() : q.at_once);
	return run_cmdline_report(run->out, true) && !rc ? RVB_EXIT_HARNESS :
							   rc;
}
