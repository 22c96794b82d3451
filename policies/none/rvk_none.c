// SPDX-License-Identifier: GPL-2.0-only
/* rvk_none.c - do nothing: what happens today */

/*
 * Idea. The device keeps using pages that the file no longer has.
 * Guarantee. None. The event is neither delayed nor refused.
 * Cost. Paid in data: a transfer out of the pages sends old data, a transfer
 *	into them is lost. Neither is reported.
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

/* Linked into rvk.ko: every open file starts with this policy */
struct rvk_policy rvk_none = {
	.name = "none",
	.owner = THIS_MODULE,
	.promise = { .does = RVK_STALE },
	.revoke = rvk_none_revoke,
};
