/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_compat.h - the one place that asks for the version of the kernel */
#ifndef RVK_COMPAT_H
#define RVK_COMPAT_H

#include <linux/ftrace.h>
#include <linux/hrtimer.h>
#include <linux/mm.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#include <linux/filelock.h>
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "revokebench needs Linux 6.1 or later"
#endif

/* What do_truncate() and file_permission() go by */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define rvk_idmap user_namespace
#else
#define rvk_idmap mnt_idmap
#endif

/* Leases got a struct of their own in 6.9 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0)
#define rvk_lease file_lock
#define rvk_lease_ops lock_manager_operations
#define rvk_lease_field(lease, field) ((lease)->fl_##field)
#define rvk_lease_alloc locks_alloc_lock
#define rvk_lease_free locks_free_lock
#else
#define rvk_lease file_lease
#define rvk_lease_ops lease_manager_operations
#define rvk_lease_field(lease, field) ((lease)->c.flc_##field)
#define rvk_lease_alloc locks_alloc_lease
#define rvk_lease_free locks_free_lease
#endif

/* A layout lease of @file that is not set yet, or NULL */
static inline struct rvk_lease *
rvk_layout_lease(struct file *file, void *owner,
		 const struct rvk_lease_ops *ops)
{
	struct rvk_lease *lease = rvk_lease_alloc();

	if (!lease)
		return NULL;
	lease->fl_lmops = ops;
	rvk_lease_field(lease, flags) = FL_LAYOUT;
	rvk_lease_field(lease, type) = F_RDLCK;
	rvk_lease_field(lease, owner) = owner;
	rvk_lease_field(lease, pid) = current->tgid;
	rvk_lease_field(lease, file) = file;
	return lease;
}

/* Pages of another process; @vmas is gone since 6.5 */
static inline long rvk_gup_remote(struct mm_struct *mm, unsigned long addr,
				  unsigned int gup_flags, struct page **page)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
	return get_user_pages_remote(mm, addr, 1, gup_flags, page, NULL, NULL);
#else
	return get_user_pages_remote(mm, addr, 1, gup_flags, page, NULL);
#endif
}

/* One shot, relative, called in softirq context */
static inline void
rvk_hrtimer_setup(struct hrtimer *timer,
		  enum hrtimer_restart (*fn)(struct hrtimer *))
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	timer->function = fn;
#else
	hrtimer_setup(timer, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
#endif
}

/* In a handler of ftrace: argument @n of the function that is about to run */
static __always_inline unsigned long rvk_ftrace_arg(struct ftrace_regs *fregs,
						    unsigned int n)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
	return regs_get_kernel_argument(&fregs->regs, n);
#else
	return ftrace_regs_get_argument(fregs, n);
#endif
}

/* In a handler of ftrace: run another function instead */
static __always_inline void rvk_ftrace_redirect(struct ftrace_regs *fregs,
						void *to)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
	ftrace_instruction_pointer_set(fregs, (unsigned long)to);
#else
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)to);
#endif
}

#endif /* RVK_COMPAT_H */
