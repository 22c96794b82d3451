// SPDX-License-Identifier: GPL-2.0-only
/* revoke.c - the selected policy revokes a whole region of an idle gpu */

/*
 * Times the event up to the return of the policy, unpin included, without the
 * truncate that would follow. Only for policies that act on the device: the
 * others would wait for this very process, or kill it.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

#include "kbench/kb_case.h"
#include "kbench/kb_device.h"

/**
 * struct revoke - what the phases share
 * @mr:		the region
 * @file:	keeps the inode while it is revoked, as another thread may unmap
 *		the file and unlink it; NULL for anonymous memory
 */
struct revoke {
	struct kb_mr *mr;
	struct file *file;
};

static int revoke_setup(struct kb_buf *buf)
{
	struct revoke *revoke = kzalloc(sizeof(*revoke), GFP_KERNEL_ACCOUNT);
	struct vm_area_struct *vma;

	if (!revoke)
		return -ENOMEM;
	mmap_read_lock(current->mm);
	vma = vma_lookup(current->mm, buf->addr);
	if (vma && vma->vm_file)
		revoke->file = get_file(vma->vm_file);
	mmap_read_unlock(current->mm);
	buf->priv = revoke;
	return 0;
}

static void revoke_teardown(struct kb_buf *buf)
{
	struct revoke *revoke = buf->priv;

	if (revoke->file)
		fput(revoke->file);
	kfree(revoke);
}

static void revoke_open(struct kb_buf *buf)
{
	struct kb_region arg = {
		.flags = buf->write ? KB_REGION_WRITE : 0,
		.device = "gpu",
		.engine = "thread",
		.addr = buf->addr,
		.nr_pages = buf->nr_pages,
	};
	struct revoke *revoke = buf->priv;
	struct kb_mr *mr;

	buf->nr_pinned = kb_mr_open(&arg, buf->policy, buf->dev, &mr);
	if (buf->nr_pinned)
		return;
	if (!mr->r.policy->needs || !rvk_region_has_file(&mr->r) ||
	    !revoke->file) {
		kb_mr_close(mr);
		buf->nr_pinned = -EOPNOTSUPP;
		return;
	}
	buf->nr_pinned = buf->nr_pages;
	revoke->mr = mr;
}

static void revoke_revoke(struct kb_buf *buf)
{
	struct revoke *revoke = buf->priv;

	rvk_revoke_range(revoke->file->f_mapping->host, 0, ULONG_MAX);
}

static void revoke_close(struct kb_buf *buf)
{
	struct revoke *revoke = buf->priv;

	kb_mr_close(revoke->mr);
}

const struct kb_case kb_case_revoke = {
	.name = "revoke",
	.title = "the selected policy revokes a region of an idle gpu",
	.setup = revoke_setup,
	.teardown = revoke_teardown,
	.phase = {
		{ "open", revoke_open },
		{ "revoke", revoke_revoke },
		{ "close", revoke_close },
	},
};
