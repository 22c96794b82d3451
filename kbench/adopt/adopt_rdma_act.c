// SPDX-License-Identifier: GPL-2.0-only
/* adopt_rdma_act.c - a back end: notify owners of RDMA, and fence */

/*
 * Idea. To fence, rereg takes all access from a memory region, where the driver
 *	has that; else each queue pair of its protection domain goes into error.
 * Guarantee. No work that is posted then accesses the pages. They stay pinned until
 *	the owner deregisters: the driver has the addresses in structures of its own.
 *	A policy that notifies sends IBV_EVENT_QP_ACCESS_ERR first, which tells the
 *	owner to tear down what it has, by ibv_get_async_event().
 * Cost. The next access ends in IBV_WC_REM_ACCESS_ERR; by queue pairs, all work on
 *	them is flushed, that on other memory, too.
 * Fails when. A queue pair is older than this module, or the owner has moved the
 *	memory region by rereg. What a device does then is the driver's to end: of
 *	soft-RoCE, one packet.
 * Seen in. "The only way out for current hardware is to forcibly terminate the
 *	RDMA activity somehow", Jason Gunthorpe, linux-mm, 12 Dec 2018.
 */
#include <linux/module.h>

#include "kbench/adopt/adopt_rdma.h"

static bool rereg = true;
module_param(rereg, bool, 0644);
MODULE_PARM_DESC(rereg,
		 "fence by rereg where the driver has it, not queue pairs");

static int adopt_fence_qps(const struct ib_pd *pd)
{
	struct ib_qp_attr attr = { .qp_state = IB_QPS_ERR };
	struct adopt_object *object;
	int ret = 0;

	lockdep_assert_held(&adopt_rdma_lock);
	list_for_each_entry(object, &adopt_qps, list)
		if (object->pd == pd)
			ret = ib_modify_qp(object->qp, &attr, IB_QP_STATE) ?:
									     ret;
	return ret;
}

/* A driver returns another memory region where it made a new one */
static int adopt_fence_mr(const struct adopt_object *object)
{
	const struct ib_device_ops *ops = adopt_saved(object->pd->device);
	struct ib_mr *new = ERR_PTR(-EOPNOTSUPP);

	if (READ_ONCE(rereg) && ops->rereg_user_mr)
		new = ops->rereg_user_mr(object->mr, IB_MR_REREG_ACCESS, 0, 0,
					 0, 0, NULL, NULL);
	return new ? -EOPNOTSUPP : 0;
}

/**
 * adopt_fence_object() - have the device refuse all access to a memory region
 * @object:	of it; marked, as it may have none yet
 *
 * Context: under adopt_rdma_lock.
 * Return: 0 or -errno.
 */
int adopt_fence_object(struct adopt_object *object)
{
	lockdep_assert_held(&adopt_rdma_lock);
	object->fenced = true;
	if (!object->mr || !adopt_fence_mr(object))
		return 0;
	return adopt_fence_qps(object->pd);
}

static bool adopt_is_hit(const struct adopt_object *object,
			 const struct rvk_region *r)
{
	return object->mm == r->mm &&
	       object->start < r->addr + r->nr_pages * PAGE_SIZE &&
	       object->start + object->length > r->addr;
}

static void adopt_rdma_fence(struct rvk_region *r)
{
	struct adopt_object *object;
	int ret;

	mutex_lock(&adopt_rdma_lock);
	list_for_each_entry(object, &adopt_mrs, list) {
		if (!adopt_is_hit(object, r) || object->fenced)
			continue;
		ret = adopt_fence_object(object);
		if (ret)
			pr_err("rvk_adopt_rdma: no error state: %d\n", ret);
	}
	mutex_unlock(&adopt_rdma_lock);
	adopt_cut(r, 0, r->nr_pages);
}

static void adopt_notify_qps(const struct ib_pd *pd)
{
	struct ib_event event = { .device = pd->device,
				  .event = IB_EVENT_QP_ACCESS_ERR };
	struct adopt_object *object;

	lockdep_assert_held(&adopt_rdma_lock);
	list_for_each_entry(object, &adopt_qps, list) {
		if (object->pd != pd || !object->qp->event_handler)
			continue;
		event.element.qp = object->qp;
		object->qp->event_handler(&event, object->qp->qp_context);
	}
}

/* A memory region has no event of its own: those that reach it have */
static void adopt_rdma_notify(struct rvk_region *r)
{
	const struct adopt_object *object;

	mutex_lock(&adopt_rdma_lock);
	list_for_each_entry(object, &adopt_mrs, list)
		if (adopt_is_hit(object, r))
			adopt_notify_qps(object->pd);
	mutex_unlock(&adopt_rdma_lock);
}

const struct rvk_device_ops adopt_rdma_ops = {
	.module = THIS_MODULE,
	.name = "rdma",
	.can = RVK_FENCE,
	.point = adopt_no_point,
	.fence = adopt_rdma_fence,
	.drain = adopt_no_drain,
	.notify = adopt_rdma_notify,
};
