// SPDX-License-Identifier: GPL-2.0-only
/* rvk_block.c - the truncate waits until the pages are released */

/*
 * Idea. A task that removes pages waits for the owners that have pinned them.
 * Guarantee. When the system call returns, no page of the range is pinned.
 *	After an error neither the file nor the device has changed.
 * Cost. Paid by the filesystem's side: a task waits for as long as another
 *	process keeps its pins. A signal ends the wait (-EINTR), as does
 *	timeout_ms (-EAGAIN); with fail=1 there is no wait (-ETXTBSY).
 * Fails when. The owner truncates its own pages: -EDEADLK at once. The last
 *	link of a file goes: eviction cannot be refused, so the device keeps
 *	pages of a deleted file. After munmap the pins stay as well.
 * Seen in. fsdax, ext4_break_layouts() and xfs_break_layouts(); S_SWAPFILE
 *	(-ETXTBSY). "Either block truncate and fs folks will hate you", Jerome
 *	Glisse, linux-mm, 13 Dec 2018.
 */
#include "policies/rvk.h"

static unsigned int timeout_ms;
module_param(timeout_ms, uint, 0644);
MODULE_PARM_DESC(timeout_ms, "how long to wait (0: no limit)");

static bool fail;
module_param(fail, bool, 0644);
MODULE_PARM_DESC(fail, "refuse at once instead of waiting");

static int rvk_block_revoke(struct rvk_event *ev)
{
	int ret;

	if (READ_ONCE(fail))
		return rvk_is_released(ev) ? 0 : -ETXTBSY;
	ret = rvk_wait_released(ev, READ_ONCE(timeout_ms));
	return ret == -ETIMEDOUT ? -EAGAIN : ret;
}

static struct rvk_policy rvk_block = {
	.name = "block",
	.owner = THIS_MODULE,
	.promise = {
		.does = RVK_WAITS,
		.refuses = { -EAGAIN, -ETXTBSY },
		.own = -EDEADLK,
		.grace = "timeout_ms",
	},
	.revoke = rvk_block_revoke,
};
module_rvk_policy(rvk_block);

MODULE_DESCRIPTION("Revoke policy: the truncate waits for the pins");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
