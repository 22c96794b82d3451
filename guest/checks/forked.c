// SPDX-License-Identifier: GPL-2.0-only
/* forked.c - the owner has forked: the child has its descriptor and mapping */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/* The child stays until the whole group is killed */
static int fork_and_stay(struct kc *k, void *addr, int region)
{
	pid_t pid = fork();

	if (!pid)
		for (;;)
			kc_sleep_ms(1000);
	return pid < 0 ? -errno : 0;
}

/* It is another process: it is to wait, not to be told of a deadlock */
static int fork_and_truncate(struct kc *k, void *addr, int region)
{
	struct kb_ledger now;

	k->region = region;
	kc_rounds(k, region, 1, &now);
	kc_task_start(k, 0, kc_task_event);
	return 0;
}

static void run(struct kc *k)
{
	bool keeps = !strcmp(k->variant, "keeps");
	struct kc_job job = { .then = keeps ? fork_and_stay :
					      fork_and_truncate };
	struct kc_range hit;
	struct kb_ledger now;

	kc_event_use(k, "truncate");
	hit = kc_event_range(k);
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, &job);
	if (keeps) {
		kc_want(k, !kc_owner_then(k, 0), "fork: %s",
			strerror(-kc_owner_then(k, 0)));
		kc_task_start(k, 0, kc_task_event);
	}
	kc_want(k, kc_until(k->shared->task[0].started, 5000), "no truncate");
	kc_see_through(k, hit, &now);
	k->event->note(k);
	kc_file_write(k, 2, hit.first, hit.nr);
	kc_expect_quiet(k, hit, &now);
	if (!k->promise->kills) {
		kill(k->shared->owner[0].pid, SIGKILL);
		kc_owner_killed(k, 0);
	}
	/* The child still has the descriptor: the owner's end is what counts */
	kc_expect_pins(k, 0);
	kc_file_expect(k, hit.first, k->promise->faults ? hit.nr : 0);
}

static const char *const variants[] = { "keeps", "truncates", NULL };

const struct kc_check kc_check_forked = {
	.name = "forked",
	.title = "the owner's child keeps the descriptor, or is who truncates",
	.variants = variants,
	.run = run,
};
