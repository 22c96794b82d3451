// SPDX-License-Identifier: GPL-2.0-only
/* rvk_mute.c - promises nothing, so it is not registered: for tests only */

/*
 * Idea. A policy without a promise could not be checked.
 * Guarantee. None, not even that there is none.
 * Cost. None.
 * Fails when. It is loaded.
 * Seen in. No real driver.
 */
#include "policies/rvk.h"

static int rvk_mute_revoke(struct rvk_event *ev)
{
	return 0;
}

static struct rvk_policy rvk_mute = {
	.name = "mute",
	.owner = THIS_MODULE,
	.revoke = rvk_mute_revoke,
};
module_rvk_policy(rvk_mute);

MODULE_DESCRIPTION("Revoke policy that promises nothing, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
