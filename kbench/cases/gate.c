// SPDX-License-Identifier: GPL-2.0-only
/* gate.c - the cost of the gate for a file without regions */

/*
 * watched: a call that the gate catches and that fails in its first line, so
 * that all but a dozen of its instructions are the gate. truncate: a whole
 * truncate, of an empty file to size 0. With `modprobe rvk gate=0` both run
 * without the gate.
 */
#include <linux/err.h>
#include <linux/falloc.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/shmem_fs.h>

#include "kbench/kb_case.h"

static int gate_setup(struct kb_buf *buf)
{
	struct file *file;

	file = shmem_file_setup("kbench-gate", 0, VM_NORESERVE);
	if (IS_ERR(file))
		return PTR_ERR(file);
	buf->priv = file;
	return 0;
}

static void gate_teardown(struct kb_buf *buf)
{
	fput(buf->priv);
}

static void gate_watched(struct kb_buf *buf)
{
	buf->nr_pinned = 0;
	vfs_fallocate(buf->priv, FALLOC_FL_PUNCH_HOLE, -1, 0);
}

static void gate_truncate(struct kb_buf *buf)
{
	struct file *file = buf->priv;

	vfs_truncate(&file->f_path, 0);
}

const struct kb_case kb_case_gate = {
	.name = "gate",
	.title = "calls on a file without regions, through the gate",
	.flags = KB_CASE_NO_MEMORY,
	.setup = gate_setup,
	.teardown = gate_teardown,
	.phase = {
		{ "watched", gate_watched },
		{ "truncate", gate_truncate },
	},
};
