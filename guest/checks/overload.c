// SPDX-License-Identifier: GPL-2.0-only
/* overload.c - a truncate while commands expire faster than a CPU handles them */
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

#define FAST_NS 1000U /* the lowest latency that kbench accepts */

/*
 * If timers expire faster than the CPU handles them, no process runs any more
 * and the watchdog of the guest ends it.
 */
static void run(struct check *k)
{
	if (strcmp(k->engine, "timer"))
		check_skip(k, "only timers can take all of a CPU");
	if (k->command_ns)
		check_skip(k, "the device has its own pace");
	k->latency_ns = FAST_NS;
	check_revoke(k);
}

const struct check_case check_case_overload = {
	.name = "overload",
	.title = "commands expire faster than the CPU handles them",
	.variants = CHECK_VARIANTS("truncate"),
	.run = run,
};
