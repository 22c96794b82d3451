// SPDX-License-Identifier: GPL-2.0-only
/* overload.c - commands faster than any CPU ends them, and a truncate meanwhile */
#include <string.h>

#include "kbench/checks/kc_revoke.h"

#define FAST_NS 1000U /* the least that kbench takes */

/*
 * Timers that never end leave no process anything of the CPU: then this one
 * stands still, and the guest's watchdog says so.
 */
static void run(struct kc *k)
{
	struct kb_ledger ledger;
	struct kc_range hit;

	if (strcmp(k->engine, "timer"))
		kc_skip(k, "only timers can take the whole of a CPU");
	k->latency_ns = FAST_NS;
	kc_event_use(k, "truncate");
	hit = kc_event_range(k);
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 2, &ledger);
	kc_want(k, ledger.right_bytes && !ledger.stale_bytes,
		"%llu bytes are stale before anything happened",
		ledger.stale_bytes);

	kc_task_start(k, 0, kc_task_event);
	kc_see_off(k, hit);
	kc_file_expect(k, hit.first, k->promise->faults ? hit.nr : 0);
}

const struct kc_check kc_check_overload = {
	.name = "overload",
	.title = "a device asks more of the CPU than there is",
	.run = run,
};
