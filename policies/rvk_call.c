// SPDX-License-Identifier: GPL-2.0-only
/* rvk_call.c - the functions to which calls of the kernel are redirected */

/*
 * Each counts its call as passing and looks at the index. For a file without
 * regions it calls the original and counts back, in a few instructions that
 * every truncate pays. All else is in a second function: that calls the policies
 * first if the file does have regions.
 */
#include <linux/fs.h>

#include "policies/rvk_gate.h"

typedef int rvk_do_truncate_t(struct rvk_idmap *idmap, struct dentry *dentry,
			      loff_t length, unsigned int time_attrs,
			      struct file *file);
static_assert(__same_type(rvk_do_truncate_t, do_truncate));
RVK_REDIRECTED(do_truncate, rvk_do_truncate_t)

/*
 * Its callers hold freeze protection, but for a core dump. An event must not
 * wait with it: a freezer would wait for the event, and an owner that writes to
 * the filesystem for the freezer. Other functions take it in the original.
 */
static int rvk_truncate_enter(struct rvk_event *ev, const struct inode *inode,
			      struct super_block *sb)
{
	bool is_protected = !(current->flags & PF_DUMPCORE);
	int ret;

	if (!rvk_gate_find(ev, inode))
		return 0;
	if (is_protected)
		sb_end_write(sb);
	ret = rvk_gate_ask(ev, inode);
	if (is_protected)
		sb_start_write(sb);
	return ret;
}

static noinline int rvk_truncate_stopped(struct rvk_idmap *idmap,
					 struct dentry *dentry, loff_t length,
					 unsigned int time_attrs,
					 struct file *file)
{
	struct inode *inode = rvk_gate_real(d_inode(dentry), dentry);
	struct rvk_event ev = rvk_truncate_event(inode, length);
	int ret;

	ret = rvk_truncate_enter(&ev, inode, dentry->d_sb);
	if (ret)
		return ret;
	ret = static_call(do_truncate_orig)(idmap, dentry, length, time_attrs,
					    file);
	rvk_gate_leave(&ev, inode);
	return ret;
}

notrace __noendbr int rvk_do_truncate(struct rvk_idmap *idmap,
				      struct dentry *dentry, loff_t length,
				      unsigned int time_attrs,
				      struct file *file)
{
	struct rvk_bucket *bucket = rvk_bucket_of(d_inode(dentry));
	int ret;

	if (unlikely(rvk_gate_hit_at(bucket, dentry)))
		return rvk_truncate_stopped(idmap, dentry, length, time_attrs,
					    file);
	ret = static_call(do_truncate_orig)(idmap, dentry, length, time_attrs,
					    file);
	return rvk_gate_passed(bucket, ret);
}

#if RVK_HAS_DO_FTRUNCATE
/*
 * The third parameter is "unsigned int flags" and the result an int in 7.2. Both
 * are passed on as they come.
 */
typedef long rvk_ftruncate_t(struct file *file, loff_t length, int small);
RVK_REDIRECTED(do_ftruncate, rvk_ftruncate_t)

/* What the original refuses first is no event; it takes freeze protection itself */
static noinline long rvk_ftruncate_stopped(struct file *file, loff_t length,
					   int small)
{
	struct inode *inode = rvk_gate_file(file);
	struct rvk_event ev = rvk_truncate_event(inode, length);
	long ret = 0;

	if (S_ISREG(file_inode(file)->i_mode) && file->f_mode & FMODE_WRITE &&
	    !IS_APPEND(file_inode(file)))
		ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = static_call(do_ftruncate_orig)(file, length, small);
	rvk_gate_leave(&ev, inode);
	return ret;
}

notrace __noendbr long rvk_do_ftruncate(struct file *file, loff_t length,
					int small)
{
	struct rvk_bucket *bucket = rvk_bucket_of(file->f_mapping->host);
	long ret;

	if (unlikely(rvk_gate_hit_at(bucket, file->f_path.dentry)))
		return rvk_ftruncate_stopped(file, length, small);
	ret = static_call(do_ftruncate_orig)(file, length, small);
	return rvk_gate_passed(bucket, ret);
}
#endif

