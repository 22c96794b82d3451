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

/* Calls in progress that found no region, by hash of the inode */
static atomic_t rvk_passing[1 << RVK_HASH_BITS];

/* Tasks in rvk_gate_drain(); while zero the fast path skips the wake-up */
static atomic_t rvk_drainers = ATOMIC_INIT(0);

/* Calls in progress that found a region */
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

/* Whether policies come before this call; if not, it stays in rvk_passing */
static bool rvk_gate_stops(const struct inode *inode)
{
	bool known;

	rcu_read_lock_sched();
	known = rvk_inode_known(inode);
	rcu_read_unlock_sched();
	if (likely(!known))
		return false;
	atomic_inc(&rvk_gate_users);
	rvk_gate_passed(inode);
	return true;
}

static void rvk_gate_leave(void)
{
	if (atomic_dec_and_test(&rvk_gate_users))
		wake_up_var(&rvk_gate_users);
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

/* On 0 the caller calls the original function, then rvk_event_end() */
static int rvk_gate_enter(struct rvk_event *ev)
{
	int ret;

	ret = rvk_event_begin(ev);
	if (ret)
		return ret;
	ret = rvk_event_dispatch(ev);
	if (ret)
		rvk_event_end(ev);
	return ret;
}

typedef int rvk_do_truncate_t(struct rvk_idmap *idmap, struct dentry *dentry,
			      loff_t length, unsigned int time_attrs,
			      struct file *file);
static rvk_do_truncate_t *do_truncate_orig;

static int rvk_truncate_stopped(struct rvk_idmap *idmap, struct dentry *dentry,
				loff_t length, unsigned int time_attrs,
				struct file *file)
{
	struct rvk_event ev = rvk_truncate_event(d_inode(dentry), length);
	int ret;

	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = do_truncate_orig(idmap, dentry, length, time_attrs, file);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

static int rvk_do_truncate(struct rvk_idmap *idmap, struct dentry *dentry,
			   loff_t length, unsigned int time_attrs,
			   struct file *file)
{
	struct inode *inode = d_inode(dentry);
	int ret;

	if (rvk_gate_stops(inode))
		return rvk_truncate_stopped(idmap, dentry, length, time_attrs,
					    file);
	ret = do_truncate_orig(idmap, dentry, length, time_attrs, file);
	rvk_gate_passed(inode);
	return ret;
}

typedef int rvk_fallocate_t(struct file *file, int mode, loff_t offset,
			    loff_t len);
static_assert(__same_type(rvk_fallocate_t, vfs_fallocate));
static rvk_fallocate_t *vfs_fallocate_orig;

static int rvk_vfs_fallocate(struct file *file, int mode, loff_t offset,
			     loff_t len)
{
	struct inode *inode = file_inode(file);
	struct rvk_event ev;
	int ret;

	if (!rvk_gate_stops(inode)) {
		ret = vfs_fallocate_orig(file, mode, offset, len);
		rvk_gate_passed(inode);
		return ret;
	}
	ev = rvk_fallocate_event(file, mode, offset, len);
	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_fallocate_orig(file, mode, offset, len);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

typedef loff_t rvk_remap_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, loff_t len, unsigned int flags);
static_assert(__same_type(rvk_remap_t, vfs_clone_file_range));
static_assert(__same_type(rvk_remap_t, vfs_dedupe_file_range_one));
static rvk_remap_t *vfs_clone_file_range_orig;
static rvk_remap_t *vfs_dedupe_file_range_one_orig;

static loff_t rvk_remap(rvk_remap_t *orig, struct file *in, loff_t pos_in,
			struct file *out, loff_t pos_out, loff_t len,
			unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct rvk_event ev;
	loff_t ret;

	if (!rvk_gate_stops(inode)) {
		ret = orig(in, pos_in, out, pos_out, len, flags);
		rvk_gate_passed(inode);
		return ret;
	}
	ev = rvk_remap_event(out, pos_out, len);
	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = orig(in, pos_in, out, pos_out, len, flags);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

static loff_t rvk_vfs_clone_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       loff_t len, unsigned int flags)
{
	return rvk_remap(vfs_clone_file_range_orig, in, pos_in, out, pos_out,
			 len, flags);
}

static loff_t rvk_vfs_dedupe_file_range_one(struct file *in, loff_t pos_in,
					    struct file *out, loff_t pos_out,
					    loff_t len, unsigned int flags)
{
	return rvk_remap(vfs_dedupe_file_range_one_orig, in, pos_in, out,
			 pos_out, len, flags);
}

typedef ssize_t rvk_copy_t(struct file *in, loff_t pos_in, struct file *out,
			   loff_t pos_out, size_t len, unsigned int flags);
static_assert(__same_type(rvk_copy_t, vfs_copy_file_range));
static rvk_copy_t *vfs_copy_file_range_orig;

/*
 * The original first tries to share blocks between files of one filesystem. It
 * cuts @len at the end of the source, so a long @len means up to that end.
 */
static ssize_t rvk_vfs_copy_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       size_t len, unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct rvk_event ev;
	ssize_t ret;

	if (!rvk_gate_stops(inode)) {
		ret = vfs_copy_file_range_orig(in, pos_in, out, pos_out, len,
					       flags);
		rvk_gate_passed(inode);
		return ret;
	}
	ev = rvk_remap_event(out, pos_out, len > MAX_RW_COUNT ? 0 : len);
	if (!len || file_inode(in)->i_sb != inode->i_sb)
		ev.inode = NULL;
	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_copy_file_range_orig(in, pos_in, out, pos_out, len,
					       flags);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

typedef void rvk_evict_t(struct inode *inode);
static rvk_evict_t *evict_orig;

/* No user of the file is left, so a policy cannot refuse the event */
static void rvk_evict(struct inode *inode)
{
	struct rvk_event ev;

	if (!rvk_gate_stops(inode)) {
		evict_orig(inode);
		rvk_gate_passed(inode);
		return;
	}
	ev = (struct rvk_event){
		.cause = RVK_EVICT,
		.inode = inode,
		.last = ULONG_MAX,
		.nowait = true,
	};
	rvk_event_begin(&ev);
	rvk_event_dispatch(&ev);
	rvk_event_forget_file(&ev);
	rvk_event_end(&ev);
	evict_orig(inode);
	rvk_gate_leave();
}

/*
 * rvk_see() counts a call before rvk_gate_stops() looks at the index; that, or
 * rvk_gate_passed(), gives the count back.
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
RVK_SEE(vfs_fallocate, RVK_ARG(file, 0)->f_inode)
RVK_SEE(vfs_clone_file_range, RVK_ARG(file, 2)->f_inode)
RVK_SEE(vfs_dedupe_file_range_one, RVK_ARG(file, 2)->f_inode)
RVK_SEE(vfs_copy_file_range, RVK_ARG(file, 2)->f_inode)

static struct rvk_hook rvk_hooks[] = {
	RVK_HOOK(do_truncate),
	RVK_HOOK(evict),
	RVK_HOOK(vfs_fallocate),
	RVK_HOOK(vfs_clone_file_range),
	RVK_HOOK(vfs_dedupe_file_range_one),
	RVK_HOOK(vfs_copy_file_range),
};

/**
 * rvk_gate_init() - start catching events
 *
 * Return: 0, or -errno with a line in the log that names the function.
 */
int rvk_gate_init(void)
{
	if (!rvk_gate_enable)
		return 0;
	return rvk_hooks_add(rvk_hooks, ARRAY_SIZE(rvk_hooks));
}

/**
 * rvk_gate_exit() - stop catching events, wait for calls in progress
 */
void rvk_gate_exit(void)
{
	unsigned int i;

	if (!rvk_gate_enable)
		return;
	rvk_hooks_remove(rvk_hooks, ARRAY_SIZE(rvk_hooks));
	/* In this order: a call moves from rvk_passing to rvk_gate_users */
	atomic_inc(&rvk_drainers);
	for (i = 0; i < ARRAY_SIZE(rvk_passing); i++)
		wait_var_event(&rvk_passing[i], !atomic_read(&rvk_passing[i]));
	wait_var_event(&rvk_gate_users, !atomic_read(&rvk_gate_users));
	/* A task may still execute the last instructions of a function here */
	synchronize_rcu_tasks();
}
