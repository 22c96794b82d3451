// SPDX-License-Identifier: GPL-2.0-only
/* rvk_gate.c - where events come from: before any lock of a filesystem */

/*
 * ftrace runs a handler at the entry of each function below. For a file without
 * regions that is all. For one with regions the handler lets a function of ours
 * run instead, which does what the policies say and then calls the original.
 * The call of the original comes by the handler again, which must see that it
 * is ours: so this file is built without tail calls.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/wait_bit.h>

#include "policies/rvk_index.h"

static bool rvk_gate_enable = true;
module_param_named(gate, rvk_gate_enable, bool, 0444);
MODULE_PARM_DESC(gate, "catch events of files (for measuring what it costs)");

/* Tasks that are, or will be in a moment, in one of our functions */
static atomic_t rvk_gate_users = ATOMIC_INIT(0);

static void rvk_gate_leave(void)
{
	if (atomic_dec_and_test(&rvk_gate_users))
		wake_up_var(&rvk_gate_users);
}

/* 0: the original may go on, rvk_event_end() is to follow */
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
static rvk_do_truncate_t *rvk_do_truncate_orig;

/* What will be refused anyway has no inode, and so is no event */
static int rvk_do_truncate(struct rvk_idmap *idmap, struct dentry *dentry,
			   loff_t length, unsigned int time_attrs,
			   struct file *file)
{
	struct rvk_event ev = {
		.cause = RVK_TRUNCATE,
		.inode = length >= 0 ? d_inode(dentry) : NULL,
		.first = (length + PAGE_SIZE - 1) >> PAGE_SHIFT,
		.last = ULONG_MAX,
	};
	int ret;

	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = rvk_do_truncate_orig(idmap, dentry, length, time_attrs,
					   file);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
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

/*
 * Outwards to whole pages: XFS drops the pages at both ends, too. What a
 * collapse or an insert moves goes to the end of the file, and XFS drops one
 * block more before it, see xfs_prepare_shift().
 */
static long rvk_vfs_fallocate(struct file *file, int mode, loff_t offset,
			      loff_t len)
{
	struct rvk_event ev = {
		.cause = rvk_fallocate_cause(mode),
		.first = offset >> PAGE_SHIFT,
		.last = (offset + len - 1) >> PAGE_SHIFT,
	};
	long ret;

	if (ev.cause == RVK_COLLAPSE || ev.cause == RVK_INSERT) {
		ev.first -= !!ev.first;
		ev.last = ULONG_MAX;
	}
	if (ev.cause && offset >= 0 && len > 0 && offset + len > 0 &&
	    file->f_mode & FMODE_WRITE && !IS_IMMUTABLE(file_inode(file)))
		ev.inode = file_inode(file);

	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_fallocate(file, mode, offset, len);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

/* A length of 0 means: to the end of the source */
static struct rvk_event rvk_remap_event(struct file *out, loff_t pos,
					loff_t len)
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

static loff_t rvk_vfs_clone_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       loff_t len, unsigned int flags)
{
	struct rvk_event ev = rvk_remap_event(out, pos_out, len);
	loff_t ret;

	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_clone_file_range(in, pos_in, out, pos_out, len,
					   flags);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

static loff_t rvk_vfs_dedupe_file_range_one(struct file *in, loff_t pos_in,
					    struct file *out, loff_t pos_out,
					    loff_t len, unsigned int flags)
{
	struct rvk_event ev = rvk_remap_event(out, pos_out, len);
	loff_t ret;

	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_dedupe_file_range_one(in, pos_in, out, pos_out, len,
						flags);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

/*
 * Tries to share blocks first, between files of one filesystem. Lengths beyond
 * the end of the source are cut there, so a long one counts as to the end.
 */
static ssize_t rvk_vfs_copy_file_range(struct file *in, loff_t pos_in,
				       struct file *out, loff_t pos_out,
				       size_t len, unsigned int flags)
{
	loff_t known = len > MAX_RW_COUNT ? 0 : len;
	struct rvk_event ev = rvk_remap_event(out, pos_out, known);
	ssize_t ret;

	if (!len || file_inode(in)->i_sb != file_inode(out)->i_sb)
		ev.inode = NULL;
	ret = rvk_gate_enter(&ev);
	if (!ret) {
		ret = vfs_copy_file_range(in, pos_in, out, pos_out, len, flags);
		rvk_event_end(&ev);
	}
	rvk_gate_leave();
	return ret;
}

typedef void rvk_evict_t(struct inode *inode);
static rvk_evict_t *rvk_evict_orig;

/* Nobody has the file any more: policies may act, but nothing can be refused */
static void rvk_evict(struct inode *inode)
{
	struct rvk_event ev = {
		.cause = RVK_EVICT,
		.inode = inode,
		.last = ULONG_MAX,
		.nowait = true,
	};

	rvk_event_begin(&ev);
	rvk_event_dispatch(&ev);
	rvk_event_forget_file(&ev);
	rvk_event_end(&ev);
	rvk_evict_orig(inode);
	rvk_gate_leave();
}

/*
 * All that a file without regions pays for. Trampolines of ftrace leave preemption
 * as it is; disabled, it is as good as rcu_read_lock(), and not traced itself.
 */
static __always_inline void rvk_see(const struct inode *inode,
				    unsigned long parent_ip,
				    struct ftrace_regs *fregs, void *ours)
{
	bool known;

	preempt_disable_notrace();
	known = rvk_inode_known(inode);
	preempt_enable_notrace();
	if (likely(!known))
		return;
	if (within_module(parent_ip, THIS_MODULE))
		return;
	atomic_inc(&rvk_gate_users);
	rvk_ftrace_redirect(fregs, ours);
}

static void notrace rvk_see_truncate(unsigned long ip, unsigned long parent_ip,
				     struct ftrace_ops *ops,
				     struct ftrace_regs *fregs)
{
	struct dentry *dentry = (void *)rvk_ftrace_arg(fregs, 1);

	rvk_see(dentry->d_inode, parent_ip, fregs, rvk_do_truncate);
}

static void notrace rvk_see_fallocate(unsigned long ip, unsigned long parent_ip,
				      struct ftrace_ops *ops,
				      struct ftrace_regs *fregs)
{
	struct file *file = (void *)rvk_ftrace_arg(fregs, 0);

	rvk_see(file->f_inode, parent_ip, fregs, rvk_vfs_fallocate);
}

static void notrace rvk_see_evict(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *ops,
				  struct ftrace_regs *fregs)
{
	rvk_see((void *)rvk_ftrace_arg(fregs, 0), parent_ip, fregs, rvk_evict);
}

/* Three functions with the file that changes in the same place */
#define RVK_SEE_REMAP(name)                                              \
	static void notrace rvk_see_##name(unsigned long ip,             \
					   unsigned long parent_ip,      \
					   struct ftrace_ops *ops,       \
					   struct ftrace_regs *fregs)    \
	{                                                                \
		struct file *out = (void *)rvk_ftrace_arg(fregs, 2);     \
		rvk_see(out->f_inode, parent_ip, fregs, rvk_vfs_##name); \
	}

RVK_SEE_REMAP(clone_file_range)
RVK_SEE_REMAP(dedupe_file_range_one)
RVK_SEE_REMAP(copy_file_range)

/**
 * struct rvk_hook - one function that is watched
 * @symbol:	its name; not all are exported
 * @ip:		its address
 * @ops:	how ftrace calls us
 */
struct rvk_hook {
	const char *symbol;
	unsigned long ip;
	struct ftrace_ops ops;
};

#define RVK_HOOK(name, see)                                              \
	{                                                                \
		.symbol = name,                                          \
		.ops = { .func = see, .flags = FTRACE_OPS_FL_IPMODIFY }, \
	}

static struct rvk_hook rvk_hooks[] = {
	RVK_HOOK("do_truncate", rvk_see_truncate),
	RVK_HOOK("evict", rvk_see_evict),
	RVK_HOOK("vfs_fallocate", rvk_see_fallocate),
	RVK_HOOK("vfs_clone_file_range", rvk_see_clone_file_range),
	RVK_HOOK("vfs_dedupe_file_range_one", rvk_see_dedupe_file_range_one),
	RVK_HOOK("vfs_copy_file_range", rvk_see_copy_file_range),
};

/* A kprobe that is never hit finds what is not exported */
static int rvk_hook_find(struct rvk_hook *hook)
{
	struct kprobe kp = { .symbol_name = hook->symbol };
	int ret;

	ret = register_kprobe(&kp);
	if (ret)
		return ret;
	hook->ip = (unsigned long)kp.addr;
	unregister_kprobe(&kp);
	return 0;
}

static int rvk_hook_add(struct rvk_hook *hook)
{
	int ret;

	ret = ftrace_set_filter_ip(&hook->ops, hook->ip, 0, 0);
	if (ret)
		return ret;
	ret = register_ftrace_function(&hook->ops);
	if (ret)
		ftrace_free_filter(&hook->ops);
	return ret;
}

static void rvk_hook_remove(struct rvk_hook *hook)
{
	unregister_ftrace_function(&hook->ops);
	ftrace_free_filter(&hook->ops);
}

/**
 * rvk_gate_init() - begin to catch events
 *
 * Return: 0, or -errno with a line in the log that names the function.
 */
int rvk_gate_init(void)
{
	unsigned int i, nr = 0;
	int ret = 0;

	if (!rvk_gate_enable)
		return 0;
	if (IS_ENABLED(CONFIG_X86_KERNEL_IBT) &&
	    cpu_feature_enabled(X86_FEATURE_IBT)) {
		pr_err("do_truncate can't be called by its address: boot with ibt=off\n");
		return -EOPNOTSUPP;
	}
	for (i = 0; !ret && i < ARRAY_SIZE(rvk_hooks); i++)
		ret = rvk_hook_find(&rvk_hooks[i]);
	if (ret)
		goto fail;
	rvk_do_truncate_orig = (void *)rvk_hooks[0].ip;
	rvk_evict_orig = (void *)rvk_hooks[1].ip;

	for (i = 0; !ret && i < ARRAY_SIZE(rvk_hooks); i++) {
		ret = rvk_hook_add(&rvk_hooks[i]);
		nr += !ret;
	}
	if (!ret)
		return 0;
	while (nr--)
		rvk_hook_remove(&rvk_hooks[nr]);
fail:
	pr_err("can't watch %s: error %d\n", rvk_hooks[i - 1].symbol, ret);
	return ret;
}

/**
 * rvk_gate_exit() - catch no more events, and wait for those under way
 */
void rvk_gate_exit(void)
{
	unsigned int i;

	if (!rvk_gate_enable)
		return;
	for (i = ARRAY_SIZE(rvk_hooks); i--;)
		rvk_hook_remove(&rvk_hooks[i]);
	wait_var_event(&rvk_gate_users, !atomic_read(&rvk_gate_users));
	/* One may still have its last instructions here to run */
	synchronize_rcu_tasks();
}
