// SPDX-License-Identifier: GPL-2.0-only
/* scene_main.c - plays the scenes of issue and answer on each filesystem */
#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_promise.h"
#include "guest/lib/guest_system.h"
#include "guest/scenes/lib/scene_options.h"
#include "guest/scenes/lib/scene_row.h"
#include "lib/rvb_exit.h"
#include "ubench/ub_plan.h"

static struct kb_client_names policies, devices;
static gsl_rng *rng;

void ks_die(const char *what, int ret)
{
	fprintf(stderr, "kb_scene: %s: %s\n", what, strerror(-ret));
	exit(RP_EXIT_HARNESS);
}

bool ks_listed(const char *list, const char *name)
{
	int ret;

	if (!list || !strcmp(list, "all"))
		return true;
	ret = ub_list_match(list, name);
	if (ret < 0)
		ks_die(list, ret);
	return ret;
}

uint64_t ks_random(uint64_t below)
{
	return gsl_rng_uniform_int(rng, below);
}

void ks_parameter(const char *module, const char *name, const char *value)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/sys/module/%s/parameters/%s", module,
		 name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		ks_die(path, -errno);
	close(fd);
}

/* One that is broken on purpose only when it is asked for by name */
static bool policy_is_asked(const struct ks_plan *plan, const char *policy)
{
	if (kb_promise_of(policy)->broken)
		return plan->policies && !strcmp(plan->policies, policy);
	return ks_listed(plan->policies, policy);
}

void ks_each_pair(const struct ks_plan *plan, const struct ks_cell *cell,
		  void (*missing)(const struct ks_cell *cell, const char *why),
		  void (*play)(const struct ks_plan *plan,
			       const struct ks_cell *cell))
{
	struct ks_cell pair = *cell;
	char why[KB_TITLE_MAX];
	unsigned int p, d;
	int ret;

	for (d = 0; d < devices.nr; d++)
		for (p = 0; p < policies.nr; p++) {
			pair.policy = policies.name[p];
			pair.device = devices.name[d];
			pair.can = devices.can[d];
			if (!policy_is_asked(plan, pair.policy) ||
			    !ks_listed(plan->devices, pair.device))
				continue;
			ret = kb_client_probe(pair.policy, pair.device, why,
					      sizeof(why));
			if (!ret)
				play(plan, &pair);
			else if (ret == -EOPNOTSUPP)
				missing(&pair, why);
			else
				ks_die(pair.policy, ret);
		}
}

/* Without --fs: what the preset has. Real time is dear where it is emulated. */
static bool is_asked(const struct ks_plan *plan, const struct ks_scene *scene,
		     const char *fs)
{
	static const char *const exact[] = { "tmpfs", "tmpfs,ext4,xfs",
					     "tmpfs,ext4,xfs,fsdax" };
	static const char *const timed[] = { "tmpfs", "tmpfs",
					     "tmpfs,ext4,xfs" };
	const char *list = (plan->timed ? timed : exact)[plan->preset];

	if (scene->fs && plan->preset != KS_QUICK)
		list = scene->fs;
	return ks_listed(plan->scenes, scene->name) &&
	       ks_listed(plan->fs ? plan->fs : list, fs);
}

static void play_fs(const struct ks_plan *plan, const char *fs)
{
	struct ks_cell stage = {
		.fs = fs,
		.event = ks_events,
		.nr_pages = 64,
		.depth = 8,
		.nr_regions = 1,
		.timed = plan->timed,
	};
	const struct ks_scene *const *scene;
	char folder[64];

	for (scene = ks_scenes; *scene; scene++) {
		if (!is_asked(plan, *scene, fs))
			continue;
		if (!stage.folder && kb_fs_use(fs, folder, sizeof(folder)))
			exit(RP_EXIT_HARNESS);
		stage.folder = folder;
		stage.scene = (*scene)->name;
		(*scene)->play(plan, &stage);
	}
}

static void load(void)
{
	static const char *const modprobe[] = { "modprobe", "kbench", NULL };
	struct kb_info info = { .abi = KB_ABI };
	int ret, fd;

	if (access("/dev/kbench", F_OK) && ub_system_is_ours())
		ub_system_run(modprobe);
	fd = kb_client_open("none");
	if (fd < 0)
		ks_die("/dev/kbench", fd);
	ret = kb_client_call(fd, KB_IOC_INFO, &info);
	close(fd);
	if (!ret)
		ret = kb_client_policies(&policies);
	if (!ret)
		ret = kb_client_devices(&devices);
	if (ret)
		ks_die("/dev/kbench", ret);
	ub_clock_init(info.clock_khz);
}

/* The policy is loaded by being selected */
static void set_parameter(const char *text)
{
	char policy[KB_NAME_MAX], name[KB_NAME_MAX], value[KB_NAME_MAX];
	char module[KB_NAME_MAX + 8];
	int fd;

	if (sscanf(text, "%31[^.].%31[^=]=%31s", policy, name, value) != 3)
		ks_die(text, -EINVAL);
	fd = kb_client_open(policy);
	if (fd < 0)
		ks_die(policy, fd);
	close(fd);
	snprintf(module, sizeof(module), "rvk_%s", policy);
	ks_parameter(module, name, value);
}

int main(int argc, char **argv)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	const struct rlimit files = { 1048576, 1048576 };
	struct ks_plan plan;
	int i, ret;

	ks_options_parse(&plan, argc, argv);
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	setrlimit(RLIMIT_NOFILE, &files);
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	if (!rng)
		ks_die("random numbers", -ENOMEM);
	gsl_rng_set(rng, plan.seed);
	sleep(plan.settle);
	ub_mount_settle(plan.settle);
	load();
	ks_rows_begin(&plan);
	if (plan.set)
		set_parameter(plan.set);
	for (i = 0; kb_fs_names[i]; i++)
		play_fs(&plan, kb_fs_names[i]);
	ub_unmount_all();
	ret = ks_rows_save(&plan);
	gsl_rng_free(rng);
	return ret;
}
