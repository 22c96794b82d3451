// SPDX-License-Identifier: GPL-2.0-only
/* rvk_event.c - which pages of a file a system call takes */

/*
 * What will be refused anyway has no inode, and so is no event. Whole folios are
 * seen to later, by rvk_event_widen().
 */
#include <linux/cred.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"

/**
 * rvk_truncate_event() - a file gets a new end
 * @inode:	the file
 * @length:	in bytes; XFS drops what the page cache has behind it also where
 *		the file grows
 *
 * Return: the event, not begun.
 */
struct rvk_event rvk_truncate_event(struct inode *inode, loff_t length)
{
	return (struct rvk_event){
		.cause = RVK_TRUNCATE,
		.inode = length >= 0 ? inode : NULL,
		.first = (length + PAGE_SIZE - 1) >> PAGE_SHIFT,
		.last = ULONG_MAX,
		.cut = !PAGE_ALIGNED(length),
	};
}

static enum rvk_cause rvk_fallocate_cause(int mode)
{
	if (mode & FALLOC_FL_PUNCH_HOLE)
		return RVK_PUNCH;
	if (mode & FALLOC_FL_ZERO_RANGE)
		return RVK_ZERO;
	if (mode & FALLOC_FL_COLLAPSE_RANGE)
		return RVK_COLLAPSE;
	return mode & FALLOC_FL_INSERT_RANGE ? RVK_INSERT : 0;
}

/* An event of no cause takes nothing */
static struct rvk_event rvk_fallocate_range(struct inode *inode, int mode,
					    loff_t offset, loff_t len)
{
	struct rvk_event ev = {
		.cause = rvk_fallocate_cause(mode),
		.inode = inode,
		.first = offset >> PAGE_SHIFT,
		.last = (offset + len - 1) >> PAGE_SHIFT,
	};

	if (ev.cause == RVK_COLLAPSE || ev.cause == RVK_INSERT) {
		ev.first -= !!ev.first;
		ev.last = ULONG_MAX;
	}
	if (!ev.cause && !(mode & FALLOC_FL_KEEP_SIZE) &&
	    offset + len > i_size_read(inode))
		return rvk_truncate_event(inode, offset + len);
	return ev;
}

/**
 * rvk_fallocate_event() - fallocate() of any kind
 * @file:	as for vfs_fallocate(), as what follows
 * @mode:	FALLOC_FL_*
 * @offset:	in bytes
 * @len:	in bytes
 *
 * Outwards to whole pages: XFS drops the pages at both ends, too. What a
 * collapse or an insert moves goes to the end of the file, and XFS drops one
 * block more before it, see xfs_prepare_shift(). To allocate behind the end is to
 * grow the file.
 *
 * Return: the event, not begun.
 */
struct rvk_event rvk_fallocate_event(struct file *file, int mode, loff_t offset,
				     loff_t len)
{
	struct rvk_event ev = { .inode = NULL };

	if (offset >= 0 && len > 0 && offset + len > 0 &&
	    file->f_mode & FMODE_WRITE && !IS_IMMUTABLE(file_inode(file)))
		ev = rvk_fallocate_range(file_inode(file), mode, offset, len);
	if (!ev.cause)
		ev.inode = NULL;
	return ev;
}

/**
 * rvk_remap_event() - blocks of another file come in place of the file's own
 * @out:	the file
 * @pos:	in bytes
 * @len:	in bytes; 0 means: to the end of the source
 *
 * Return: the event, not begun.
 */
struct rvk_event rvk_remap_event(struct file *out, loff_t pos, loff_t len)
{
	struct rvk_event ev = {
		.cause = RVK_REMAP,
		.first = pos >> PAGE_SHIFT,
		.last = len ? (pos + len - 1) >> PAGE_SHIFT : ULONG_MAX,
	};
	bool may_write = out->f_mode & FMODE_WRITE ||
			 !file_permission(out, MAY_WRITE) ||
			 uid_eq(current_fsuid(), file_inode(out)->i_uid);

	if (pos >= 0 && len >= 0 && pos + len >= pos && may_write &&
	    out->f_op->remap_file_range)
		ev.inode = file_inode(out);
	return ev;
}
