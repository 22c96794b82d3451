// SPDX-License-Identifier: GPL-2.0-only
/* ub_main.c - ubench: microbenchmarks of pinning, in kernel and userspace cases */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_system.h"
#include "lib/rvb_exit.h"
#include "ubench/ub_bench.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_kbench.h"
#include "ubench/ub_pfm.h"
#include "ubench/ub_plan.h"
#include "ubench/ub_result.h"

/* Kernel cases, then user cases */
struct cases {
	const struct ub_case **list;
	const char **names;
	size_t nr;
	bool device;
};

static int gather_cases(struct cases *all)
{
	const struct ub_case *const *kernel, *const *c;
	size_t nr = 1;
	int ret;

	ret = ub_kbench_cases(&kernel);
	if (ret)
		return ret;
	for (c = ub_user_cases; *c; c++)
		nr++;
	for (c = kernel; *c; c++)
		nr++;
	all->list = calloc(nr, sizeof(*all->list));
	all->names = calloc(nr, sizeof(*all->names));
	if (!all->list || !all->names)
		return -ENOMEM;
	for (c = kernel; *c; c++)
		all->list[all->nr++] = *c;
	for (c = ub_user_cases; *c; c++)
		all->list[all->nr++] = *c;
	for (nr = 0; nr < all->nr; nr++)
		all->names[nr] = all->list[nr]->name;
	return 0;
}

/* Without the module only user cases run; not an error if that was asked for */
static int open_device(struct cases *all)
{
	static const char *const modprobe[] = { "modprobe", "kbench", NULL };
	int ret = ub_kbench_open();

	if (ret == -ENOENT && guest_is_ours() && !guest_run(modprobe))
		ret = ub_kbench_open();
	all->device = !ret;
	if (!ret || ret == -ENOENT)
		return 0;
	fprintf(stderr, "ubench: /dev/kbench: %s\n",
		ret == -EPROTO ? "of another build: unload and load kbench.ko" :
		ret == -EACCES ? "permission denied: run as root" :
				 strerror(-ret));
	return ret;
}

static int check_list(const char *what, const char *list,
		      const char *const *names)
{
	char *word;
	int ret;

	ret = guest_list_unknown(list, names, &word);
	if (ret || !word)
		return ret;
	fprintf(stderr, "ubench: unknown %s \"%s\", there is:", what, word);
	for (; *names; names++)
		fprintf(stderr, " %s", *names);
	fputc('\n', stderr);
	free(word);
	return -EINVAL;
}

static int check_memory(const char *list)
{
	const char *names[64];
	size_t i;

	for (i = 0; guest_memories[i] && i < 63; i++)
		names[i] = guest_memories[i]->name;
	names[i] = NULL;
	return check_list("memory", list, names);
}

static int select_policy(const struct cases *all, const char *name)
{
	int ret;

	if (!name || (!all->device && !strcmp(name, "none")))
		return 0;
	if (!all->device) {
		fprintf(stderr,
			"ubench: --policy=%s: no /dev/kbench: load kbench.ko\n",
			name);
		return -ENODEV;
	}
	ret = ub_kbench_policy(name);
	if (ret == -ENOENT)
		fprintf(stderr,
			"ubench: --policy=%s: expected none, or NAME of a module rvk_NAME\n",
			name);
	else if (ret)
		fprintf(stderr, "ubench: policy %s: %s\n", name,
			strerror(-ret));
	return ret;
}

/* Whether the selected cases need no /dev/kbench, or are only listed */
static int check_device(const struct cases *all, const char *asked)
{
	if (all->device || asked || ub_gb_lists())
		return 0;
	fprintf(stderr,
		"ubench: no /dev/kbench: load kbench.ko, or choose cases that need none: --cases='u*'\n");
	return -ENODEV;
}

static int check_trace(const struct ub_plan *plan)
{
	const struct ub_job *job = ub_bench_only_job();

	if (!plan->trace || (job && job->ucase->kernel))
		return 0;
	fprintf(stderr,
		"ubench: --trace: choose one case of /dev/kbench, one kind of memory and one number of pages\n");
	return -EINVAL;
}

static int prepare(struct cases *all, struct ub_plan *plan)
{
	const char *what = "case";
	int ret;

	ret = check_memory(plan->memory);
	if (!ret)
		ret = open_device(all);
	if (!ret)
		ret = check_device(all, plan->cases);
	if (!all->device)
		what = "case (no /dev/kbench)";
	if (!ret)
		ret = gather_cases(all);
	if (!ret && plan->cases)
		ret = check_list(what, plan->cases, all->names);
	if (!ret)
		ret = select_policy(all, plan->policy);
	if (!ret)
		ret = ub_bench_register(plan, all->list, all->nr);
	if (!ret)
		ret = check_trace(plan);
	return ret;
}

/*
 * Sleep while the kernel works in the background after its boot. Linux 6.1, for
 * example, refines the rate of the TSC for 1.7 s.
 */
static void settle(unsigned int seconds)
{
	if (ub_gb_nr_matches() && !ub_gb_lists())
		sleep(seconds);
	guest_mount_settle(seconds);
}

/* Ticks of one loop, the sum of the medians; 0 without figures */
static double loop_ticks(json_t *rows)
{
	double ticks = 0;
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		ticks += json_number_value(json_object_get(row, "p50"));
	return ticks;
}

/* Trace the only job, unless the kernel refused it */
static int trace(const struct ub_plan *plan, json_t *rows, json_t **trace)
{
	double ticks = loop_ticks(rows);

	if (!plan->trace || !ticks)
		return 0;
	return ub_trace(ub_bench_only_job(), ticks, trace);
}

static int save(const struct ub_plan *plan, const char *policy)
{
	json_t *rows = ub_bench_rows(), *traced = NULL;
	int ret;

	ret = trace(plan, rows, &traced);
	guest_map_use(NULL, 0, NULL);
	guest_unmount_all();
	if (!ret)
		ret = ub_result_save(rows, traced, policy, plan->result);
	json_decref(traced);
	json_decref(rows);
	return ret ? RVB_EXIT_HARNESS : ub_bench_exit();
}

static int run(const struct ub_plan *plan)
{
	const char *policy = plan->policy;
	struct kb_info info;
	long nr;

	settle(plan->settle);
	info = ub_kbench_info();
	if (!policy)
		policy = *info.policy ? info.policy : "none";
	guest_clock_init(info.clock_khz);
	if (ub_env_add_context(policy)) {
		fprintf(stderr, "ubench: no memory for the environment\n");
		return RVB_EXIT_HARNESS;
	}

	if (plan->events)
		ub_pfm_open(plan->events);
	nr = ub_gb_run_all(&ub_table);
	ub_pfm_close();
	if (nr < 0) {
		fprintf(stderr, "ubench: %s\n", strerror(-nr));
		return RVB_EXIT_HARNESS;
	}
	if (nr && ub_gb_lists())
		return RVB_EXIT_OK;
	return nr ? save(plan, policy) : RVB_EXIT_NOTHING;
}

int main(int argc, char **argv)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct cases all = {};
	struct ub_plan plan;
	int ret;

	if (ub_options_parse(argc, argv, &plan))
		return RVB_EXIT_USAGE;
	/* Ignore errors: a pin over the limit is refused with a reason */
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	ret = prepare(&all, &plan);
	if (ret == -ENOMEM) {
		fprintf(stderr, "ubench: out of memory\n");
		return RVB_EXIT_HARNESS;
	}
	return ret ? RVB_EXIT_USAGE : run(&plan);
}
