// SPDX-License-Identifier: GPL-2.0-only
/* check_process.c - processes that own regions, and processes that run events */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

#define SOON_MS 5000 /* enough for anything that need not wait for a release */

static pid_t fork_or_fail(struct check *k)
{
	pid_t pid = guest_owner_fork();

	check_want(k, pid >= 0, "fork: %m");
	return pid;
}

/* Close the region, then read the charge while the process still exists */
static void owner_ends(struct check *k, volatile struct check_owner *owner,
		       int fd, int region)
{
	close(region);
	close(fd);
	owner->locked_kib = guest_locked_kib();
	_exit(0);
}

static void owner_runs(struct check *k, volatile struct check_owner *owner,
		       const struct check_job *job)
{
	void *addr = job->map ? job->map(k) : check_file_map(k, k->nr_pages);
	const char *policy = job->policy ? job->policy : k->policy;
	int region, fd = check_ok(k, guest_client_open(policy),
				  "/dev/kbench with %s: %m", policy);

	region = check_register(k, fd, addr, k->nr_pages, 0);
	owner->pid = getpid();
	owner->ret = region < 0 ? region : 0;
	owner->fd = region;
	owner->ready = true;
	while (region >= 0 && job->then && !owner->go && !owner->quit)
		guest_sleep_ms(guest_poll_ms);
	if (region >= 0 && job->then) {
		owner->then_ret = job->then(k, addr, region);
		owner->then_done = true;
	}
	while (!owner->quit)
		guest_sleep_ms(guest_poll_ms);
	owner_ends(k, owner, fd, region);
}

int check_owner_try(struct check *k, unsigned int i,
		    const struct check_job *job)
{
	static const struct check_job nothing;
	volatile struct check_owner *owner = &k->shared->owner[i];

	owner->ready = false;
	owner->go = false;
	owner->quit = false;
	owner->then_done = false;
	owner->locked_kib = -1;
	if (!fork_or_fail(k))
		owner_runs(k, owner, job ? job : &nothing);
	check_want(k, guest_until(owner->ready, check_ms(k, SOON_MS)),
		   "KB_IOC_REGION hangs");
	return owner->ret;
}

/* A policy that refuses regions promises nothing else: the check passes */
static void refused(struct check *k, int ret)
{
	check_want(k, ret == -EOPNOTSUPP,
		   "KB_IOC_REGION: %s, expected EOPNOTSUPP", strerror(-ret));
	check_expect_pins(k, 0);
	check_pass(k);
}

int check_owner_start(struct check *k, unsigned int i,
		      const struct check_job *job)
{
	int region, ret = check_owner_try(k, i, job);

	if (k->promise->denies)
		refused(k, ret);
	check_ok(k, ret, "KB_IOC_REGION: %m");
	region = guest_owner_fetch(k->shared->owner[i].pid,
				   k->shared->owner[i].fd);
	check_want(k, region >= 0, "pidfd_getfd: %m");
	if (!i)
		k->region = region;
	k->shared->owner[i].go = true;
	return region;
}

void check_start(struct check *k, const struct check_job *job)
{
	check_file_make(k, k->nr_pages);
	check_owner_start(k, 0, job);
}

int check_owner_then(struct check *k, unsigned int i)
{
	volatile struct check_owner *owner = &k->shared->owner[i];

	check_want(k, guest_until(owner->then_done, check_ms(k, SOON_MS)),
		   "the owner's job does not return");
	return owner->then_ret;
}

void check_owner_killed(struct check *k, unsigned int i)
{
	pid_t pid = k->shared->owner[i].pid;
	int status = 0;

	check_want(k, guest_until(guest_owner_ended(pid), check_ms(k, SOON_MS)),
		   "the owner was not killed");
	check_want(k, waitpid(pid, &status, 0) == pid, "waitpid: %m");
	check_want(k, WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
		   "the owner ended with status %#x, not by SIGKILL", status);
}

void check_owner_end(struct check *k, unsigned int i, int region)
{
	volatile struct check_owner *owner = &k->shared->owner[i];

	close(region);
	owner->quit = true;
	check_want(k, guest_until(owner->locked_kib >= 0, check_ms(k, SOON_MS)),
		   "the owner's close of its region hangs");
	check_want(k, !owner->locked_kib,
		   "%ld KiB are still charged to the owner", owner->locked_kib);
	waitpid(owner->pid, NULL, 0);
}

void check_close(struct check *k)
{
	check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
}

static void task_runs(struct check *k, volatile struct check_task *task,
		      int (*body)(struct check *k))
{
	struct kb_ledger ledger;
	uint64_t begin;

	task->pid = getpid();
	task->started = true;
	begin = guest_now_ns();
	task->ret = body(k);
	task->ns = guest_now_ns() - begin;
	if (k->region >= 0) {
		check_ledger(k, k->region, &ledger);
		memcpy((void *)&task->ledger, &ledger, sizeof(ledger));
	}
	task->pins = guest_pins() - k->base_pins;
	task->done = true;
	_exit(0);
}

void check_task_start(struct check *k, unsigned int i,
		      int (*body)(struct check *k))
{
	volatile struct check_task *task = &k->shared->task[i];

	task->started = false;
	task->done = false;
	if (!fork_or_fail(k))
		task_runs(k, task, body);
	check_want(k, guest_until(task->started, check_ms(k, SOON_MS)),
		   "a task does not start");
}

void check_task_asleep(struct check *k, unsigned int i)
{
	volatile struct check_task *task = &k->shared->task[i];
	bool asleep = guest_until(task->done || guest_task_sleeps(task->pid),
				  check_ms(k, SOON_MS));

	check_want(k, !task->done,
		   "the system call returned %s, expected it to wait",
		   task->ret ? strerror(-task->ret) : "0");
	check_want(k, asleep,
		   "the system call neither returns nor sleeps: state %c",
		   guest_task_state(task->pid));
}

int check_task_wait(struct check *k, unsigned int i)
{
	volatile struct check_task *task = &k->shared->task[i];
	char where[160] = "";

	if (!guest_until(task->done, check_ms(k, SOON_MS))) {
		guest_task_where(getpgrp(), where, sizeof(where));
		check_fail(k, "the system call does not return: %s", where);
	}
	waitpid(task->pid, NULL, 0);
	return task->ret;
}

void check_expect_pins(struct check *k, long pins)
{
	check_want(k,
		   guest_until(guest_pins() - k->base_pins == pins,
			       check_ms(k, SOON_MS)),
		   "%ld pages are pinned, expected %ld",
		   guest_pins() - k->base_pins, pins);
}
