// SPDX-License-Identifier: GPL-2.0-only
/* rvk_deny.c - refuse regions on pages of a file */

/*
 * Idea. A pin that cannot be revoked is refused.
 * Guarantee. No region has a page of a file, so no event hits one.
 * Cost. Paid by the user, early: every transfer to or from a file needs a copy.
 *	Anonymous memory is not affected.
 * Fails when. The user evades the refusal: a kernel that refuses long-term pins
 *	for writing gets them for reading, on private mappings, or as short-term
 *	pins. A region here therefore counts as long-term whatever its flags,
 *	also on a private mapping.
 * Seen in. fsdax (-EOPNOTSUPP); since 6.5 shared, writable mappings of ext4 and
 *	XFS (-EFAULT), commit 8ac268436e6d. "So either stop it at the front end
 *	(ie get_user_pages_longterm)", Jason Gunthorpe, linux-mm, 12 Dec 2018.
 */
#include "policies/rvk.h"

static int rvk_deny_admit(struct rvk_region *r)
{
	return rvk_region_has_file(r) ? -EOPNOTSUPP : 0;
}

/* Not reached: no region under this policy has pages of a file */
static int rvk_deny_revoke(struct rvk_event *ev)
{
	WARN_ON_ONCE(1);
	return 0;
}

static struct rvk_policy rvk_deny = {
	.name = "deny",
	.owner = THIS_MODULE,
	.admit = rvk_deny_admit,
	.promise = { .does = RVK_DENIES },
	.revoke = rvk_deny_revoke,
};
module_rvk_policy(rvk_deny);

MODULE_DESCRIPTION("Revoke policy: refuse regions on pages of a file");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
