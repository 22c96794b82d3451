// SPDX-License-Identifier: GPL-2.0-only
/* rvk_broken.c - claims to redirect, and does not: for tests only */

/*
 * Idea. A check that cannot fail shows nothing; checks must catch this policy.
 * Guarantee. Needs what rvk_scratch needs, and does what rvk_none does.
 * Cost. None.
 * Fails when. Always.
 * Seen in. No real driver.
 */
#include "policies/rvk.h"

static int rvk_broken_revoke(struct rvk_event *ev)
{
	return 0;
}

static struct rvk_policy rvk_broken = {
	.name = "broken",
	.owner = THIS_MODULE,
	.needs = RVK_REDIRECT,
	.promise = { .does = RVK_TAKES_PAGES | RVK_ON_EVICT },
	.revoke = rvk_broken_revoke,
};
module_rvk_policy(rvk_broken);

MODULE_DESCRIPTION("Revoke policy that is broken on purpose, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
