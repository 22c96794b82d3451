// SPDX-License-Identifier: GPL-2.0-only
/* rvk_event.c - which pages of a file a system call revokes */

/*
 * A call that the kernel will refuse gets an event without an inode, which hits
 * nothing. rvk_event_widen() later widens the range to whole folios.
 */
#include <linux/cred.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"

/**
 * rvk_truncate_event() - the event of setting the size of a file
 * @inode:	the file
 * @length:	new size in bytes; XFS also drops the page cache beyond it when
 *		the file grows
 *
 * Return: the event, for rvk_event_begin().
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

/* An event without a cause hits nothing; the caller clears its inode */
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
 * rvk_fallocate_event() - the event of fallocate() in any mode
 * @file:	argument of vfs_fallocate(), as are the next three
 * @mode:	FALLOC_FL_*
 * @offset:	in bytes
 * @len:	in bytes
 *
 * The range is rounded out to whole pages, because XFS drops the partial pages
 * at both ends. A collapse or an insert shifts all pages up to the end of the
 * file, and XFS drops one more block in front, see xfs_prepare_shift().
 * Allocating beyond the end grows the file, so that is a truncate.
 *
 * Return: the event, for rvk_event_begin().
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
 * rvk_remap_event() - the event of reflink, dedupe or copy into a file
 * @out:	the file whose blocks are replaced
 * @pos:	in bytes
 * @len:	in bytes; 0 for up to the end of the source
 *
 * Return: the event, for rvk_event_begin().
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
