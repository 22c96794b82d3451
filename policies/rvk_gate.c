// SPDX-License-Identifier: GPL-2.0-only
/* rvk_gate.c - catch events before any filesystem lock is taken */

/*
 * ftrace redirects each function below to one of this file. For a file without
 * regions that counts the call as passing and calls the original, behind the
 * instruction that calls ftrace. For a file with regions it calls the policies
 * first.
 */
#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/wait_bit.h>

#include "policies/rvk_hook.h"
#include "policies/rvk_private.h"

static bool rvk_gate_enable = true;
module_param_named(gate, rvk_gate_enable, bool, 0444);
MODULE_PARM_DESC(gate, "catch events of files (0: to measure what that costs)");

/* Calls in progress that are no event, by hash of the inode */
static atomic_t rvk_passing[1 << RVK_HASH_BITS];

/* Tasks in rvk_gate_drain(); while zero the fast path skips the wake-up */
static atomic_t rvk_drainers = ATOMIC_INIT(0);

/* Calls in progress that are events */
static atomic_t rvk_gate_users = ATOMIC_INIT(0);

static atomic_t *rvk_passing_of(const struct inode *inode)
{
	return &rvk_passing[hash_ptr(inode, RVK_HASH_BITS)];
}

static void rvk_gate_passed(const struct inode *inode)
{
	atomic_t *passing = rvk_passing_of(inode);

	if (atomic_dec_and_test(passing) && atomic_read(&rvk_drainers))
		wake_up_var(passing);
}

/* Whether the file may have regions; rcu_read_lock_sched() costs the least */
static bool rvk_gate_stops(const struct inode *inode)
{
	bool known;

	rcu_read_lock_sched();
	known = rvk_inode_find(inode);
	rcu_read_unlock_sched();
	return unlikely(known);
}

/**
 * rvk_gate_drain() - wait for calls that passed before a region was known
 * @inode:	a file that is in the index
 *
 * After that, every call that removes pages of the file first calls the
 * policies.
 *
 * Context: may sleep; no lock held that a truncate takes.
 * Return: 0, or -EINTR when killed.
 */
int rvk_gate_drain(const struct inode *inode)
{
	atomic_t *passing = rvk_passing_of(inode);
	int ret;

	atomic_inc(&rvk_drainers);
	smp_mb__after_atomic(); /* index before count; pairs with rvk_see() */
	ret = wait_var_event_killable(passing, !atomic_read(passing));
	atomic_dec(&rvk_drainers);
	return ret ? -EINTR : 0;
}

/*
 * overlayfs: the pages are those of the upper file, so the call counts for that
 * one. Before it is copied up it is the lower file, which loses nothing; only
 * truncate(2) comes here so early.
 */
static noinline struct inode *rvk_gate_upper(struct inode *inode,
					     const struct dentry *dentry)
{
	struct inode *real = d_real_inode(dentry);

	if (real == inode)
		return inode;
	atomic_inc(rvk_passing_of(real));
	smp_mb__after_atomic(); /* as in rvk_see() */
	rvk_gate_passed(inode);
	return real;
}

/* The file whose pages a call for @inode removes; @dentry may be of overlayfs */
static __always_inline struct inode *rvk_gate_real(struct inode *inode,
						   const struct dentry *dentry)
{
	if (unlikely(dentry->d_flags & DCACHE_OP_REAL))
		return rvk_gate_upper(inode, dentry);
	return inode;
}

static __always_inline struct inode *rvk_gate_file(const struct file *file)
{
	return rvk_gate_real(file->f_mapping->host, file->f_path.dentry);
}

static bool rvk_gate_is_busy(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rvk_passing); i++)
		if (atomic_read(&rvk_passing[i]))
			return true;
	return atomic_read(&rvk_gate_users);
}

static void rvk_gate_put_user(void)
{
	if (atomic_dec_and_test(&rvk_gate_users))
		wake_up_var(&rvk_gate_users);
}

static void rvk_gate_leave(struct rvk_event *ev, const struct inode *inode)
{
	if (!ev->node) {
		rvk_gate_passed(inode);
		return;
	}
	rvk_event_end(ev);
	rvk_gate_put_user();
}

/*
 * A call that is no event, or whose file has lost its last region by now, stays
 * in rvk_passing until the original returns: a region that is opened meanwhile
 * waits for it. Any other call owns a reference on the file's node before it
 * leaves rvk_passing, so such a region finds the event or is found by it.
 */
static bool rvk_gate_find(struct rvk_event *ev, const struct inode *inode)
{
	rvk_event_find(ev);
	if (!ev->node)
		return false;
	atomic_inc(&rvk_gate_users);
	rvk_gate_passed(inode);
	return true;
}

