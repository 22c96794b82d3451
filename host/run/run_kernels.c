// SPDX-License-Identifier: GPL-2.0-only
/* run_kernels.c - one plan on several kernels, a results folder each */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

/* The run on one of them */
struct kernel {
	struct run_opts o;
	struct run run;
};

int run_kernels_nr(const char *list)
{
	int n = 1;

	while ((list = strchr(list, ','))) {
		list++;
		n++;
	}
	return n;
}

static int set_kernel(struct kernel *k, const struct run *run,
		      const struct run_opts *o, const char *word)
{
	char *name;

	k->o = *o;
	k->run = *run;
	k->run.one_of_many = true;
	k->o.kernel = run_cmdline_kernel(word);
	name = k->o.kernel ? run_cmdline_kernel_name(k->o.kernel) : NULL;
	k->run.out = name ? rvb_path("%s/%s", run->out, name) : NULL;
	free(name);
	return k->run.out ? 0 : -ENOMEM;
}

/* All kernels and guests are made before the first boots. */
static int prepare(struct kernel *k, int nr, const struct run *run,
		   const struct run_opts *o)
{
	char *list = strdup(o->kernel), *rest = list;
	int i, ret = list ? 0 : -ENOMEM;

	for (i = 0; i < nr && !ret; i++) {
		ret = set_kernel(&k[i], run, o, strsep(&rest, ","));
		if (!ret)
			ret = run_plan_make(&k[i].run, &k[i].o);
	}
	free(list);
	return ret;
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

int run_kernels(const struct run *run, const struct run_opts *o)
{
	int nr = run_kernels_nr(o->kernel), ret, rc = RVB_EXIT_OK, i;
	struct kernel *k = calloc(nr, sizeof(*k));

	ret = k ? prepare(k, nr, run, o) : -ENOMEM;
	/* Runs into the folders below take no lock of their own then. */
	if (!ret && (run_cmdline_make_folder(run->out) ||
		     run_cmdline_lock_folder(run->out)))
		ret = RVB_EXIT_USAGE;
	for (i = 0; i < nr && !ret; i++) {
		fprintf(stderr, "revokebench: kernel %s, %d of %d\n",
			k[i].o.kernel, i + 1, nr);
		ret = run_do(&k[i].run, &k[i].o);
		if (ret != RVB_EXIT_INTERRUPTED && ret) {
			/* The others may do better; the first failure counts. */
			rc = rc ? rc : ret;
			ret = 0;
		}
	}
	free(k);
	if (ret)
		return ret < 0 ? RVB_EXIT_HARNESS : ret;
	profile(run);
	return run_write_reports(run, true) && !rc ? RVB_EXIT_HARNESS : rc;
}
