/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_hook.h - functions of the kernel that are watched; private to rvk.ko */
#ifndef RVK_HOOK_H
#define RVK_HOOK_H

#include <linux/ftrace.h>

/**
 * struct rvk_hook - one function that is watched
 * @symbol:	its name; not all are exported
 * @orig:	where to put its address, behind the instruction that calls ftrace
 * @ip:		the address of that
 * @ops:	how ftrace calls us
 */
struct rvk_hook {
	const char *symbol;
	void **orig;
	unsigned long ip;
	struct ftrace_ops ops;
};

/* rvk_see_NAME() sees the call, NAME_orig is what to call then */
#define RVK_HOOK(name)                                          \
	{                                                       \
		.symbol = #name, .orig = (void **)&name##_orig, \
		.ops = { .func = rvk_see_##name,                \
			 .flags = FTRACE_OPS_FL_IPMODIFY },     \
	}

int rvk_hooks_add(struct rvk_hook *hooks, unsigned int nr);
void rvk_hooks_remove(struct rvk_hook *hooks, unsigned int nr);

#endif /* RVK_HOOK_H */
