// SPDX-License-Identifier: GPL-2.0-only
/* interrupted.c - who waits for the owner is signalled, or killed */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static void caught(int sig)
{
}

/* The handler is all that the signal does: no SA_RESTART */
static int truncate_with_handler(struct kc *k)
{
	const struct sigaction action = { .sa_handler = caught };

	sigaction(SIGUSR1, &action, NULL);
	return kc_task_event(k);
}

/* Nothing is revoked by halves: the event was not */
static void expect_as_before(struct kc *k)
{
	struct kb_ledger now;

	kc_rounds(k, k->region, 1, &now);
	kc_want(k,
		!now.stale_bytes && !now.scratch_bytes && !now.refused_bytes &&
			!now.revoked_pages,
		"pages were taken for an event that was given up");
	kc_want(k, kc_file_pages(k) == KC_PAGES, "the file was truncated");
	kc_expect_pins(k, k->nr_pages);
}

static void run(struct kc *k)
{
	bool dies = !strcmp(k->variant, "killed");
	volatile struct kc_task *task = &k->shared->task[0];
	struct kc_range hit;
	struct kb_ledger now;

	if (!k->promise->waits && !k->promise->refuses)
		kc_skip(k, "no event waits under %s", k->policy);
	kc_event_use(k, "truncate");
	hit = kc_event_range(k);
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 1, &now);
	kc_task_start(k, 0, truncate_with_handler);
	kc_task_asleep(k, 0);
	kill(task->pid, dies ? SIGKILL : SIGUSR1);
	if (dies)
		kc_want(k, kc_until(kc_state(task->pid) == 'Z', 1000),
			"who waits can't be killed: state %c",
			kc_state(task->pid));
	else
		kc_want(k, kc_task_wait(k, 0) == -EINTR,
			"truncate returned %s instead of EINTR",
			strerror(-task->ret));
	expect_as_before(k);

	/* The file is free for the next one */
	kc_task_start(k, 1, kc_task_event);
	kc_task_asleep(k, 1);
	kc_answer(k, hit);
	kc_want(k, !kc_task_wait(k, 1), "the next truncate returned %s",
		strerror(-k->shared->task[1].ret));
	kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
	k->event->note(k);
	kc_file_expect(k, 0, 0);
}

static const char *const variants[] = { "signal", "killed", NULL };

const struct kc_check kc_check_interrupted = {
	.name = "interrupted",
	.title = "who waits for the owner is signalled or killed",
	.variants = variants,
	.run = run,
};
