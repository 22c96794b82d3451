// SPDX-License-Identifier: GPL-2.0-only
/* ub_kbench.c - the client of /dev/kbench */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_system.h"
#include "ubench/ub_kbench.h"

static int device = -1;

int ub_kbench_open(void)
{
	struct kb_info info = { .abi = KB_ABI };

	device = open("/dev/kbench", O_RDWR | O_CLOEXEC);
	if (device < 0)
		return -errno;
	if (ioctl(device, KB_IOC_INFO, &info))
		return errno == EINVAL || errno == ENOTTY ? -EPROTO : -errno;
	return 0;
}

int ub_kbench_policy(const char *name)
{
	return guest_client_select(device, name);
}

struct kb_info ub_kbench_info(void)
{
	struct kb_info info = { .abi = KB_ABI };

	if (device < 0 || ioctl(device, KB_IOC_INFO, &info))
		memset(&info, 0, sizeof(info));
	return info;
}

/* Describe a kernel case as struct ub_case, which refers to @info */
struct kernel_case {
	struct ub_case ucase;
	struct kb_case_info info;
};

static int fetch(struct kernel_case *kc, unsigned int index)
{
	unsigned int i;

	kc->info = (struct kb_case_info){ .abi = KB_ABI, .index = index };
	if (ioctl(device, KB_IOC_CASE, &kc->info))
		return -errno;
	if (kc->info.nr_phases > KB_PHASES_MAX)
		return -EPROTO;

	kc->ucase = (struct ub_case){
		.name = kc->info.name,
		.title = kc->info.title,
		.flags = kc->info.flags,
		.kernel = kc->info.name,
		.write = !(kc->info.flags & KB_CASE_NO_MEMORY),
	};
	for (i = 0; i < kc->info.nr_phases; i++)
		kc->ucase.phase[i].name = kc->info.phase[i];
	return 0;
}

int ub_kbench_cases(const struct ub_case *const **cases)
{
	struct kb_info info = ub_kbench_info();
	const struct ub_case **list;
	struct kernel_case *all;
	unsigned int i;
	int ret = 0;

	list = calloc(info.nr_cases + 1, sizeof(*list));
	all = calloc(info.nr_cases + 1, sizeof(*all));
	if (!list || !all)
		ret = -ENOMEM;
	for (i = 0; !ret && i < info.nr_cases; i++) {
		ret = fetch(&all[i], i);
		list[i] = &all[i].ucase;
	}
	if (ret) {
		free(list);
		free(all);
		return ret;
	}
	*cases = list;
	return 0;
}

/* Set up the job's memory; on an error end the job */
static int fill_run(struct ub_job *job, struct kb_run *run)
{
	const struct guest_map *region;

	*run = (struct kb_run){
		.abi = KB_ABI,
		.flags = job->ucase->write ? KB_RUN_WRITE : 0,
		.nr_pages = job->nr_pages,
		.nr_warmups = job->nr_warmups,
		.nr_loops = job->nr_loops,
		.samples = (uintptr_t)job->samples,
	};
	if (job->memory) {
		if (guest_map_use(job->memory, job->nr_pages, &region)) {
			ub_job_end(job, UB_SKIPPED, "%s", region->why);
			return -ENOMEM;
		}
		run->addr = (uintptr_t)region->addr;
	}
	strcpy(run->name, job->ucase->kernel);
	return 0;
}

/*
 * Load all modules again, rvk without its gate, once: 0, or -errno. Only where
 * guest_may_unload(); nothing may be measured after it that needs the gate.
 */
static int gate_off(void)
{
	static const char *const rvk[] = { "modprobe", "rvk", "gate=0", NULL };
	static bool done;
	char module[64];
	int ret;

	if (done)
		return 0;
	close(device);
	device = -1;
	ret = guest_unload_all(module, sizeof(module));
	if (!ret)
		ret = guest_run(rvk);
	if (!ret)
		ret = guest_load("kbench");
	if (!ret)
		ret = ub_kbench_open();
	done = !ret;
	return ret;
}

void ub_kbench_run(struct ub_job *job)
{
	int ret = job->ucase->gate_off ? gate_off() : 0;
	struct kb_run run;

	if (ret)
		ub_job_end(job, UB_FAILED, "rvk without its gate: %s",
			   strerror(-ret));
	else if (!fill_run(job, &run))
		ub_job_end_errno(job,
				 ioctl(device, KB_IOC_RUN, &run) ? -errno : 0);
}

static int step(struct ub_stepper *s, unsigned int phase)
{
	return ioctl(device, KB_IOC_STEP) ? -errno : 0;
}

static void end(struct ub_stepper *s)
{
	ioctl(device, KB_IOC_DROP);
}

int ub_kbench_stepper(struct ub_job *job, struct ub_stepper *s)
{
	uint64_t samples[KB_PHASES_MAX];
	struct kb_run run;
	int ret;

	*s = (struct ub_stepper){ .step = step, .end = end, .job = job };
	ret = fill_run(job, &run);
	if (ret)
		return ret;
	/* ub_count() must keep the job's samples */
	run.flags |= KB_RUN_STEP;
	run.nr_loops = 1;
	run.samples = (uintptr_t)samples;
	return ioctl(device, KB_IOC_RUN, &run) ? -errno : 0;
}
