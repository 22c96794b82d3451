// SPDX-License-Identifier: GPL-2.0-only
/* adopt_rdma.c - memory regions and queue pairs that a process has */

/*
 * Wrappers of a device's operations learn of memory regions and queue pairs, so
 * that adopt_rdma_act.c finds those that a revoke hits.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "kbench/adopt/adopt_rdma.h"

/* Protects the lists; held while a fence acts, so no object is destroyed */
DEFINE_MUTEX(adopt_rdma_lock);
LIST_HEAD(adopt_mrs);
LIST_HEAD(adopt_qps);
static atomic_t adopt_rdma_calls = ATOMIC_INIT(0);

/**
 * struct adopt_device - the operations of a device before they were wrapped
 * @list:	in adopt_devices, until the module goes
 * @dev:	the device; another one may get its address when it has gone
 * @ops:	the operations
 */
struct adopt_device {
	struct list_head list;
	const struct ib_device *dev;
	const struct ib_device_ops *ops;
};

/* Written with adopt_rdma_lock held, read under RCU; entries stay */
static LIST_HEAD(adopt_devices);

static struct adopt_device *adopt_device_of(const struct ib_device *dev)
{
	struct adopt_device *device, *found = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(device, &adopt_devices, list)
		if (device->dev == dev)
			found = device;
	rcu_read_unlock();
	return found;
}

/**
 * adopt_saved() - the operations of a device before they were wrapped
 * @dev:	the device
 *
 * Return: them.
 */
const struct ib_device_ops *adopt_saved(const struct ib_device *dev)
{
	return adopt_device_of(dev)->ops;
}

static void adopt_add(struct adopt_object *object, struct list_head *to)
{
	mutex_lock(&adopt_rdma_lock);
	list_add(&object->list, to);
	mutex_unlock(&adopt_rdma_lock);
}

/* One of the two is NULL */
static void adopt_forget(const void *mr, const void *qp)
{
	struct adopt_object *object, *next;

	mutex_lock(&adopt_rdma_lock);
	list_for_each_entry_safe(object, next, mr ? &adopt_mrs : &adopt_qps,
				 list) {
		if (object->mr != mr || object->qp != qp)
			continue;
		list_del(&object->list);
		kfree(object);
	}
	mutex_unlock(&adopt_rdma_lock);
}

/* The pages may be revoked before the driver has made a region of them */
static int adopt_registered(struct adopt_object *object, struct ib_mr *mr)
{
	int ret = 0;

	mutex_lock(&adopt_rdma_lock);
	if (IS_ERR(mr)) {
		list_del(&object->list);
		kfree(object);
	} else {
		object->mr = mr;
		if (object->fenced)
			ret = adopt_fence_object(object);
	}
	mutex_unlock(&adopt_rdma_lock);
	return ret;
}

static struct ib_mr *adopt_reg_mr(struct ib_pd *pd, u64 start, u64 length,
				  u64 virt, int access RVK_DMAH_PARAMETER,
				  struct ib_udata *udata)
{
	struct adopt_object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	struct ib_mr *mr;

	if (!object)
		return ERR_PTR(-ENOMEM);
	atomic_inc(&adopt_rdma_calls);
	object->pd = pd;
	object->mm = current->mm;
	object->start = start;
	object->length = length;
	adopt_add(object, &adopt_mrs);
	mr = adopt_saved(pd->device)
		     ->reg_user_mr(pd, start, length, virt, access RVK_DMAH,
				   udata);
	adopt_registered(object, mr);
	atomic_dec(&adopt_rdma_calls);
	return mr;
}

static int adopt_dereg_mr(struct ib_mr *mr, struct ib_udata *udata)
{
	int ret;

	atomic_inc(&adopt_rdma_calls);
	adopt_forget(mr, NULL);
	ret = adopt_saved(mr->device)->dereg_mr(mr, udata);
	atomic_dec(&adopt_rdma_calls);
	return ret;
}

static bool adopt_is_fenced(const struct ib_mr *mr, const struct ib_pd *pd)
{
	const struct adopt_object *object;
	bool fenced = false;

	mutex_lock(&adopt_rdma_lock);
	list_for_each_entry(object, &adopt_mrs, list)
		fenced |= object->fenced &&
			  (object->mr == mr || object->pd == pd);
	mutex_unlock(&adopt_rdma_lock);
	return fenced;
}

/* The owner does not get the access back */
static struct ib_mr *adopt_rereg_mr(struct ib_mr *mr, int flags, u64 start,
				    u64 length, u64 virt, int access,
				    struct ib_pd *pd, struct ib_udata *udata)
{
	struct ib_mr *ret = ERR_PTR(-EACCES);

	atomic_inc(&adopt_rdma_calls);
	if (!adopt_is_fenced(mr, NULL))
		ret = adopt_saved(mr->device)
			      ->rereg_user_mr(mr, flags, start, length, virt,
					      access, pd, udata);
	atomic_dec(&adopt_rdma_calls);
	return ret;
}

static int adopt_create_qp(struct ib_qp *qp, struct ib_qp_init_attr *attr,
			   struct ib_udata *udata)
{
	struct adopt_object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	int ret;