typedef int rvk_fallocate_t(struct file *file, int mode, loff_t offset,
			    loff_t len);
static_assert(__same_type(rvk_fallocate_t, vfs_fallocate));
RVK_REDIRECTED(vfs_fallocate, rvk_fallocate_t)

static noinline int rvk_fallocate_stopped(struct file *file, int mode,
					  loff_t offset, loff_t len)
{
	struct inode *inode = rvk_gate_file(file);
	struct rvk_event ev =
		rvk_fallocate_event(inode, file, mode, offset, len);
	int ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = static_call(vfs_fallocate_orig)(file, mode, offset, len);
	rvk_gate_leave(&ev, inode);
	return ret;
}

notrace __noendbr int rvk_vfs_fallocate(struct file *file, int mode,
					loff_t offset, loff_t len)
{
	struct rvk_bucket *bucket = rvk_bucket_of(file->f_mapping->host);
	int ret;

	if (unlikely(rvk_gate_hit_at(bucket, file->f_path.dentry)))
		return rvk_fallocate_stopped(file, mode, offset, len);
	ret = static_call(vfs_fallocate_orig)(file, mode, offset, len);
	return rvk_gate_passed(bucket, ret);
}

typedef loff_t rvk_remap_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, loff_t len, unsigned int flags);
static_assert(__same_type(rvk_remap_t, vfs_clone_file_range));
static_assert(__same_type(rvk_remap_t, vfs_dedupe_file_range_one));
RVK_REDIRECTED(vfs_clone_file_range, rvk_remap_t)
RVK_REDIRECTED(vfs_dedupe_file_range_one, rvk_remap_t)

static loff_t rvk_clone_orig(struct file *in, loff_t pos_in, struct file *out,
			     loff_t pos_out, loff_t len, unsigned int flags)
{
	return static_call(vfs_clone_file_range_orig)(in, pos_in, out, pos_out,
						      len, flags);
}

static loff_t rvk_dedupe_orig(struct file *in, loff_t pos_in, struct file *out,
			      loff_t pos_out, loff_t len, unsigned int flags)
{
	return static_call(vfs_dedupe_file_range_one_orig)(in, pos_in, out,
							   pos_out, len, flags);
}

typedef struct rvk_event rvk_remap_event_t(struct inode *inode, struct file *in,
					   loff_t pos_in, struct file *out,
					   loff_t pos_out, loff_t len);

static noinline loff_t rvk_remap_stopped(rvk_remap_t *orig,
					 rvk_remap_event_t *event,
					 struct file *in, loff_t pos_in,
					 struct file *out, loff_t pos_out,
					 loff_t len, unsigned int flags)
{
	struct inode *inode = rvk_gate_file(out);
	struct rvk_event ev = event(inode, in, pos_in, out, pos_out, len);
	loff_t ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static __always_inline loff_t rvk_remap(rvk_remap_t *orig,
					rvk_remap_event_t *event,
					struct file *in, loff_t pos_in,
					struct file *out, loff_t pos_out,
					loff_t len, unsigned int flags)
{
	struct rvk_bucket *bucket = rvk_bucket_of(out->f_mapping->host);
	loff_t ret;

	if (unlikely(rvk_gate_hit_at(bucket, out->f_path.dentry)))
		return rvk_remap_stopped(orig, event, in, pos_in, out, pos_out,
					 len, flags);
	ret = orig(in, pos_in, out, pos_out, len, flags);
	return rvk_gate_passed(bucket, ret);
}

notrace __noendbr loff_t rvk_vfs_clone_file_range(struct file *in,
						  loff_t pos_in,
						  struct file *out,
						  loff_t pos_out, loff_t len,
						  unsigned int flags)
{
	return rvk_remap(rvk_clone_orig, rvk_clone_event, in, pos_in, out,
			 pos_out, len, flags);
}

notrace __noendbr loff_t
rvk_vfs_dedupe_file_range_one(struct file *in, loff_t pos_in, struct file *out,
			      loff_t pos_out, loff_t len, unsigned int flags)
{
	return rvk_remap(rvk_dedupe_orig, rvk_dedupe_event, in, pos_in, out,
			 pos_out, len, flags);
}

typedef ssize_t rvk_copy_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, size_t len, unsigned int flags);
static_assert(__same_type(rvk_copy_t, vfs_copy_file_range));
RVK_REDIRECTED(vfs_copy_file_range, rvk_copy_t)

