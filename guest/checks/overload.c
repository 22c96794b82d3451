// SPDX-License-Identifier: GPL-2.0-only
/* overload.c - commands faster than any CPU ends them, and a truncate meanwhile */
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define FAST_NS 1000U /* the least that kbench takes */

/*
 * Timers that never end leave no process anything of the CPU: then this one
 * stands still, and the guest's watchdog says so.
 */
static void run(struct check *k)
{
	if (strcmp(k->engine, "timer"))
		check_skip(k, "only timers can take the whole of a CPU");
	k->latency_ns = FAST_NS;
	check_revoke(k);
}

static const char *const variants[] = { "truncate", NULL };

const struct check_case check_case_overload = {
	.name = "overload",
	.title = "a device asks more of the CPU than there is",
	.variants = variants,
	.run = run,
};
