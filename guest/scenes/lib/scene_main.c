// SPDX-License-Identifier: GPL-2.0-only
/* scene_main.c - plays each scene on each filesystem */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_system.h"
#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_row.h"
#include "lib/rvb_exit.h"

static struct guest_client_names policies, devices;

/* One command after the other, at a pace of its own: no rate says anything */
static int has_rate(const struct guest_client_names *devices, unsigned int d,
		    enum scene_array array, char *why, size_t size)
{
	if (array != SCENE_THROUGHPUT || !devices->command_ns[d])
		return 0;
	snprintf(why, size, "%s takes %llu ms for a command", devices->name[d],
		 (unsigned long long)devices->command_ns[d] / 1000000);
	return -EOPNOTSUPP;
}

static void add_missing(const struct scene_cell *cell, enum scene_array array,
			const char *why)
{
	bool timed = array == SCENE_DISTRIBUTIONS;
	json_t *row;

	if (array == SCENE_SCALING)
		return;
	row = scene_row(cell, timed ? scene_phase_names[SCENE_RETURN] : NULL);
	scene_row_missing(row, "SKIP", "n/a: %s", why);
	scene_row_add(array, row);
}

/* In which a device that does one command after the other ends @depth of them */
static uint64_t serial_ns(uint64_t command_ns, unsigned int depth)
{
	return command_ns * (depth < 15 ? depth + 1 : 16);
}

void scene_each_pair(const struct scene_plan *plan,
		     const struct scene_cell *cell, enum scene_array array,
		     void (*play)(const struct scene_plan *plan,
				  const struct scene_cell *cell))
{
	struct scene_cell pair = *cell;
	char why[KB_TITLE_MAX];
	unsigned int p, d;
	int ret;

	for (d = 0; d < devices.nr; d++)
		for (p = 0; p < policies.nr; p++) {
			pair.policy = policies.name[p];
			pair.device = devices.name[d];
			pair.can = devices.can[d];
			pair.point_ns = devices.point_ns[d];
			pair.fence_ns = devices.fence_ns[d];
			if (devices.command_ns[d])
				pair.latency_ns = serial_ns(
					devices.command_ns[d], cell->depth);
			if (!guest_listed(plan->policies, pair.policy) ||
			    !guest_listed(plan->devices, pair.device))
				continue;
			ret = guest_client_probe(pair.policy, pair.device, why,
						 sizeof(why));
			if (!ret)
				ret = has_rate(&devices, d, array, why,
					       sizeof(why));
			pair.promise = guest_promise_of(pair.policy);
			if (!ret && !pair.promise)
				ret = -ENOENT;
			if (!ret)
				play(plan, &pair);
			else if (ret == -EOPNOTSUPP)
				add_missing(&pair, array, why);
			else
				scene_die(pair.policy, ret);
		}
}

/* Without --fs the preset selects: timed mode gets fewer, emulation is slow */
static bool is_asked(const struct scene_plan *plan, const struct scene *scene,
		     const char *fs)
{
	static const char *const exact[] = { "tmpfs", "tmpfs,ext4,xfs",
					     "tmpfs,ext4,xfs,fsdax" };
	static const char *const timed[] = { "tmpfs", "tmpfs",
					     "tmpfs,ext4,xfs" };
	const char *list = (plan->timed ? timed : exact)[plan->preset];

	if (scene->fs && plan->preset != SCENE_QUICK)
		list = scene->fs;
	return guest_listed(plan->scenes, scene->name) &&
	       guest_listed(plan->fs ? plan->fs : list, fs);
}

static void play_fs(const struct scene_plan *plan, const char *fs)
{
	struct scene_cell stage = {
		.fs = fs,
		.event = scene_events,
		.nr_pages = 64,
		.depth = 8,
		.nr_regions = 1,
		.latency_ns = SCENE_LATENCY_NS,
		.timed = plan->timed,
	};
	const struct scene *const *scene;
	char folder[64];

	for (scene = scenes; *scene; scene++) {
		if (!is_asked(plan, *scene, fs))
			continue;
		if (!stage.folder && guest_fs_use(fs, folder, sizeof(folder)))
			exit(RVB_EXIT_HARNESS);
		stage.folder = folder;
		stage.scene = (*scene)->name;
		(*scene)->play(plan, &stage);
	}
}

static void load(const struct scene_plan *plan)
{
	static const char *const modprobe[] = { "modprobe", "kbench", NULL };
	struct kb_info info = { .abi = KB_ABI };
	int ret, fd;

	if (access("/dev/kbench", F_OK) && guest_is_ours())
		guest_run(modprobe);
	fd = guest_client_open("none");
	if (fd < 0)
		scene_die("/dev/kbench", fd);
	ret = guest_client_call(fd, KB_IOC_INFO, &info);
	close(fd);
	if (!ret)
		ret = guest_client_policies(&policies, plan->policies);
	if (!ret)
		ret = guest_client_devices(&devices);
	if (ret)
		scene_die("/dev/kbench", ret);
	guest_clock_init(info.clock_khz);
}

/* Selecting a policy loads its module, which then has the parameter */
static void set_parameter(const char *text)
{
	char policy[KB_NAME_MAX], name[KB_NAME_MAX], value[KB_NAME_MAX];
	char module[KB_NAME_MAX + 8];
	int fd;

	if (sscanf(text, "%31[^.].%31[^=]=%31s", policy, name, value) != 3)
		scene_die(text, -EINVAL);
	fd = guest_client_open(policy);
	if (fd < 0)
		scene_die(policy, fd);
	close(fd);
	snprintf(module, sizeof(module), "rvk_%s", policy);
	scene_parameter(module, name, value);
}

int main(int argc, char **argv)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	const struct rlimit files = { 1048576, 1048576 };
	struct scene_plan plan;
	int i;

	scene_options_parse(&plan, argc, argv);
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	setrlimit(RLIMIT_NOFILE, &files);
	scene_random_init(plan.seed);
	sleep(plan.settle);
	guest_mount_settle(plan.settle);
	load(&plan);
	scene_rows_begin(&plan);
	if (plan.set)
		set_parameter(plan.set);
	for (i = 0; guest_fs_names[i]; i++)
		play_fs(&plan, guest_fs_names[i]);
	guest_unmount_all();
	return scene_rows_save(&plan);
}
