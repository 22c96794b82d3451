// SPDX-License-Identifier: GPL-2.0-only
/* run_build.c - make what a cell boots: kernel, modules, initramfs */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

static int job(struct run *run, const char *name, const char *word,
	       const char *arg, char **answer)
{
	rvb_auto char *script = rvb_text("%s/scripts/%s", run->top, name);
	const char *const argv[] = { script, word ? word : arg,
				     word ? arg : NULL, NULL };
	int ret = rvb_job(argv, answer);

	if (!ret && (!*answer || !**answer))
		ret = -ENODATA;
	if (ret < 0)
		rvb_say("%s: %s", name, strerror(-ret));
	return ret;
}

/* Checked before a minute is spent on building the guest */
static int probe_qemu(void)
{
	rvb_auto char *vm = rvb_text("%s/vm", getenv("RVB_BIN"));
	const char *const argv[] = { vm, "--probe", NULL };

	return rvb_job(argv, NULL);
}

/* Has a kernel headers: the archive keeps images longer than them */
static bool has_headers(const struct run *run)
{
	rvb_auto char *path = rvb_text("%s/headers", run->kernel_dir);

	return !access(path, F_OK);
}

/*
 * Have the kernel fetched; @here: that of this machine. 0, the exit code of the
 * script that failed (it has printed why), or -errno.
 */
int run_kernel(struct run *run, const char *kernel, bool here)
{
	int ret = here ? 0 : probe_qemu();

	if (ret)
		return ret;
	return here ? job(run, "host_kernel.sh", NULL, NULL, &run->kernel_dir) :
		      job(run, "kernels.sh", "get", kernel, &run->kernel_dir);
}

/*
 * Have the scripts make kernel, if run_kernel() has not, modules and initramfs,
 * the latter by the script @initramfs; NULL: modules for this machine's kernel
 * only. run.modules stays NULL for a guest whose kernel has no headers. 0, the
 * exit code of the script that failed (it has printed why), or -errno.
 */
int run_guest(struct run *run, const char *kernel, const char *initramfs)
{
	int ret = run->kernel_dir ? 0 : run_kernel(run, kernel, !initramfs);

	if (ret)
		return ret;
	if (!initramfs || has_headers(run))
		ret = job(run, "kmod.sh", NULL, run->kernel_dir, &run->modules);
	if (ret && !initramfs)
		rvb_say("--target host: the modules do not build for the kernel of this machine");
	if (!ret && initramfs)
		ret = job(run, initramfs, NULL, run->kernel_dir, &run->initrd);
	return ret;
}
