// SPDX-License-Identifier: GPL-2.0-only
/* adopt_main.c - load and unload of rvk_adopt.ko */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/mm.h>
#include <linux/module.h>
#include <linux/vmstat.h>

#include "kbench/adopt/adopt.h"

static long adopt_before;
module_param_named(before, adopt_before, long, 0444);
MODULE_PARM_DESC(before,
		 "pages that were pinned at load: nothing is known of them");

static int __init adopt_init(void)
{
	int ret;

	adopt_wq = alloc_workqueue("rvk_adopt", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	if (!adopt_wq)
		return -ENOMEM;
	ret = adopt_users_init();
	if (ret)
		goto destroy_wq;
	ret = adopt_hooks_init();
	if (ret)
		goto exit_users;
	adopt_before = global_node_page_state(NR_FOLL_PIN_ACQUIRED) -
		       global_node_page_state(NR_FOLL_PIN_RELEASED);
	if (adopt_before)
		pr_info("about %ld pages are pinned already: they are not adopted\n",
			adopt_before);
	return 0;

exit_users:
	adopt_users_exit();
destroy_wq:
	destroy_workqueue(adopt_wq);
	return ret;
}

static void __exit adopt_exit(void)
{
	adopt_hooks_exit();
	destroy_workqueue(adopt_wq);
	adopt_users_exit();
}

module_init(adopt_init);
module_exit(adopt_exit);

MODULE_DESCRIPTION("Revoke policies on pages that other drivers have pinned");
MODULE_LICENSE("GPL");
MODULE_INFO(test, "Y");
