// SPDX-License-Identifier: GPL-2.0-only
/* gate.c - the cost of the gate for a file without regions, by call */

/*
 * watched: a fallocate that fails in its first line. truncate: a whole truncate,
 * of an empty file to size 0. clone and dedupe: tmpfs refuses them. copy:
 * refused for its flags. The cost of the gate is the difference to gate_off,
 * the same calls with rvk gate=0.
 */
#include <linux/err.h>
#include <linux/falloc.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/shmem_fs.h>

#include "kbench/kb_case.h"
#include "policies/rvk_compat.h"

static int gate_setup(struct kb_buf *buf)
{
	struct file *file;

	file = rvk_shmem_file("kbench-gate", 0);
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

static void gate_clone(struct kb_buf *buf)
{
	vfs_clone_file_range(buf->priv, 0, buf->priv, 0, PAGE_SIZE, 0);
}

static void gate_dedupe(struct kb_buf *buf)
{
	vfs_dedupe_file_range_one(buf->priv, 0, buf->priv, 0, PAGE_SIZE,
				  REMAP_FILE_DEDUP);
}

static void gate_copy(struct kb_buf *buf)
{
	vfs_copy_file_range(buf->priv, 0, buf->priv, 0, PAGE_SIZE, UINT_MAX);
}

const struct kb_case kb_case_gate = {
	.name = "gate",
	.title = "calls on a file without regions, through the gate",
	.flags = KB_CASE_NO_MEMORY | KB_CASE_GATE,
	.setup = gate_setup,
	.teardown = gate_teardown,
	.phase = {
		{ "watched", gate_watched },
		{ "truncate", gate_truncate },
		{ "clone", gate_clone },
		{ "dedupe", gate_dedupe },
		{ "copy", gate_copy },
	},
};
