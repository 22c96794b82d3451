// SPDX-License-Identifier: GPL-2.0-only
/* prof_boot.c - one boot of the guest for a profile */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof.h"
#include "host/run/run.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

/* Boot as `run` does, so that the figures agree. */
#define PMEM "--append=memmap=400M!1G"
#define WORDS_MAX 64

/* vm --mode M --kernel K --initrd I [--trace F] -oDIR -- GUEST... */
static int run_vm(const struct prof_opts *o, const struct prof_boot *boot,
		  const char *kernel, const char *initrd)
{
	char *vm = rvb_path("%s/vm", getenv("RVB_BIN"));
	char *image = rvb_path("%s/vmlinux", kernel),
	     *cell = rvb_path("%s/cell", o->dir);
	const char *argv[WORDS_MAX] = { vm,	    "--mode", boot->mode,
					"--kernel", image,    "--initrd",
					initrd,	    PMEM,     "-o",
					cell };
	int n = 10, i, ret;

	if (boot->trace) {
		argv[n++] = "--trace";
		argv[n++] = boot->trace;
	}
	argv[n++] = "--";
	for (i = 0; boot->guest[i] && n < WORDS_MAX - 1; i++)
		argv[n++] = boot->guest[i];
	fprintf(stderr, "revokebench: %s/%s/%u pages under %s on %s\n",
		o->ucase, o->memory, o->pages, o->policy, o->kernel);
	ret = vm && image && cell ? rvb_job(argv, NULL) : -ENOMEM;
	free(vm);
	free(image);
	free(cell);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

int prof_boot(const struct prof_opts *o, const struct prof_boot *boot,
	      json_t **result)
{
	struct run run = { .top = o->top };
	char *file, why[512] = "out of memory";
	int ret;

	ret = run_guest(&run, o->kernel,
			boot->perf ? "perf_initramfs.sh" : "initramfs.sh");
	if (!ret)
		ret = run_vm(o, boot, run.kernel_dir, run.initrd);
	free(run.kernel_dir);
	free(run.modules);
	free(run.initrd);
	if (ret)
		return ret < 0 ? RVB_EXIT_HARNESS : ret;
	file = rvb_path("%s/cell/result.json", o->dir);
	if (!file || rvb_json_load(file, result, why, sizeof(why))) {
		fprintf(stderr, "revokebench: %s\n", why);
		ret = RVB_EXIT_HARNESS;
	}
	free(file);
	return ret;
}
