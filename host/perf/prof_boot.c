// SPDX-License-Identifier: GPL-2.0-only
/* prof_boot.c - one boot of the guest for a profile */
#include <stdlib.h>

#include "host/perf/prof.h"
#include "host/run/run.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

/* Boot as `run` does, so that the figures agree. */
#define PMEM "--append=memmap=400M!1G"
#define WORDS_MAX 64

/* vm --mode M --kernel K --initrd I [--trace F] -oDIR -- GUEST... */
static int run_vm(const struct prof_opts *o, const struct prof_boot *boot,
		  const char *kernel, const char *initrd)
{
	rvb_auto char *vm = rvb_text("%s/vm", getenv("RVB_BIN"));
	rvb_auto char *image = rvb_text("%s/vmlinux", kernel);
	rvb_auto char *cell = rvb_text("%s/cell", o->dir);
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
	rvb_say("%s/%s/%u pages under %s on %s", o->ucase, o->memory, o->pages,
		o->policy, o->kernel);
	ret = rvb_job(argv, NULL);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

int prof_boot(const struct prof_opts *o, const struct prof_boot *boot,
	      json_t **result)
{
	rvb_auto char *file = rvb_text("%s/cell/result.json", o->dir);
	struct run run = { .top = o->top };
	char why[512];
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
	if (rvb_json_load(file, result, why, sizeof(why)))
		return rvb_fail(RVB_EXIT_HARNESS, "%s", why);
	return 0;
}
