/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_hook.h - functions of the kernel that rvk.ko redirects; private to it */
#ifndef RVK_HOOK_H
#define RVK_HOOK_H

#include <linux/ftrace.h>

/**
 * struct rvk_hook - one function that is redirected
 * @symbol:	its name; not all are exported
 * @orig:	set to the address behind @ip, where the original is called
 * @ip:		address of the instruction that calls ftrace
 * @ops:	calls rvk_see_NAME()
 */
struct rvk_hook {
	const char *symbol;
	void **orig;
	unsigned long ip;
	struct ftrace_ops ops;
};

/*
 * rvk_see_NAME() redirects to rvk_NAME(), which calls NAME_orig. While it is
 * registered, kernel.ftrace_enabled cannot be set to 0 (-EBUSY).
 */
#define RVK_HOOK(name)                                          \
	{                                                       \
		.symbol = #name, .orig = (void **)&name##_orig, \
		.ops = { .func = rvk_see_##name,                \
			 .flags = FTRACE_OPS_FL_IPMODIFY |      \
				  FTRACE_OPS_FL_PERMANENT },    \
	}

int rvk_hooks_add(struct rvk_hook *hooks, unsigned int nr);
void rvk_hooks_remove(struct rvk_hook *hooks, unsigned int nr);

#endif /* RVK_HOOK_H */