static noinline ssize_t rvk_copy_stopped(struct file *in, loff_t pos_in,
					 struct file *out, loff_t pos_out,
					 size_t len, unsigned int flags)
{
	struct inode *inode = rvk_gate_file(out);
	struct rvk_event ev =
		rvk_copy_event(inode, in, pos_in, out, pos_out, len);
	ssize_t ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = static_call(vfs_copy_file_range_orig)(in, pos_in, out, pos_out,
						    len, flags);
	rvk_gate_leave(&ev, inode);
	return ret;
}

notrace __noendbr ssize_t rvk_vfs_copy_file_range(struct file *in,
						  loff_t pos_in,
						  struct file *out,
						  loff_t pos_out, size_t len,
						  unsigned int flags)
{
	struct rvk_bucket *bucket = rvk_bucket_of(out->f_mapping->host);
	ssize_t ret;

	if (unlikely(rvk_gate_hit_at(bucket, out->f_path.dentry)))
		return rvk_copy_stopped(in, pos_in, out, pos_out, len, flags);
	ret = static_call(vfs_copy_file_range_orig)(in, pos_in, out, pos_out,
						    len, flags);
	return rvk_gate_passed(bucket, ret);
}

typedef void rvk_evict_t(struct inode *inode);
RVK_REDIRECTED(evict, rvk_evict_t)

/* No user of the file is left, so a policy cannot refuse the event */
static noinline void rvk_evict_stopped(struct inode *inode)
{
	struct rvk_event ev = {
		.cause = RVK_EVICT,
		.inode = inode,
		.last = ULONG_MAX,
		.nowait = true,
	};

	if (!rvk_gate_find(&ev, inode)) {
		static_call(evict_orig)(inode);
		rvk_gate_passed(rvk_bucket_of(inode), 0);
		return;
	}
	rvk_event_begin(&ev);
	rvk_event_dispatch(&ev);
	rvk_event_forget_file(&ev);
	rvk_event_end(&ev);
	static_call(evict_orig)(inode);
	rvk_gate_put_user();
}

notrace __noendbr void rvk_evict(struct inode *inode)
{
	struct rvk_bucket *bucket = rvk_bucket_of(inode);

	if (unlikely(rvk_gate_hit(bucket))) {
		rvk_evict_stopped(inode);
		return;
	}
	static_call(evict_orig)(inode);
	rvk_gate_passed(bucket, 0);
}

/*
 * The last one is where do_truncate() may be inline, though it is no static
 * function: clang does that. Before 6.9 such a kernel is refused.
 */
struct rvk_hook rvk_hooks[RVK_NR_HOOKS] = {
	RVK_HOOK(do_truncate),
	RVK_HOOK(evict),
	RVK_HOOK(vfs_fallocate),
	RVK_HOOK(vfs_clone_file_range),
	RVK_HOOK(vfs_dedupe_file_range_one),
	RVK_HOOK(vfs_copy_file_range),
#if RVK_HAS_DO_FTRUNCATE
	RVK_HOOK_IF_INLINED(do_ftruncate, rvk_hooks),
#else
	{ .symbol = "do_sys_ftruncate", .callee = rvk_hooks },
#endif
};
