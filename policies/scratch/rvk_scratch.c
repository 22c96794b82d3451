// SPDX-License-Identifier: GPL-2.0-only
/* rvk_scratch.c - redirect the device to a scratch page, at once */

/*
 * Idea. The device continues on a page outside of any file: it reads a known
 *	fill byte there, and its writes are lost.
 * Guarantee. When the system call returns, no old page is used or pinned;
 *	likewise when the last link of a file goes. After munmap and mremap a
 *	worker unpins the pages a little later.
 * Cost. Paid by the transfer, which continues without an error. The truncate
 *	pays for new entries, for draining commands and for the unpin; with
 *	each=1, so that no entry reads what another wrote, for a new page an
 *	entry.
 * Fails when. The device cannot change an entry (fixed). Only fill marks the
 *	data as scratch, so an owner that does not know it takes them for the
 *	file's. An allocation fails with each=1: the remaining entries share one
 *	page.
 * Seen in. "gup_page_emergency_revoke(device, page): crapy_page =
 *	alloc_page()", Jerome Glisse, linux-mm, 13 Dec 2018, and "That causes
 *	silent data corruption for RDMA users", Jason Gunthorpe. i915 and xe
 *	have scratch pages in their page tables.
 */
#include "policies/rvk.h"

static struct rvk_policy rvk_scratch;

module_param_named(fill, rvk_scratch.fill, byte, 0644);
MODULE_PARM_DESC(fill, "byte that fills the scratch pages of new regions");

module_param_named(each, rvk_scratch.each, bool, 0644);
MODULE_PARM_DESC(each,
		 "a scratch page for each entry, while allocations succeed");

static struct rvk_policy rvk_scratch = {
	.name = "scratch",
	.owner = THIS_MODULE,
	.needs = RVK_REDIRECT,
	.promise = {
		.does = RVK_TAKES_PAGES | RVK_ON_UNMAP | RVK_ON_EVICT,
	},
	.revoke = rvk_redirect,
	.unmap = rvk_region_redirect,
};
module_rvk_policy(rvk_scratch);

MODULE_DESCRIPTION("Revoke policy: redirect the device to a scratch page");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
