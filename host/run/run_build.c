// SPDX-License-Identifier: GPL-2.0-only
/* run_build.c - make what a cell boots: kernel, modules, initramfs */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_job.h"

static int job(struct run *run, const char *name, const char *word,
	       const char *arg, char **answer)
{
	char *script;
	int ret;

	if (asprintf(&script, "%s/scripts/%s", run->top, name) < 0)
		return -ENOMEM;
	const char *const argv[] = { script, word ? word : arg,
				     word ? arg : NULL, NULL };

	ret = rvb_job(argv, answer);
	if (!ret && !*answer)
		ret = -ENODATA;
	if (ret < 0)
		fprintf(stderr, "revokebench: %s: %s\n", script,
			strerror(-ret));
	free(script);
	return ret;
}

/* Checked before a minute is spent on building the guest */
static int probe_qemu(void)
{
	char *vm;
	int ret;

	if (asprintf(&vm, "%s/vm", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const argv[] = { vm, "--probe", NULL };

	ret = rvb_job(argv, NULL);
	free(vm);
	return ret;
}

/*
 * Have the scripts make kernel, modules and initramfs; for @host modules only.
 * 0, the exit code of the script that failed (it has printed why), or -errno.
 */
int run_guest(struct run *run, const char *kernel, bool host)
{
	int ret = host ? 0 : probe_qemu();

	if (ret)
		return ret;
	if (host)
		ret = job(run, "host_kernel.sh", NULL, NULL, &run->kernel_dir);
	else
		ret = job(run, "kernels.sh", "get", kernel, &run->kernel_dir);
	if (ret)
		return ret;
	ret = job(run, "kmod.sh", NULL, run->kernel_dir, &run->modules);
	if (ret && host)
		fprintf(stderr,
			"revokebench: --target host: the modules do not build for the kernel of this machine\n");
	if (!ret && !host)
		ret = job(run, "initramfs.sh", NULL, run->kernel_dir,
			  &run->initrd);
	return ret;
}
