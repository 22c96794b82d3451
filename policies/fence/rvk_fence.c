// SPDX-License-Identifier: GPL-2.0-only
/* rvk_fence.c - the region is put into error */

/*
 * Idea. No data is better than wrong data: from the event on, every access of
 *	the device to the region ends in an error that says so.
 * Guarantee. When the system call returns, no page of the region is used or
 *	pinned. The same when the last name of a file goes, and after munmap and
 *	mremap, but there the pages are unpinned a little later.
 * Cost. Paid by the connection: the region goes as a whole, also the pages that
 *	the event did not hit. The truncate pays for commands under way and for
 *	the unpin of the whole region.
 * Fails when. One file of many in a large region shrinks: all others go, too.
 * Seen in. "The only way out for current hardware is to forcibly terminate the
 *	RDMA activity somehow", Jason Gunthorpe, linux-mm, 12 Dec 2018;
 *	uverbs_destroy_ufile_hw(); ib_umem_dmabuf_revoke().
 */
#include "policies/rvk.h"

static void rvk_fence_unmap(struct rvk_region *r, unsigned long first,
			    unsigned long nr)
{
	rvk_region_fence(r);
}

static struct rvk_policy rvk_fence_policy = {
	.name = "fence",
	.owner = THIS_MODULE,
	.needs = RVK_FENCE,
	.revoke = rvk_fence,
	.unmap = rvk_fence_unmap,
};
module_rvk_policy(rvk_fence_policy);

MODULE_DESCRIPTION("Revoke policy: the region is put into error");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
