// SPDX-License-Identifier: GPL-2.0-only
/* rvk_inlined.c - redirects a function only if another is inline in it: for tests */
#include <linux/errno.h>
#include <linux/module.h>

#include "policies/rvk_hook.h"

typedef int inlined_t(int value);

static __used noinline __noclone int inlined_callee(int value)
{
	return READ_ONCE(value) + 1;
}

/* Not its last step, so that it is a call */
static __used noinline __noclone int inlined_caller(int value)
{
	return inlined_callee(value) * 2;
}

/* As a compiler makes it that has the callee inline */
static __used noinline __noclone int inlined_copy(int value)
{
	return (READ_ONCE(value) + 1) * 2;
}

RVK_REDIRECTED(inlined_callee, inlined_t)
RVK_REDIRECTED(inlined_caller, inlined_t)
RVK_REDIRECTED(inlined_copy, inlined_t)

static int redirected;

notrace __noendbr int rvk_inlined_callee(int value)
{
	redirected += 1;
	return static_call(inlined_callee_orig)(value);
}

notrace __noendbr int rvk_inlined_caller(int value)
{
	redirected += 100;
	return static_call(inlined_caller_orig)(value);
}

notrace __noendbr int rvk_inlined_copy(int value)
{
	redirected += 10;
	return static_call(inlined_copy_orig)(value);
}

static struct rvk_hook hooks[] = {
	RVK_HOOK(inlined_callee),
	RVK_HOOK_IF_INLINED(inlined_caller, hooks),
	RVK_HOOK_IF_INLINED(inlined_copy, hooks),
};

static int __init inlined_init(void)
{
	int ret = rvk_hooks_add(hooks, ARRAY_SIZE(hooks));

	if (ret)
		return ret;
	/* Each way was redirected once */
	if (inlined_caller(1) != 4 || inlined_copy(1) != 4 || redirected != 11)
		ret = -ERANGE;
	rvk_hooks_remove(hooks, ARRAY_SIZE(hooks));
	return ret;
}

static void __exit inlined_exit(void)
{
}

module_init(inlined_init);
module_exit(inlined_exit);

MODULE_DESCRIPTION(
	"Redirects a function only if another is inline in it, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
