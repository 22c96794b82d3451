// SPDX-License-Identifier: GPL-2.0-only
/* rvk_odp.c - nothing is pinned; the device faults its pages in */

/*
 * Idea. The device's table mirrors the process's page table: whenever that
 *	changes, an MMU notifier invalidates the entries before it returns, and
 *	the device faults them in again when it needs them.
 * Guarantee. No entry points at a page that the process could not access
 *	itself; beyond the new end of a file an access ends in an error.
 * Cost. Paid on the fast path: faults, also after reclaim, writeback and fork,
 *	which do not concern the device. No pin, no charge.
 * Fails when. The device cannot fault (gpu, cmdq, fixed). After the process has
 *	exited every access ends in an error.
 * Seen in. mlx5 ODP, mlx5_ib_invalidate_range(); GPU drivers; soft-RoCE since
 *	6.15. "you must torn down mapping before returning from mmu notifier",
 *	Jerome Glisse, linux-mm, 13 Dec 2018.
 */
#include "policies/rvk.h"

/*
 * Nothing to do before the truncate: it calls the notifiers itself, twice when
 * it shrinks a file, after it has changed the size of the file.
 */
static int rvk_odp_revoke(struct rvk_event *ev)
{
	return 0;
}

static struct rvk_policy rvk_odp = {
	.name = "odp",
	.owner = THIS_MODULE,
	.needs = RVK_FAULT,
	.promise = {
		.does = RVK_TAKES_PAGES | RVK_ON_UNMAP | RVK_ON_EVICT,
	},
	.revoke = rvk_odp_revoke,
};
module_rvk_policy(rvk_odp);

MODULE_DESCRIPTION("Revoke policy: no pins, the device faults its pages in");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
