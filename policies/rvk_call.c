// SPDX-License-Identifier: GPL-2.0-only
/* rvk_call.c - the functions to which calls of the kernel are redirected */

/*
 * For a file without regions a function counts the call as passing and calls
 * the original, behind the instruction that calls ftrace. For a file with
 * regions, in a second function as that needs more stack, it calls the policies
 * first.
 */
#include <linux/fs.h>

#include "policies/rvk_gate.h"

typedef int rvk_do_truncate_t(struct rvk_idmap *idmap, struct dentry *dentry,
			      loff_t length, unsigned int time_attrs,
			      struct file *file);
static_assert(__same_type(rvk_do_truncate_t, do_truncate));
static rvk_do_truncate_t *do_truncate_orig;

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

	if (is_protected)
		sb_end_write(sb);
	ret = rvk_gate_enter(ev, inode);
	if (is_protected)
		sb_start_write(sb);
	return ret;
}

static noinline int rvk_truncate_stopped(struct inode *inode,
					 struct rvk_idmap *idmap,
					 struct dentry *dentry, loff_t length,
					 unsigned int time_attrs,
					 struct file *file)
{
	struct rvk_event ev = rvk_truncate_event(inode, length);
	int ret;

	ret = rvk_truncate_enter(&ev, inode, dentry->d_sb);
	if (ret)
		return ret;
	ret = do_truncate_orig(idmap, dentry, length, time_attrs, file);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static int rvk_do_truncate(struct rvk_idmap *idmap, struct dentry *dentry,
			   loff_t length, unsigned int time_attrs,
			   struct file *file)
{
	struct inode *inode = rvk_gate_real(d_inode(dentry), dentry);
	int ret;

	if (rvk_gate_stops(inode))
		return rvk_truncate_stopped(inode, idmap, dentry, length,
					    time_attrs, file);
	ret = do_truncate_orig(idmap, dentry, length, time_attrs, file);
	rvk_gate_passed(inode);
	return ret;
}

typedef int rvk_fallocate_t(struct file *file, int mode, loff_t offset,
			    loff_t len);
static_assert(__same_type(rvk_fallocate_t, vfs_fallocate));
static rvk_fallocate_t *vfs_fallocate_orig;

static noinline int rvk_fallocate_stopped(struct inode *inode,
					  struct file *file, int mode,
					  loff_t offset, loff_t len)
{
	struct rvk_event ev =
		rvk_fallocate_event(inode, file, mode, offset, len);
	int ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = vfs_fallocate_orig(file, mode, offset, len);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static int rvk_vfs_fallocate(struct file *file, int mode, loff_t offset,
			     loff_t len)
{
	struct inode *inode = rvk_gate_file(file);
	int ret;

	if (rvk_gate_stops(inode))
		return rvk_fallocate_stopped(inode, file, mode, offset, len);
	ret = vfs_fallocate_orig(file, mode, offset, len);
	rvk_gate_passed(inode);
	return ret;
}

typedef loff_t rvk_remap_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, loff_t len, unsigned int flags);
static_assert(__same_type(rvk_remap_t, vfs_clone_file_range));
static_assert(__same_type(rvk_remap_t, vfs_dedupe_file_range_one));
static rvk_remap_t *vfs_clone_file_range_orig;
static rvk_remap_t *vfs_dedupe_file_range_one_orig;

typedef struct rvk_event rvk_remap_event_t(struct inode *inode, struct file *in,
					   loff_t pos_in, struct file *out,
					   loff_t pos_out, loff_t len);

static noinline loff_t rvk_remap_stopped(rvk_remap_t *orig,
					 rvk_remap_event_t *event,
					 struct inode *inode, struct file *in,
					 loff_t pos_in, struct file *out,
					 loff_t pos_out, loff_t len,
					 unsigned int flags)
{
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
	struct inode *inode = rvk_gate_file(out);
	loff_t ret;

	if (rvk_gate_stops(inode))
		return rvk_remap_stopped(orig, event, inode, in, pos_in, out,
					 pos_out, len, flags);
	ret = orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_passed(inode);
	return ret;
}

static loff_t rvk_vfs_clone_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       loff_t len, unsigned int flags)
{
	return rvk_remap(vfs_clone_file_range_orig, rvk_clone_event, in, pos_in,
			 out, pos_out, len, flags);
}

