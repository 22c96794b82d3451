// SPDX-License-Identifier: GPL-2.0-only
/* interrupted.c - a task that waits for a release gets a signal, or is killed */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include "guest/checks/lib/check_revoke.h"

static volatile bool *was_caught; /* shared with the task */

static void caught(int sig)
{
	*was_caught = true;
}

/* Without SA_RESTART the truncate must return EINTR; with it, begin again */
static int truncate_with_handler(struct check *k)
{
	struct sigaction action = { .sa_handler = caught };

	if (!strcmp(k->variant, "restarted"))
		action.sa_flags = SA_RESTART;
	sigaction(SIGUSR1, &action, NULL);
	return check_event_run(k);
}

/* An interrupted event must leave file, region and pins as they were */
static void expect_as_before(struct check *k)
{
	struct kb_ledger now;

	check_rounds(k, k->region, 1, &now);
	check_want(k, check_is_untouched(&now),
		   "pages were revoked for an event that was interrupted");
	check_want(k, check_file_pages(k) == CHECK_PAGES,
		   "the interrupted event truncated the file");
	check_expect_pins(k, k->nr_pages);
}

static void expect_killed(struct check *k, pid_t pid)
{
	kill(pid, SIGKILL);
	check_want(k, guest_until(guest_task_state(pid) == 'Z', 1000),
		   "a waiting task cannot be killed: state %c",
		   guest_task_state(pid));
}

static void expect_interrupted(struct check *k, pid_t pid)
{
	int ret;

	kill(pid, SIGUSR1);
	ret = check_task_wait(k, 0);
	check_want(k, ret == -EINTR, "truncate returned %s, expected EINTR",
		   strerror(-ret));
}

static void expect_restarted(struct check *k, pid_t pid)
{
	kill(pid, SIGUSR1);
	check_want(k, guest_until(*was_caught, 1000),
		   "the handler was not called");
	check_task_asleep(k, 0);
}

static void run(struct check *k)
{
	volatile struct check_task *task = &k->shared->task[0];

	if (!k->promise->waits && !k->promise->denies)
		check_skip(k, "events do not wait under %s", k->policy);
	was_caught = check_anon(k, sizeof(*was_caught), MAP_SHARED);
	check_event_use(k, "truncate");
	check_start(k, NULL);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, 0, truncate_with_handler);
	check_task_asleep(k, 0);
	if (!strcmp(k->variant, "killed"))
		expect_killed(k, task->pid);
	else if (!strcmp(k->variant, "signal"))
		expect_interrupted(k, task->pid);
	else
		expect_restarted(k, task->pid);
	expect_as_before(k);

	/* The next event must be able to wait on the same file */
	check_task_start(k, 1, check_event_run);
	check_task_asleep(k, 1);
	check_release(k, k->hit);
	if (!strcmp(k->variant, "restarted"))
		check_ok(k, check_task_wait(k, 0),
			 "the restarted truncate returned %m");
	check_ok(k, check_task_wait(k, 1), "the next truncate returned %m");
	check_close(k);
	check_event_note(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_interrupted = {
	.name = "interrupted",
	.title = "a task that waits for a release is signalled or killed",
	.variants = CHECK_VARIANTS("signal", "killed", "restarted"),
	.run = run,
};
