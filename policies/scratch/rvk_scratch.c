// SPDX-License-Identifier: GPL-2.0-only
/* rvk_scratch.c - the device is pointed at a scratch page, at once */

/*
 * Idea. The device goes on, with a page that belongs to nobody: what it reads
 *	there is known to be worthless, what it writes is lost.
 * Guarantee. When the system call returns, no old page is used or pinned. The
 *	same when the last name of a file goes, and after munmap and mremap, but
 *	there the pages are unpinned a little later.
 * Cost. Paid by the transfer: it goes on without an error. The truncate pays for
 *	new entries, for commands under way and for the unpin; with each=1, where
 *	what one entry wrote is not read by another, for a new page an entry.
 * Fails when. The device can't change an entry (fixed). The owner does not know
 *	what its scratch page looks like: nothing in the data says so but fill.
 *	Memory is short with each=1: the rest shares a page that was there before.
 * Seen in. "gup_page_emergency_revoke(device, page): crapy_page = alloc_page()",
 *	Jerome Glisse, linux-mm, 13 Dec 2018, and "That causes silent data
 *	corruption for RDMA users", Jason Gunthorpe. i915 and xe have scratch
 *	pages in their page tables.
 */
#include "policies/rvk.h"

static struct rvk_policy rvk_scratch;

module_param_named(fill, rvk_scratch.fill, byte, 0644);
MODULE_PARM_DESC(fill, "byte in the scratch pages of new regions");

module_param_named(each, rvk_scratch.each, bool, 0644);
MODULE_PARM_DESC(each, "a page for each entry, as long as there is memory");

module_param_named(fail_nth, rvk_scratch.fail_nth, uint, 0644);
MODULE_PARM_DESC(fail_nth,
		 "for tests: no memory from the n-th page of an event on");

static struct rvk_policy rvk_scratch = {
	.name = "scratch",
	.owner = THIS_MODULE,
	.needs = RVK_REDIRECT,
	.revoke = rvk_redirect,
	.unmap = rvk_region_redirect,
};
module_rvk_policy(rvk_scratch);

MODULE_DESCRIPTION("Revoke policy: the device is pointed at a scratch page");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