static loff_t rvk_vfs_dedupe_file_range_one(struct file *in, loff_t pos_in,
					    struct file *out, loff_t pos_out,
					    loff_t len, unsigned int flags)
{
	return rvk_remap(vfs_dedupe_file_range_one_orig, rvk_dedupe_event, in,
			 pos_in, out, pos_out, len, flags);
}

typedef ssize_t rvk_copy_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, size_t len, unsigned int flags);
static_assert(__same_type(rvk_copy_t, vfs_copy_file_range));
static rvk_copy_t *vfs_copy_file_range_orig;

static noinline ssize_t rvk_copy_stopped(struct inode *inode, struct file *in,
					 loff_t pos_in, struct file *out,
					 loff_t pos_out, size_t len,
					 unsigned int flags)
{
	struct rvk_event ev =
		rvk_copy_event(inode, in, pos_in, out, pos_out, len);
	ssize_t ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = vfs_copy_file_range_orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static ssize_t rvk_vfs_copy_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       size_t len, unsigned int flags)
{
	struct inode *inode = rvk_gate_file(out);
	ssize_t ret;

	if (rvk_gate_stops(inode))
		return rvk_copy_stopped(inode, in, pos_in, out, pos_out, len,
					flags);
	ret = vfs_copy_file_range_orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_passed(inode);
	return ret;
}

typedef void rvk_evict_t(struct inode *inode);
static rvk_evict_t *evict_orig;

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
		evict_orig(inode);
		rvk_gate_passed(inode);
		return;
	}
	rvk_event_begin(&ev);
	rvk_event_dispatch(&ev);
	rvk_event_forget_file(&ev);
	rvk_event_end(&ev);
	evict_orig(inode);
	rvk_gate_put_user();
}

static void rvk_evict(struct inode *inode)
{
	if (rvk_gate_stops(inode)) {
		rvk_evict_stopped(inode);
		return;
	}
	evict_orig(inode);
	rvk_gate_passed(inode);
}

/*
 * rvk_see() counts a call before rvk_gate_stops() looks at the index;
 * rvk_gate_enter() or rvk_gate_passed() gives the count back.
 */
static __always_inline void rvk_see(const struct inode *inode,
				    struct ftrace_regs *fregs, void *ours)
{
	atomic_inc(rvk_passing_of(inode));
	smp_mb__after_atomic(); /* pairs with rvk_gate_drain() */
	rvk_ftrace_redirect(fregs, ours);
}

#define RVK_SEE(name, inode)                                          \
	static void notrace rvk_see_##name(unsigned long ip,          \
					   unsigned long parent_ip,   \
					   struct ftrace_ops *ops,    \
					   struct ftrace_regs *fregs) \
	{                                                             \
		rvk_see(inode, fregs, rvk_##name);                    \
	}

#define RVK_ARG(type, n) ((struct type *)rvk_ftrace_arg(fregs, n))

RVK_SEE(do_truncate, RVK_ARG(dentry, 1)->d_inode)
RVK_SEE(evict, RVK_ARG(inode, 0))
RVK_SEE(vfs_fallocate, RVK_ARG(file, 0)->f_mapping->host)
RVK_SEE(vfs_clone_file_range, RVK_ARG(file, 2)->f_mapping->host)
RVK_SEE(vfs_dedupe_file_range_one, RVK_ARG(file, 2)->f_mapping->host)
RVK_SEE(vfs_copy_file_range, RVK_ARG(file, 2)->f_mapping->host)

struct rvk_hook rvk_hooks[RVK_NR_HOOKS] = {
	RVK_HOOK(do_truncate),
	RVK_HOOK(evict),
	RVK_HOOK(vfs_fallocate),
	RVK_HOOK(vfs_clone_file_range),
	RVK_HOOK(vfs_dedupe_file_range_one),
	RVK_HOOK(vfs_copy_file_range),
};
