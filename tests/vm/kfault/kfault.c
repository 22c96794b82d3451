// SPDX-License-Identifier: GPL-2.0-only
/* kfault.c - a kernel module that goes wrong in the way it is asked to */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0);
MODULE_PARM_DESC(how, "oops, warn or hang");

static int __init kfault_init(void)
{
	if (!strcmp(how, "oops"))
		WRITE_ONCE(*(int *)NULL, 1);
	WARN(!strcmp(how, "warn"), "kfault: asked to warn\n");
	if (!strcmp(how, "hang")) {
		pr_info("kfault: hangs with interrupts off from here on\n");
		local_irq_disable();
		for (;;)
			cpu_relax();
	}
	return 0;
}
module_init(kfault_init);

MODULE_DESCRIPTION("goes wrong on demand, to test who notices");
MODULE_LICENSE("GPL");
