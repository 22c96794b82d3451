// SPDX-License-Identifier: GPL-2.0-only
/* conflict.c - redirects vfs_copy_file_range(), so that rvk.ko cannot: for tests */
#include <linux/ftrace.h>
#include <linux/module.h>

static unsigned char function[] = "vfs_copy_file_range";

/* Changes nothing; only one user of a function may be allowed to redirect it */
static void notrace conflict_call(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *ops,
				  struct ftrace_regs *fregs)
{
}

static struct ftrace_ops conflict_ops = {
	.func = conflict_call,
	.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_IPMODIFY,
};

static int __init conflict_init(void)
{
	int ret;

	ret = ftrace_set_filter(&conflict_ops, function, sizeof(function) - 1,
				1);
	if (!ret)
		ret = register_ftrace_function(&conflict_ops);
	if (ret)
		ftrace_free_filter(&conflict_ops);
	return ret;
}

static void __exit conflict_exit(void)
{
	unregister_ftrace_function(&conflict_ops);
	ftrace_free_filter(&conflict_ops);
}

module_init(conflict_init);
module_exit(conflict_exit);

MODULE_DESCRIPTION("Holds a function that rvk.ko redirects, for tests");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
