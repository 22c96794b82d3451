// SPDX-License-Identifier: GPL-2.0-only
/* gate_evict.c - the gate at the end of an inode without regions */

/*
 * The inode is allocated in the same phase, as none can be evicted twice: only
 * the difference to gate_evict_off, with rvk gate=0, means anything.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>

#include "kbench/kb_case.h"

static const struct file_operations gate_fops = {
	.owner = THIS_MODULE,
};

static int gate_evict_setup(struct kb_buf *buf)
{
	struct file *file;

	file = anon_inode_getfile("[kbench-gate]", &gate_fops, NULL, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	buf->priv = file;
	return 0;
}

static void gate_evict_teardown(struct kb_buf *buf)
{
	fput(buf->priv);
}

static void gate_evict(struct kb_buf *buf)
{
	struct file *file = buf->priv;
	struct inode *inode = alloc_anon_inode(file_inode(file)->i_sb);

	buf->nr_pinned = IS_ERR(inode) ? PTR_ERR(inode) : 0;
	if (!IS_ERR(inode))
		iput(inode);
}

const struct kb_case kb_case_gate_evict = {
	.name = "gate_evict",
	.title = "an inode without regions, allocated and evicted through the gate",
	.flags = KB_CASE_NO_MEMORY | KB_CASE_GATE,
	.setup = gate_evict_setup,
	.teardown = gate_evict_teardown,
	.phase = {
		{ "evict", gate_evict },
	},
};
