// SPDX-License-Identifier: GPL-2.0-only
/* rvk_main.c - load and unload of rvk.ko */
#include <linux/module.h>
#include <linux/workqueue.h>

#include "policies/rvk_private.h"

static int __init rvk_init(void)
{
	int ret;

	ret = rvk_safety_check();
	if (ret)
		return ret;
	rvk_wq = alloc_workqueue("rvk", WQ_UNBOUND, 0);
	if (!rvk_wq)
		return -ENOMEM;
	ret = rvk_register_policy(&rvk_none);
	if (ret)
		goto destroy_wq;
	ret = rvk_gate_init();
	if (ret)
		goto unregister;
	return 0;

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
	rvk_unregister_policy(&rvk_none);
	destroy_workqueue(rvk_wq);
}

module_init(rvk_init);
module_exit(rvk_exit);

MODULE_DESCRIPTION("Revoke core: what to do when a file shrinks under a device");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
