/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_compat.h - the one place that asks for the version of the kernel */
#ifndef RVK_COMPAT_H
#define RVK_COMPAT_H

#include <linux/ftrace.h>
#include <linux/hrtimer.h>
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "revokebench needs Linux 6.1 or later"
#endif

/* What do_truncate() and file_permission() go by */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define rvk_idmap user_namespace
#else
#define rvk_idmap mnt_idmap
#endif

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
