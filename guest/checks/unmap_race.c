// SPDX-License-Identifier: GPL-2.0-only
/* unmap_race.c - pages are registered while another thread unmaps them */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define FILE_PAGES 1024ULL
#define LAST (FILE_PAGES - CHECK_PAGES)
#define SIZE (LAST * CHECK_PAGE) /* of the file after the event */
#define OWNERS 10U
#define TRIES 12U /* of each owner */
#define STEP 400U /* turns of a loop */

/* Cuts the pages that were registered, the last to be unmapped */
static const struct check_event events[] = {
	{ "last", &guest_events[GUEST_TRUNCATE], SIZE, 0, 0, CHECK_PAGES,
	  NULL },
	{ 0 },
};

/**
 * struct race - two threads of an owner
 * @spins:	turns of a loop between the registration and the unmap; shared
 *		by all owners
 * @addr:	of the mapping
 * @waits:	the thread that registers waits for @begins
 * @begins:	both begin
 * @unmaps:	the unmap begins
 * @failed:	munmap() failed
 */
struct race {
	unsigned int spins;
	char *addr;
	volatile bool waits;
	volatile bool begins;
	volatile bool unmaps;
	bool failed;
};

static struct race *race;

/* Fails on a machine with one CPU, where the threads take turns */
static void take_cpu(unsigned int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	sched_setaffinity(0, sizeof(cpus), &cpus);
}

static void *unmap(void *unused)
{
	volatile unsigned int i = race->spins;

	take_cpu(1);
	while (!race->waits)
		sched_yield();
	race->begins = true;
	while (i)
		i--;
	race->unmaps = true;
	race->failed = munmap(race->addr, FILE_PAGES * CHECK_PAGE);
	return NULL;
}

/*
 * A region of all other pages. The unmap calls its notifier first, and scratch
 * redirects 1008 pages there, before it calls that of the last pages.
 */
static int register_others(struct check *k)
{
	struct kb_region arg = {
		.flags = KB_REGION_LONGTERM,
		.addr = (uintptr_t)race->addr,
		.nr_pages = LAST,
		.latency_ns = k->latency_ns,
	};
	int fd = check_ok(k, guest_client_open("scratch"), "scratch: %m");
	int region = check_ok(k,
			      guest_region_register(fd, "gpu", "timer", &arg),
			      "a region of %llu pages: %m", LAST);

	close(fd);
	return region;
}

/* Register the last pages of a mapping while the other thread unmaps it */
static int register_last(struct check *k, int fd)
{
	int others, region;
	pthread_t thread;
	bool in_time;

	race->addr = mmap(NULL, FILE_PAGES * CHECK_PAGE, PROT_READ,
			  MAP_SHARED | MAP_POPULATE, k->file.fd, 0);
	check_want(k, race->addr != MAP_FAILED, "mmap: %m");
	others = register_others(k);
	race->waits = false;
	race->begins = false;
	race->unmaps = false;
	check_want(k, !pthread_create(&thread, NULL, unmap, NULL),
		   "pthread_create: %m");
	race->waits = true;
	while (!race->begins)
		sched_yield();
	region = check_register(k, fd, race->addr + LAST * CHECK_PAGE,
				CHECK_PAGES, 0);
	in_time = race->unmaps;
	pthread_join(thread, NULL);
	close(others);
	check_want(k, !race->failed, "munmap failed");
	if (region < 0 || in_time)
		return region;
	close(region);
	return -EALREADY;
}

/*
 * Look for the moment when munmap() has removed the mapping, has not yet cleared
 * the page tables up to its end, and the registration only now looks for it. A
 * little later the registration finds the mapping, or is complete.
 */
static int run_race(struct check *k, void *addr, int first)
{
	int region = -1, fd = guest_client_open(k->policy);
	unsigned int i;

	take_cpu(0);
	for (i = 0; i < TRIES && region < 0; i++) {
		region = register_last(k, fd);
		if (region == -EFAULT)
			race->spins += race->spins / 8 + STEP;
		else
			race->spins = race->spins / 8 * 7;
	}
	return region;
}

/* The region was registered, so the event must find it */
static void expect_found(struct check *k)
{
	volatile struct check_task *task = &k->shared->task[0];
	const struct guest_promise *p = k->promise;
	struct check_range all = { 0, CHECK_PAGES };
	struct kb_ledger then, now;

	check_expect_pins(k, (p->unmaps ? 1 : 2) * CHECK_PAGES);
	check_task_start(k, 0, check_event_run);
	if (p->refuses) {
		check_expect_refused(k, "truncate", check_task_wait(k, 0));
		check_release(k, all);
		check_task_start(k, 0, check_event_run);
	}
	if (p->waits &&
	    guest_until(task->done || guest_task_sleeps(task->pid), 5000) &&
	    !task->done)
		check_release(k, all);
	check_ok(k, check_task_wait(k, 0), "truncate returned %m");
	if (p->kills) {
		check_owner_killed(k, 0);
		check_expect_pins(k, 0);
		return;
	}
	/* The owner's first region keeps its pages */
	check_want(k, task->pins == (p->stale ? 2 : 1) * CHECK_PAGES,
		   "%ld pages pinned on return, expected %u", task->pins,
		   (p->stale ? 2 : 1) * CHECK_PAGES);
	check_rounds(k, k->region, 0, &then);
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes == then.right_bytes,
		   "accesses to pages that the file lost count as right");
}

/* Each try has an owner of its own; true if it registered the pages in time */
static bool try_once(struct check *k)
{
	struct check_job job = { .then = run_race };
	int fd, ret, first = check_owner_start(k, 0, &job);

	ret = check_owner_then(k, 0);
	if (ret < 0) {
		check_owner_end(k, 0, first);
		return false;
	}
	close(first);
	fd = guest_owner_fetch(k->shared->owner[0].pid, ret);
	check_want(k, fd >= 0, "pidfd_getfd: %m");
	k->region = fd;
	expect_found(k);
	if (!k->promise->kills) {
		k->shared->owner[0].quit = true;
		close(fd);
		waitpid(k->shared->owner[0].pid, NULL, 0);
	}
	k->region = -1;
	return true;
}

static void run(struct check *k)
{
	unsigned int i, found = 0;

	if (strcmp(k->fs, "tmpfs"))
		check_skip(k, "the file matters less than its mapping");
	if (strcmp(k->device, "gpu"))
		check_skip(k, "the device matters less than the policy");
	if (k->promise->faults)
		check_skip(k, "%s pins nothing", k->policy);
	if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
		check_skip(k, "one CPU: the threads take turns");
	race = check_anon(k, sizeof(*race), MAP_SHARED);
	check_event_find(k, events, "last");
	check_file_make(k, CHECK_PAGES);
	for (i = 0; i < OWNERS; i++) {
		check_want(k,
			   !guest_file_write(&k->file, i ? LAST : 0,
					     i ? CHECK_PAGES : FILE_PAGES,
					     CHECK_WORD(i, 0)),
			   "cannot fill the file");
		found += try_once(k);
		check_expect_pins(k, 0);
	}
	printf("# %u of %u owners registered a region, %u spins\n", found,
	       OWNERS, race->spins);
	fflush(stdout);
}

const struct check_case check_case_unmap_race = {
	.name = "unmap_race",
	.title = "pages are registered while another thread unmaps them",
	.run = run,
};
