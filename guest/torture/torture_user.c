// SPDX-License-Identifier: GPL-2.0-only
/* torture_user.c - real users of pinned pages under rvk_adopt.ko */

/*
 * Owners pin by io_uring, RDMA, VFIO and others; what they pin is truncated by
 * themselves and by the truncaters of the torture. Nobody judges what a device reads:
 * kb_adopt does. Here the books have to balance, whatever races.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_text.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey_edu.h"
#include "guest/torture/torture.h"
#include "lib/rvb_array.h"

#define LIVES_MS 120
#define QUIET_MS 5000
#define RELOAD_NS 8000000000ULL /* between two */

static const char *const adopt_load[] = { SURVEY_ADOPT_SETUP, NULL };

static const char *const adopt_modules[] = { SURVEY_ADOPT_MODULES };

int torture_users_setup(const char *users)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	unsigned int i;

	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	for (i = 0; survey_users[i] && torture->nr_users < TORTURE_USERS; i++) {
		if (!guest_listed(users, survey_users[i]->name))
			continue;
		torture->user[torture->nr_users++].is = survey_users[i];
		guest_run_all(survey_users[i]->setup);
	}
	if (!torture->nr_users) {
		fprintf(stderr, "kb_torture: --users=%s: no such user here\n",
			users);
		return -ENOENT;
	}
	guest_run_all(adopt_load);
	torture->reload_ns = guest_now_ns() + RELOAD_NS;
	if (guest_parameter_number("rvk_adopt", "pins") >= 0)
		return 0;
	fprintf(stderr, "kb_torture: rvk_adopt.ko is not loaded\n");
	return -ENODEV;
}

/* A file of a filesystem that goes at once, with all but the pins */
static int file_on_own_mount(gsl_rng *r)
{
	char folder[64];
	int fd;

	snprintf(folder, sizeof(folder), "/tmp/torture.%d", getpid());
	if (mkdir(folder, 0700) || mount("torture", folder, "tmpfs", 0, NULL))
		return -errno;
	fd = survey_file("tmpfs", folder);
	if (torture_below(r, 2))
		mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL);
	umount2(folder, MNT_DETACH);
	rmdir(folder);
	return fd;
}

/* One that truncaters have, too, or one of the owner's alone */
static int open_file(const struct survey_user *user, gsl_rng *r)
{
	unsigned int file = torture_below(r, torture->nr_files);

	if (user->fs)
		return survey_file(user->fs, NULL);
	switch (torture_below(r, 4)) {
	case 0:
		return file_on_own_mount(r);
	case 1:
		return survey_file("memfd", NULL);
	default:
		return open(torture->path[file], O_RDWR | O_CLOEXEC);
	}
}

static void use_device(const struct survey_user *user,
		       struct survey_region *region, unsigned int page)
{
	char byte;

	if (user->read && user->read(region, page, &byte))
		return;
	if (user->write)
		user->write(region, page, SURVEY_DEVICE);
}

/* Of VFIO, what is truncated on another CPU meanwhile */
static void map_and_unmap(struct survey_region *region, unsigned int times)
{
	while (times--) {
		survey_edu_map_again(region);
		survey_edu_unmap_again(region);
	}
}

/* One thing that an owner does while its pages are pinned */
static void step(const struct survey_user *user, struct survey_region *region,
		 gsl_rng *r)
{
	unsigned int page = torture_below(r, SURVEY_PAGES);
	char *addr = region->addr + page * SURVEY_PAGE;

	switch (torture_below(r, 24)) {
	case 0:
		munmap(addr, SURVEY_PAGE);
		break;
	case 1:
		madvise(region->addr, SURVEY_BYTES, MADV_PAGEOUT);
		break;
	case 2:
		if (ftruncate(region->fd, page * SURVEY_PAGE))
			break;
		survey_fill(region->fd, SURVEY_NEW, SURVEY_BYTES);
		break;
	case 3:
		fallocate(region->fd,
			  FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			  page * SURVEY_PAGE, 4 * SURVEY_PAGE);
		break;
	case 4: /* the last name and the last descriptor go, perhaps */
		munmap(region->addr, SURVEY_BYTES);
		close(region->fd);
		break;
	case 5: /* the child keeps what has the pins after the owner's end */
		if (!fork()) {
			guest_sleep_ms(torture_below(r, LIVES_MS));
			_exit(0);
		}
		break;
	case 6:
	case 7:
		use_device(user, region, page);
		break;
	case 8:
	case 9:
	case 10:
		if (!strcmp(user->name, "vfio"))
			map_and_unmap(region, torture_below(r, 16));
	}
}

