// SPDX-License-Identifier: GPL-2.0-only
/* rvk_event.c - which pages of a file a system call revokes */

/*
 * A call that the kernel will refuse gets an event without an inode, which hits
 * nothing. rvk_event_widen() later widens the range to whole folios.
 */
#include <linux/cred.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <linux/hugetlb.h>
#include <linux/magic.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"

/**
 * rvk_truncate_event() - the event of setting the size of a file
 * @inode:	the file
 * @length:	new size in bytes; XFS also drops the page cache beyond it when
 *		the file grows
 *
 * Return: the event, for rvk_event_find().
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
	if (mode & FALLOC_FL_COLLAPSE_RANGE)
		return RVK_COLLAPSE;
	if (mode & FALLOC_FL_INSERT_RANGE)
		return RVK_INSERT;
	/* Any mode of a later kernel may replace pages of the range */
	if (mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_UNSHARE_RANGE))
		return RVK_ZERO;
	return 0;
}

static bool rvk_fallocate_is_valid(struct file *file, int mode, loff_t offset,
				   loff_t len)
{
	if (offset < 0 || len <= 0 || offset + len < 0)
		return false;
	if (mode & ~RVK_FALLOC_MODES)
		return false;
	if (mode & FALLOC_FL_PUNCH_HOLE && !(mode & FALLOC_FL_KEEP_SIZE))
		return false;
	return file->f_mode & FMODE_WRITE && !IS_IMMUTABLE(file_inode(file)) &&
	       file->f_op->fallocate;
}

/* hugetlbfs zeroes a part of a huge page in place, and removes whole ones */
static void rvk_event_to_huge(struct rvk_event *ev, loff_t offset, loff_t len)
{
	loff_t bytes = huge_page_size(hstate_inode(ev->inode));

	ev->first = round_up(offset, bytes) >> PAGE_SHIFT;
	ev->last = (round_down(offset + len, bytes) >> PAGE_SHIFT) - 1;
	if (ev->first > ev->last || ev->last == ULONG_MAX)
		ev->inode = NULL;
}

/**
 * rvk_fallocate_event() - the event of fallocate() in any mode
 * @inode:	the file
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
 * Return: the event, for rvk_event_find().
 */
struct rvk_event rvk_fallocate_event(struct inode *inode, struct file *file,
				     int mode, loff_t offset, loff_t len)
{
	struct rvk_event ev = {
		.cause = rvk_fallocate_cause(mode),
		.inode = inode,
		.first = offset >> PAGE_SHIFT,
		.last = (offset + len - 1) >> PAGE_SHIFT,
	};

	if (!rvk_fallocate_is_valid(file, mode, offset, len)) {
		ev.inode = NULL;
	} else if (ev.cause == RVK_COLLAPSE || ev.cause == RVK_INSERT) {
		ev.first -= !!ev.first;
		ev.last = ULONG_MAX;
	} else if (ev.cause && inode->i_sb->s_magic == HUGETLBFS_MAGIC) {
		rvk_event_to_huge(&ev, offset, len);
	} else if (!ev.cause) {
		if (mode & FALLOC_FL_KEEP_SIZE ||
		    offset + len <= i_size_read(inode))
			ev.inode = NULL;
		else
			ev = rvk_truncate_event(inode, offset + len);
	}
	return ev;
}

/*
 * Whether the filesystem shares blocks between two files. Those with blocks of
 * their own refuse unaligned positions, and before that say -EOPNOTSUPP if they
 * never share, as XFS does without reflink.
 */
static bool rvk_can_remap(struct file *in, loff_t pos_in, struct file *out,
			  loff_t pos_out)
{
	struct super_block *sb = file_inode(out)->i_sb;

	if (file_inode(in)->i_sb != sb || !in->f_op->remap_file_range)
		return false;
	if (!(sb->s_type->fs_flags & FS_REQUIRES_DEV) || sb->s_blocksize < 2)
		return true;
	if (!IS_ALIGNED(pos_in | pos_out, sb->s_blocksize))
		return false;
	return in->f_op->remap_file_range(in, 1, out, 1, 1, 0) != -EOPNOTSUPP;
}

/* Bytes that are shared if @len are asked for, as generic_remap_checks() cuts */
static loff_t rvk_remap_bytes(struct file *in, loff_t pos, loff_t len)
{
	loff_t left = i_size_read(file_inode(in)) - pos;

	if (left <= 0 ||
	    (len && len < left && len < i_blocksize(file_inode(in))))
		return 0;
	if (!len || len >= left)
		return left;
	return round_down(len, i_blocksize(file_inode(in)));
}

