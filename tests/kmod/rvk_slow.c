// SPDX-License-Identifier: GPL-2.0-only
/* rvk_slow.c - scratch with a few more instructions: for tests only */

/*
 * Idea. A comparison that cannot see a change shows nothing; this is the
 * change.
 * Guarantee. That of scratch.
 * Cost. That of scratch, about ten instructions and two more a loop.
 * Fails when. Its figures are taken for those of a policy.
 * Seen in. No real driver.
 */
#include "policies/rvk.h"

static unsigned int loops;
module_param(loops, uint, 0644);
MODULE_PARM_DESC(loops, "empty loops an event");

static int rvk_slow_revoke(struct rvk_event *ev)
{
	unsigned int i = READ_ONCE(loops);

	while (i--)
		barrier();
	return rvk_redirect(ev);
}

static struct rvk_policy rvk_slow = {
	.name = "slow",
	.owner = THIS_MODULE,
	.needs = RVK_REDIRECT,
	.promise = {
		.does = RVK_TAKES_PAGES | RVK_ON_UNMAP | RVK_ON_EVICT,
	},
	.revoke = rvk_slow_revoke,
	.unmap = rvk_region_redirect,
};
module_rvk_policy(rvk_slow);

MODULE_DESCRIPTION("Revoke policy that is slow on purpose, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