/* On 0 the caller calls the original function, then rvk_gate_leave() */
static int rvk_gate_enter(struct rvk_event *ev, const struct inode *inode)
{
	int ret;

	if (!rvk_gate_find(ev, inode))
		return 0;
	ret = rvk_event_begin(ev);
	if (!ret)
		ret = rvk_event_dispatch(ev);
	if (ret)
		rvk_gate_leave(ev, inode);
	/* io_uring returns -ERESTARTSYS to the user, and restarts nothing */
	if (ret == -EINTR && !(current->flags & PF_IO_WORKER))
		ret = -ERESTARTSYS;
	return ret;
}

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
	bool frozen_out = !(current->flags & PF_DUMPCORE);
	int ret;

	if (frozen_out)
		sb_end_write(sb);
	ret = rvk_gate_enter(ev, inode);
	if (frozen_out)
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

typedef ssize_t rvk_copy_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, size_t len, unsigned int flags);
static_assert(__same_type(rvk_copy_t, vfs_copy_file_range));
static rvk_copy_t *vfs_copy_file_range_orig;

static noinline loff_t rvk_clone_stopped(struct inode *inode, struct file *in,
					 loff_t pos_in, struct file *out,
					 loff_t pos_out, loff_t len,
					 unsigned int flags)
{
	struct rvk_event ev =
		rvk_clone_event(inode, in, pos_in, out, pos_out, len);
	loff_t ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret;
	ret = vfs_clone_file_range_orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static loff_t rvk_vfs_clone_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       loff_t len, unsigned int flags)
{
	struct inode *inode = rvk_gate_file(out);
	loff_t ret;

	if (rvk_gate_stops(inode))
		return rvk_clone_stopped(inode, in, pos_in, out, pos_out, len,
					 flags);
	ret = vfs_clone_file_range_orig(in, pos_in, out, pos_out, len, flags);
	rvk_gate_passed(inode);
	return ret;
}

/* The ioctl passes the error on to the user, so that nothing is restarted */
static noinline loff_t rvk_dedupe_stopped(struct inode *inode, struct file *in,
					  loff_t pos_in, struct file *out,
					  loff_t pos_out, loff_t len,
					  unsigned int flags)
{
	struct rvk_event ev =
		rvk_dedupe_event(inode, in, pos_in, out, pos_out, len);
	loff_t ret;

	ret = rvk_gate_enter(&ev, inode);
	if (ret)
		return ret == -ERESTARTSYS ? -EINTR : ret;
	ret = vfs_dedupe_file_range_one_orig(in, pos_in, out, pos_out, len,
					     flags);
	rvk_gate_leave(&ev, inode);
	return ret;
}

static loff_t rvk_vfs_dedupe_file_range_one(struct file *in, loff_t pos_in,
					    struct file *out, loff_t pos_out,
					    loff_t len, unsigned int flags)
{
	struct inode *inode = rvk_gate_file(out);
	loff_t ret;

	if (rvk_gate_stops(inode))
		return rvk_dedupe_stopped(inode, in, pos_in, out, pos_out, len,
					  flags);
	ret = vfs_dedupe_file_range_one_orig(in, pos_in, out, pos_out, len,
					     flags);
	rvk_gate_passed(inode);
	return ret;
}

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
	if (!rvk_event_begin(&ev)) {
		rvk_event_dispatch(&ev);
		rvk_event_forget_file(&ev);
	}
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

static struct rvk_hook rvk_hooks[] = {
	RVK_HOOK(do_truncate),
	RVK_HOOK(evict),
	RVK_HOOK(vfs_fallocate),
	RVK_HOOK(vfs_clone_file_range),
	RVK_HOOK(vfs_dedupe_file_range_one),
	RVK_HOOK(vfs_copy_file_range),
};

/* No function is redirected any more; wait for the calls that were */
static void rvk_gate_wait(void)
{
	unsigned int i;

	atomic_inc(&rvk_drainers);
	/*
	 * In this order: a call moves from rvk_passing to rvk_gate_users, and on
	 * overlayfs from one count to another, perhaps to one that was waited for
	 */
	do {
		for (i = 0; i < ARRAY_SIZE(rvk_passing); i++)
			wait_var_event(&rvk_passing[i],
				       !atomic_read(&rvk_passing[i]));
		wait_var_event(&rvk_gate_users, !atomic_read(&rvk_gate_users));
		/* A task may be in a function here before or after it counts */
		synchronize_rcu_tasks();
	} while (rvk_gate_is_busy());
}

/**
 * rvk_gate_init() - start catching events
 *
 * Return: 0, or -errno with a line in the log that names the function.
 */
int rvk_gate_init(void)
{
	int ret;

	if (!rvk_gate_enable)
		return 0;
	ret = rvk_hooks_add(rvk_hooks, ARRAY_SIZE(rvk_hooks));
	if (ret)
		rvk_gate_wait();
	return ret;
}

/**
 * rvk_gate_exit() - stop catching events, wait for calls in progress
 */
void rvk_gate_exit(void)
{
	if (!rvk_gate_enable)
		return;
	rvk_hooks_remove(rvk_hooks, ARRAY_SIZE(rvk_hooks));
	rvk_gate_wait();
}
