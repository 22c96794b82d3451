// SPDX-License-Identifier: GPL-2.0-only
/* run_check.c - refuse options that cannot be met */
#include <errno.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

static int refuse(const char *line)
{
	return rvb_fail(-EINVAL, "%s", line);
}

/* These options travel on the kernel's command line, which has no quoting. */
static int check_words(const struct run_opts *o)
{
	char **word;

	for (word = o->extra; word && *word; word++) {
		if (strpbrk(*word, " \t\n\"'\\"))
			return rvb_fail(
				-EINVAL,
				"-- %s: blanks, quotes and backslashes cannot be passed to the guest",
				*word);
	}
	return 0;
}

/* ubench --list-events checks the names; its list of this host is dropped. */
static int check_events(const char *events)
{
	rvb_auto char *ubench = rvb_text("%s/ubench", getenv("RVB_BIN"));
	const char *const argv[] = { ubench, "--events", events,
				     "--list-events", NULL };
	rvb_auto char *listed = NULL;

	if (strpbrk(events, " \t\"'\\"))
		return rvb_fail(
			-EINVAL,
			"--events=%s: expected no blank, quote or backslash",
			events);
	return rvb_job(argv, &listed) ? -EINVAL : 0;
}

/* Modules may crash this machine: --target host needs a second option. */
static int check_target(struct run_opts *o)
{
	if (o->sure && !o->host)
		return refuse(
			"--i-know-this-loads-kernel-code goes with --target host only");
	if (!o->host)
		return 0;
	if (!o->sure)
		return refuse(
			"--target host loads modules into the kernel of this machine, which may crash: add --i-know-this-loads-kernel-code");
	if (o->mode && strcmp(o->mode, "timed"))
		return refuse(
			"--target host cannot count instructions; add --mode timed");
	if (o->kernel)
		return refuse(
			"--target host measures the running kernel; leave out --kernel");
	o->mode = "timed";
	return 0;
}

/* A cluster's queue is asked before anything is built for it. */
static int check_on(const struct run_opts *o)
{
	rvb_auto char *script =
		rvb_text("%s/scripts/slurm.sh", getenv("RVB_TOP"));
	const char *partition = o->on + strlen("slurm");
	const char *const argv[] = { script, "check",
				     *partition ? partition + 1 : NULL, NULL };

	if (strncmp(o->on, "slurm", 5) || (*partition && *partition != ':'))
		return rvb_fail(-EINVAL,
				"--on=%s: expected slurm or slurm:PARTITION",
				o->on);
	if (o->host)
		return refuse(
			"--on slurm boots guests: leave out --target host");
	if (!o->out)
		return refuse(
			"--on slurm: add -o DIR, a folder that the nodes share");
	return o->dry || !rvb_job(argv, NULL) ? 0 : -EINVAL;
}

/* edu has a guest of its own, and takes 300 ms for a command on any host */
static int check_edu(struct run_opts *o)
{
	bool edu = run_argv_edu(o);

	if (!edu && run_argv_names_iommu(o))
		return refuse(
			"--cases: those named iommu* drive edu, which has a guest of its own: name them alone, or add --devices edu");
	if (!edu && (o->iommu || o->iommu_mode))
		return refuse(
			"--iommu and --iommu-mode are for the device edu: add --devices edu");
	if (!edu)
		return o->devices && run_argv_has(o->devices, "edu") &&
				       !run_argv_has(o->devices, "all") ?
			       refuse("--devices: edu has a guest of its own: name it alone") :
			       0;
	if (o->host)
		return refuse(
			"--target host: edu is a device of QEMU's; leave out --devices edu");
	if (o->mode && strcmp(o->mode, "exact"))
		return refuse(
			"--devices edu: a command takes 300 ms on any host, so there is nothing to time; add --mode exact");
	o->mode = "exact";
	if (!o->iommu)
		o->iommu = "vtd";
	if (!strcmp(o->iommu, "none") && o->iommu_mode)
		return refuse(
			"--iommu-mode: without an IOMMU there is none; leave it out");
	if (!o->iommu_mode && strcmp(o->iommu, "none"))
		o->iommu_mode = "strict";
	return 0;
}

/*
 * Refuse options that cannot be met, by a line on stderr and -errno; fill in
 * the defaults of those left out. Nothing is run or written. The front door has
 * refused names that no registry has: scripts/words.sh.
 */
int run_opts_check(struct run_opts *o)
{
	int ret = check_words(o);

	if (!ret)
		ret = check_target(o);
	if (!ret)
		ret = check_edu(o);
	if (!ret && o->events)
		ret = check_events(o->events);
	if (!ret && o->on)
		ret = check_on(o);
	if (!o->mode)
		o->mode = strcmp(o->preset, "quick") ? "both" : "exact";
	if (!o->kernel)
		o->kernel = o->host ? "the running one" : "6.1";
	return ret;
}
