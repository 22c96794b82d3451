// SPDX-License-Identifier: GPL-2.0-only
/* rvk_none.c - do nothing: what happens today */

/*
 * Idea. The device goes on with pages that the file no longer has.
 * Guarantee. None. The event is neither delayed nor refused.
 * Cost. Paid in data: a transfer out of the pages sends what was there before,
 *	a transfer into them is lost. Nobody is told.
 * Fails when. Always, and silently; it is the baseline of every table.
 * Seen in. Every stock kernel; "What i saying is there is a choice and it would
 *	be better to decide something than let the existing status quo where we
 *	just keep streaming random data", Jerome Glisse, linux-mm, 13 Dec 2018.
 */
#include "policies/rvk.h"

static int rvk_none_revoke(struct rvk_event *ev)
{
	return 0;
}

/* Part of rvk.ko, so that there is always a policy to fall back to */
struct rvk_policy rvk_none = {
	.name = "none",
	.owner = THIS_MODULE,
	.revoke = rvk_none_revoke,
};
