// SPDX-License-Identifier: GPL-2.0-only
/* revoke.c - the selected policy revokes a whole region of an idle gpu */

/*
 * Times the event up to the return of the policy, unpin included, without the
 * truncate that would follow. Only for policies that act on the device: the
 * others would wait for this very process, or kill it.
 */
#include "kbench/kb_case.h"
#include "kbench/kb_device.h"

static void revoke_open(struct kb_buf *buf)
{
	struct kb_region arg = {
		.flags = buf->write ? KB_REGION_WRITE : 0,
		.device = "gpu",
		.engine = "thread",
		.addr = buf->addr,
		.nr_pages = buf->nr_pages,
	};
	struct kb_mr *mr;

	buf->nr_pinned = kb_mr_open(&arg, buf->policy, buf->dev, &mr);
	if (buf->nr_pinned)
		return;
	if (!mr->r.policy->needs || !rvk_region_has_file(&mr->r)) {
		kb_mr_close(mr);
		buf->nr_pinned = -EOPNOTSUPP;
		return;
	}
	buf->nr_pinned = buf->nr_pages;
	buf->priv = mr;
}

static void revoke_revoke(struct kb_buf *buf)
{
	struct kb_mr *mr = buf->priv;

	rvk_revoke_range(mr->r.extents->inode, 0, ULONG_MAX);
}

static void revoke_close(struct kb_buf *buf)
{
	kb_mr_close(buf->priv);
}

const struct kb_case kb_case_revoke = {
	.name = "revoke",
	.title = "the selected policy revokes a region of an idle gpu",
	.phase = {
		{ "open", revoke_open },
		{ "revoke", revoke_revoke },
		{ "close", revoke_close },
	},
};
