// SPDX-License-Identifier: GPL-2.0-only
/* forked.c - the owner forks; the child inherits descriptor and mapping */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/* The child lives until kb_check kills the process group */
static int fork_and_stay(struct check *k, void *addr, int region)
{
	pid_t pid = fork();

	if (!pid)
		for (;;)
			guest_sleep_ms(1000);
	return guest_errno(pid < 0);
}

/* The child is another process than the owner: it waits and gets no EDEADLK */
static int fork_and_truncate(struct check *k, void *addr, int region)
{
	k->region = region;
	check_rounds(k, region, 1, NULL);
	check_task_start(k, 0, check_event_run);
	return 0;
}

static void run(struct check *k)
{
	bool keeps = !strcmp(k->variant, "keeps");
	struct check_job job = { .then = keeps ? fork_and_stay :
						 fork_and_truncate };
	struct kb_ledger now;

	check_event_use(k, "truncate");
	check_start(k, &job);
	if (keeps) {
		check_ok(k, check_owner_then(k, 0), "fork: %m");
		check_task_start(k, 0, check_event_run);
	}
	check_want(k,
		   guest_until(k->shared->task[0].started, check_ms(k, 5000)),
		   "the truncate did not start");
	check_event_done(k, &now);
	check_event_note(k);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_quiet(k, &now);
	if (!k->promise->kills) {
		kill(k->shared->owner[0].pid, SIGKILL);
		check_owner_killed(k, 0);
	}
	/* The end of the owner must unpin, although the child keeps a descriptor */
	check_expect_pins(k, 0);
	check_file_expect(k, k->hit.first, k->promise->faults ? k->hit.nr : 0);
}

const struct check_case check_case_forked = {
	.name = "forked",
	.title = "the owner's child keeps the descriptor, or truncates",
	.variants = CHECK_VARIANTS("keeps", "truncates"),
	.run = run,
};
