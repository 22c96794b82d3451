// SPDX-License-Identifier: GPL-2.0-only
/* rvk_main.c - load and unload of rvk.ko */
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/workqueue.h>

#include "policies/rvk_private.h"

static int __init rvk_init(void)
{
	static struct lock_class_key event_key;
	int ret;

	lockdep_init_map(&rvk_event_map, "rvk_event", &event_key, 0);
	ret = rvk_safety_check();
	if (ret)
		return ret;
	/* Closing the region of a process that the OOM killer chose frees memory */
	rvk_wq = alloc_workqueue("rvk", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	if (!rvk_wq)
		return -ENOMEM;
	ret = rvk_register_policy(&rvk_none);
	if (ret)
		goto destroy_wq;
	ret = rvk_escape_init();
	if (ret)
		goto unregister;
	ret = rvk_gate_init();
	if (ret)
		goto escape_exit;
	return 0;

escape_exit:
	rvk_escape_exit();
unregister:
	rvk_unregister_policy(&rvk_none);
destroy_wq:
	destroy_workqueue(rvk_wq);
	return ret;
}

/* No region is left: each pins the module of its device, which uses rvk */
static void __exit rvk_exit(void)
{
	rvk_gate_exit();
	rvk_escape_exit();
	rvk_unregister_policy(&rvk_none);
	destroy_workqueue(rvk_wq);
}

module_init(rvk_init);
module_exit(rvk_exit);

MODULE_DESCRIPTION("Revoke core: what to do when a file shrinks under a device");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
