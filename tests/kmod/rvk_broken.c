// SPDX-License-Identifier: GPL-2.0-only
/* rvk_broken.c - says that it redirected, and did not: for tests only */

/*
 * Idea. A check that can't fail shows nothing: this is what it must catch.
 * Guarantee. Claims what rvk_scratch does, and does what rvk_none does.
 * Cost. None, at first.
 * Fails when. Always.
 * Seen in. Nothing, it is to be hoped.
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
	.revoke = rvk_broken_revoke,
};
module_rvk_policy(rvk_broken);

MODULE_DESCRIPTION("Revoke policy that is broken on purpose, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
