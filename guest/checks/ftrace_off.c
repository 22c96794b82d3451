// SPDX-License-Identifier: GPL-2.0-only
/* ftrace_off.c - kernel.ftrace_enabled is set to 0, by which the gate is called */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "guest/checks/lib/check_revoke.h"
#include "guest/lib/guest_text.h"

#define SWITCH "/proc/sys/kernel/ftrace_enabled"

/* 7.x refuses it to everybody: "no longer disables ftrace" */
static bool is_refused(int ret)
{
	struct utsname system;

	return ret == -EBUSY || (ret == -EOPNOTSUPP && !uname(&system) &&
				 atoi(system.release) >= 7);
}

/* The switch must be refused, and a truncate after it be an event */
static void run(struct check *k)
{
	struct kb_ledger now;
	int ret;

	if (!k->promise->stale)
		check_skip(k, "the gate does not depend on the policy");
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "fsdax waits by itself for what is pinned");
	check_event_use(k, "truncate");
	check_start(k, NULL);
	ret = guest_text_put(SWITCH, 0);
	if (!ret)
		guest_text_put(SWITCH, 1);
	check_want(
		k, is_refused(ret),
		"kernel.ftrace_enabled=0: %s, expected EBUSY, or EOPNOTSUPP on 7.x",
		strerror(-ret));
	check_want(k, !check_event_run(k), "truncate: %m");
	check_ledger(k, k->region, &now);
	check_want(k, now.nr_events == 1, "%llu events, expected 1",
		   now.nr_events);
	check_close(k);
}

const struct check_case check_case_ftrace_off = {
	.name = "ftrace_off",
	.title = "kernel.ftrace_enabled is set to 0",
	.run = run,
};