static void own(struct torture_user *user, gsl_rng *r)
{
	uint64_t end = guest_now_ns() + torture_below(r, LIVES_MS) * 1000000ULL;
	struct survey_region region = {
		.fd = open_file(user->is, r),
		.bytes = SURVEY_BYTES,
		.write = !user->is->reads || torture_below(r, 2),
	};
	int ret;

	if (region.fd < 0 || ftruncate(region.fd, SURVEY_BYTES))
		_exit(0);
	region.addr = mmap(NULL, SURVEY_BYTES, PROT_READ | PROT_WRITE,
			   MAP_SHARED, region.fd, 0);
	ret = user->is->pin(&region);
	__atomic_fetch_add(ret ? &user->refused : &user->pinned, 1,
			   __ATOMIC_RELAXED);
	while (!ret && guest_now_ns() < end && !torture->stop) {
		step(user->is, &region, r);
		guest_sleep_ms(torture_below(r, 8));
	}
	if (!ret && torture_below(r, 2))
		user->is->unpin(&region);
	_exit(0); /* in half of the cases with the pages pinned */
}

void torture_use(struct torture_worker *w, gsl_rng *r)
{
	unsigned int i = torture_below(r, torture->nr_users);
	unsigned long seed = gsl_rng_get(r);
	int status;
	pid_t pid;

	if (torture->quiet) {
		guest_sleep_ms(10);
		return;
	}
	pid = fork();
	if (!pid) {
		gsl_rng_set(r, seed);
		own(&torture->user[i], r);
	}
	if (!torture_below(r, 4)) {
		guest_sleep_ms(torture_below(r, LIVES_MS));
		kill(pid, SIGKILL);
	}
	waitpid(pid, &status, 0);
	if (WIFSIGNALED(status))
		__atomic_fetch_add(&torture->user[i].killed, 1,
				   __ATOMIC_RELAXED);
}

/* No pin is left: the books have to balance */
static void balance(void)
{
	long pins = guest_parameter_number("rvk_adopt", "pins");
	long unpins = guest_parameter_number("rvk_adopt", "unpins");
	long escaped = guest_parameter_number("rvk_adopt", "escaped");

	if (pins != unpins)
		torture_fail("%ld adopted pins, of which %ld have ended", pins,
			     unpins);
	if (escaped)
		torture_fail("%ld adopted pages left their files unseen",
			     escaped);
}

static bool has_no_region(void)
{
	return !guest_parameter_number("rvk_adopt", "regions");
}

/* One that the kernel has no use for was never loaded */
static int unload_one(const char *module)
{
	int ret = guest_unload(module);

	return ret == -ENOENT ? 0 : ret;
}

/* Events that are in progress may still have a region that has no pin left */
static void unload(bool is_idle)
{
	unsigned int i, ms = is_idle ? QUIET_MS : 0;
	int ret;

	for (i = 0; i < ARRAY_SIZE(adopt_modules); i++) {
		guest_until(!(ret = unload_one(adopt_modules[i])), ms);
		if (is_idle && ret)
			torture_fail("%s: cannot be unloaded: %s",
				     adopt_modules[i], strerror(-ret));
	}
}

/* With users at work, which have to keep what they need, or without */
static void reload(gsl_rng *r)
{
	bool is_idle;
	long pins;

	torture->quiet = torture_below(r, 2);
	is_idle = torture->quiet && guest_until(has_no_region(), QUIET_MS);
	if (is_idle)
		balance();
	pins = guest_parameter_number("rvk_adopt", "pins");
	unload(is_idle);
	if (guest_parameter_number("rvk_adopt", "pins") < 0)
		torture->adopted += pins;
	torture->quiet = false;
	guest_run_all(adopt_load);
}

void torture_adopt(struct torture_worker *w, gsl_rng *r)
{
	unsigned int policy = torture_below(r, torture->nr_policies);
	const char *name = torture->policy[policy];
	int ret = guest_parameter("rvk_adopt", "policy", name);

	if (ret && ret != -ENOENT)
		torture_fail("rvk_adopt policy=%s: %s", name, strerror(-ret));
	if (!torture_below(r, 16)) {
		guest_text_put("/proc/sys/vm/drop_caches", 3);
		guest_text_put("/proc/sys/vm/compact_memory", 1);
	}
	if (guest_may_unload() && guest_now_ns() > torture->reload_ns) {
		reload(r);
		torture->reload_ns = guest_now_ns() + RELOAD_NS;
	}
	guest_sleep_ms(torture_below(r, 60));
}

void torture_users_end(void)
{
	const struct torture_user *user = torture->user;
	unsigned int i;

	if (!torture->nr_users)
		return;
	if (!guest_until(has_no_region(), QUIET_MS))
		torture_fail("%ld adopted regions stay",
			     guest_parameter_number("rvk_adopt", "regions"));
	balance();
	torture->adopted += guest_parameter_number("rvk_adopt", "pins");
	if (guest_may_unload())
		unload(!torture->failed);
	for (i = 0; i < torture->nr_users; i++, user++)
		printf("# %s: %llu times pinned, %llu refused, "
		       "%llu owners killed\n",
		       user->is->name, (unsigned long long)user->pinned,
		       (unsigned long long)user->refused,
		       (unsigned long long)user->killed);
	printf("# %ld pages adopted\n", torture->adopted);
	if (!torture->adopted)
		torture_fail("no pin was adopted");
}