/*
 * XFS drops all pages from the end of the file on, if @pos is behind it. With 0
 * bytes nothing is replaced, and the event hits nothing.
 */
static struct rvk_event rvk_remap_range(struct inode *inode, loff_t pos,
					loff_t bytes)
{
	return (struct rvk_event){
		.cause = RVK_REMAP,
		.inode = bytes > 0 ? inode : NULL,
		.first = min(pos, i_size_read(inode)) >> PAGE_SHIFT,
		.last = (pos + bytes - 1) >> PAGE_SHIFT,
	};
}

static struct rvk_event rvk_remap_event(struct inode *inode, struct file *in,
					loff_t pos_in, struct file *out,
					loff_t pos_out, loff_t len)
{
	loff_t bytes = 0;

	if (pos_in >= 0 && pos_out >= 0 && len >= 0 && pos_out + len >= 0 &&
	    rvk_can_remap(in, pos_in, out, pos_out))
		bytes = rvk_remap_bytes(in, pos_in, len);
	return rvk_remap_range(inode, pos_out, bytes);
}

/* As generic_file_rw_checks() */
static bool rvk_may_write(const struct file *in, const struct file *out)
{
	return in->f_mode & FMODE_READ && out->f_mode & FMODE_WRITE &&
	       !(out->f_flags & O_APPEND);
}

/**
 * rvk_clone_event() - the event of FICLONE and FICLONERANGE
 * @inode:	the file whose blocks are replaced
 * @in:		argument of vfs_clone_file_range(), as are the next four
 * @pos_in:	in bytes
 * @out:	a descriptor of @inode
 * @pos_out:	in bytes
 * @len:	in bytes; 0 for up to the end of @in
 *
 * Context: may sleep.
 * Return: the event, for rvk_event_find().
 */
struct rvk_event rvk_clone_event(struct inode *inode, struct file *in,
				 loff_t pos_in, struct file *out,
				 loff_t pos_out, loff_t len)
{
	if (!rvk_may_write(in, out))
		return rvk_remap_range(inode, 0, 0);
	return rvk_remap_event(inode, in, pos_in, out, pos_out, len);
}

/* As may_dedupe_file() */
static bool rvk_may_dedupe(struct file *out)
{
	struct inode *inode = file_inode(out);

	return out->f_mode & FMODE_WRITE ||
	       ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN) ||
	       vfsuid_eq_kuid(i_uid_into_vfsuid(rvk_file_idmap(out), inode),
			      current_fsuid()) ||
	       !inode_permission(rvk_file_idmap(out), inode, MAY_WRITE);
}

/**
 * rvk_dedupe_event() - the event of FIDEDUPERANGE for one destination
 * @inode:	the file whose blocks are replaced
 * @in:		argument of vfs_dedupe_file_range_one(), as are the next four
 * @pos_in:	in bytes
 * @out:	a descriptor of @inode
 * @pos_out:	in bytes
 * @len:	in bytes
 *
 * Context: may sleep.
 * Return: the event, for rvk_event_find().
 */
struct rvk_event rvk_dedupe_event(struct inode *inode, struct file *in,
				  loff_t pos_in, struct file *out,
				  loff_t pos_out, loff_t len)
{
	struct rvk_event ev;

	if (!len || !rvk_may_dedupe(out))
		return rvk_remap_range(inode, 0, 0);
	ev = rvk_remap_event(inode, in, pos_in, out, pos_out, len);
	ev.is_reported = true;
	return ev;
}

/**
 * rvk_copy_event() - the event of copy_file_range()
 * @inode:	the file that is written to
 * @in:		argument of vfs_copy_file_range(), as are the next four
 * @pos_in:	in bytes
 * @out:	a descriptor of @inode
 * @pos_out:	in bytes
 * @len:	in bytes
 *
 * The original lets the filesystem copy, if it can, or else tries to share
 * blocks. What remains is written through the page cache, which loses no page.
 *
 * Context: may sleep.
 * Return: the event, for rvk_event_find().
 */
struct rvk_event rvk_copy_event(struct inode *inode, struct file *in,
				loff_t pos_in, struct file *out, loff_t pos_out,
				size_t len)
{
	if (!len || pos_out < 0 || !rvk_may_write(in, out))
		return rvk_remap_range(inode, 0, 0);
	/* Since 6.12 the filesystem gets all of @len, else 2 GiB at most */
	if (out->f_op->copy_file_range)
		return rvk_remap_range(inode, pos_out,
				       min_t(u64, len, LLONG_MAX - pos_out));
	return rvk_remap_event(inode, in, pos_in, out, pos_out,
			       min_t(size_t, len, MAX_RW_COUNT));
}