	if (!object)
		return -ENOMEM;
	atomic_inc(&adopt_rdma_calls);
	ret = adopt_saved(qp->device)->create_qp(qp, attr, udata);
	if (ret) {
		kfree(object);
	} else {
		object->qp = qp;
		object->pd = qp->pd;
		adopt_add(object, &adopt_qps);
	}
	atomic_dec(&adopt_rdma_calls);
	return ret;
}

static int adopt_destroy_qp(struct ib_qp *qp, struct ib_udata *udata)
{
	int ret;

	atomic_inc(&adopt_rdma_calls);
	adopt_forget(NULL, qp);
	ret = adopt_saved(qp->device)->destroy_qp(qp, udata);
	atomic_dec(&adopt_rdma_calls);
	return ret;
}

/* No queue pair of the domain is to work again while the memory region lives */
static int adopt_modify_qp(struct ib_qp *qp, struct ib_qp_attr *attr, int mask,
			   struct ib_udata *udata)
{
	int ret = -EACCES;

	atomic_inc(&adopt_rdma_calls);
	if (!(mask & IB_QP_STATE) || attr->qp_state == IB_QPS_ERR || !udata ||
	    !adopt_is_fenced(NULL, qp->pd))
		ret = adopt_saved(qp->device)->modify_qp(qp, attr, mask, udata);
	atomic_dec(&adopt_rdma_calls);
	return ret;
}

/* The last call to a driver: no object of the device is left */
static void adopt_dealloc_driver(struct ib_device *dev)
{
	atomic_inc(&adopt_rdma_calls);
	adopt_saved(dev)->dealloc_driver(dev);
	module_put(THIS_MODULE); /* of adopt_client_remove() */
	atomic_dec(&adopt_rdma_calls);
}

static struct adopt_device *adopt_device_new(struct ib_device *dev)
{
	struct adopt_device *device = adopt_device_of(dev);

	if (device)
		return device;
	device = kzalloc(sizeof(*device), GFP_KERNEL);
	if (!device)
		return NULL;
	device->dev = dev;
	mutex_lock(&adopt_rdma_lock);
	list_add_rcu(&device->list, &adopt_devices);
	mutex_unlock(&adopt_rdma_lock);
	return device;
}

static int adopt_client_add(struct ib_device *dev)
{
	struct adopt_device *device;

	if (!dev->ops.reg_user_mr || !dev->ops.create_qp)
		return -EOPNOTSUPP;
	device = adopt_device_new(dev);
	if (!device)
		return -ENOMEM;
	kfree(device->ops);
	device->ops = kmemdup(&dev->ops, sizeof(dev->ops), GFP_KERNEL);
	if (!device->ops)
		return -ENOMEM;
	dev->ops.create_qp = adopt_create_qp;
	dev->ops.destroy_qp = adopt_destroy_qp;
	dev->ops.modify_qp = adopt_modify_qp;
	dev->ops.reg_user_mr = adopt_reg_mr;
	dev->ops.dereg_mr = adopt_dereg_mr;
	if (device->ops->rereg_user_mr)
		dev->ops.rereg_user_mr = adopt_rereg_mr;
	if (device->ops->dealloc_driver)
		dev->ops.dealloc_driver = adopt_dealloc_driver;
	return 0;
}

static bool adopt_is_exiting;

/*
 * Other clients destroy objects of a device that goes: the wrappers stay, and with
 * them the module, for ever if the driver has no dealloc_driver
 */
static void adopt_client_remove(struct ib_device *dev, void *client_data)
{
	const struct ib_device_ops *saved = adopt_saved(dev);

	if (!adopt_is_exiting) {
		__module_get(THIS_MODULE);
		return;
	}
	dev->ops.create_qp = saved->create_qp;
	dev->ops.destroy_qp = saved->destroy_qp;
	dev->ops.modify_qp = saved->modify_qp;
	dev->ops.reg_user_mr = saved->reg_user_mr;
	dev->ops.dereg_mr = saved->dereg_mr;
	dev->ops.rereg_user_mr = saved->rereg_user_mr;
	dev->ops.dealloc_driver = saved->dealloc_driver;
}

static struct ib_client adopt_client = {
	.name = "rvk_adopt",
	.add = adopt_client_add,
	.remove = adopt_client_remove,
};

static int __init adopt_rdma_init(void)
{
	int ret = ib_register_client(&adopt_client);

	if (!ret)
		adopt_backend_add(&adopt_rdma_ops);
	return ret;
}

static void __exit adopt_rdma_exit(void)
{
	struct adopt_object *object, *next;
	struct adopt_device *device, *other;

	adopt_is_exiting = true;
	adopt_backend_remove(&adopt_rdma_ops);
	ib_unregister_client(&adopt_client);
	adopt_wait(&adopt_rdma_calls);
	list_splice_init(&adopt_qps, &adopt_mrs);
	list_for_each_entry_safe(object, next, &adopt_mrs, list)
		kfree(object);
	list_for_each_entry_safe(device, other, &adopt_devices, list) {
		kfree(device->ops);
		kfree(device);
	}
}

module_init(adopt_rdma_init);
module_exit(adopt_rdma_exit);

MODULE_DESCRIPTION("Revoke policies on memory regions of RDMA");
MODULE_LICENSE("GPL");
MODULE_INFO(test, "Y");
