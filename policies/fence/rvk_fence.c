// SPDX-License-Identifier: GPL-2.0-only
/* rvk_fence.c - put the whole region into error */

/*
 * Idea. No data is better than wrong data: from the event on, every access of
 *	the device to the region ends in an explicit error.
 * Guarantee. When the system call returns, no page of the region is used or
 *	pinned; likewise when the last link of a file goes. After munmap and
 *	mremap a worker unpins the pages a little later.
 * Cost. Paid by the connection: the whole region is revoked, with the pages
 *	that the event did not hit. The truncate pays for draining commands and
 *	for the unpin of the whole region.
 * Fails when. One of many files in a large region shrinks: the region loses
 * all.
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
	.promise = {
		.does = RVK_TAKES_REGION | RVK_ON_UNMAP | RVK_ON_EVICT,
	},
	.revoke = rvk_fence,
	.unmap = rvk_fence_unmap,
};
module_rvk_policy(rvk_fence_policy);

MODULE_DESCRIPTION("Revoke policy: put the whole region into error");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
