// SPDX-License-Identifier: GPL-2.0-only
/* kb_region.c - open regions, and their file descriptors */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "kbench/kb_arg.h"
#include "kbench/kb_device.h"

#define KB_OPEN_TRIES 8 /* attempts while the mappings keep changing */
#define KB_LATENCY_MIN_NS 1000
#define KB_LATENCY_MAX_NS NSEC_PER_SEC

static_assert(KB_CAN_REDIRECT == RVK_REDIRECT);
static_assert(KB_CAN_FENCE == RVK_FENCE);
static_assert(KB_CAN_FAULT == RVK_FAULT);
static_assert(KB_REGION_WRITE == RVK_REGION_WRITE);
static_assert(KB_REGION_LONGTERM == RVK_REGION_LONGTERM);
static_assert(KB_REGION_NOWAIT == RVK_REGION_NOWAIT);
static_assert(KB_CAUSE_TRUNCATE == (int)RVK_TRUNCATE);
static_assert(KB_CAUSE_EVICT == (int)RVK_EVICT);
static_assert(KB_CAUSE_LATE == (int)RVK_LATE);
static_assert(sizeof(struct kb_event) == sizeof(struct rvk_record));

static const struct kb_device *const kb_devices[] = { KB_DEVICES };
static const struct kb_device *const kb_real_devices[] = { KB_REAL_DEVICES };

/* By an index, in the order of the names, those that the machine has last */
static const struct kb_device *kb_device_at(u32 index)
{
	u32 i;

	if (index < ARRAY_SIZE(kb_devices))
		return kb_devices[index];
	index -= ARRAY_SIZE(kb_devices);
	for (i = 0; i < ARRAY_SIZE(kb_real_devices); i++)
		if (kb_real_devices[i]->dev() && !index--)
			return kb_real_devices[i];
	return NULL;
}

static const struct kb_device *kb_device_find(const char *name)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kb_devices); i++)
		if (!strcmp(kb_devices[i]->ops.name, name))
			return kb_devices[i];
	return NULL;
}

/* Of those that the machine has; @dev is set to the one that DMA is mapped for */
static const struct kb_device *kb_device_find_real(const char *name,
						   struct device **dev)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kb_real_devices); i++) {
		if (strcmp(kb_real_devices[i]->ops.name, name))
			continue;
		*dev = kb_real_devices[i]->dev();
		return *dev ? kb_real_devices[i] : NULL;
	}
	return NULL;
}

/**
 * kb_ioc_device() - KB_IOC_DEVICE
 * @uarg:	struct kb_device_info
 *
 * Return: 0 or -errno.
 */
int kb_ioc_device(void __user *uarg)
{
	const struct kb_device *device;
	struct kb_device_info arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.pad)
		return -EINVAL;
	device = kb_device_at(arg.index);
	if (!device)
		return -ENOENT;

	arg.can = device->ops.can;
	arg.point_ns = kb_table_point_ns(device);
	arg.fence_ns = kb_table_fence_ns(device);
	arg.command_ns = device->command_ns;
	strscpy_pad(arg.name, device->ops.name, sizeof(arg.name));
	strscpy_pad(arg.title, device->title, sizeof(arg.title));
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

static bool kb_region_readable(struct rvk_region *r)
{
	return READ_ONCE(r->closed) || rvk_region_next_record(r, NULL);
}

static __poll_t kb_region_poll(struct file *file, poll_table *wait)
{
	struct rvk_region *r = file->private_data;
	__poll_t mask = 0;

	poll_wait(file, &r->wait, wait);
	if (rvk_region_next_record(r, NULL))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(r->closed))
		mask |= EPOLLHUP;
	return mask;
}

/* Copy unread events; one that could not be copied stays unread */
static ssize_t kb_read_records(struct kb_mr *mr, char __user *buf, size_t size)
{
	struct rvk_record record;
	ssize_t done = 0;

	lockdep_assert_held(&mr->read_lock);
	while (size - done >= sizeof(record) &&
	       rvk_region_next_record(&mr->r, &record)) {
		if (copy_to_user(buf + done, &record, sizeof(record)))
			return done ?: -EFAULT;
		rvk_region_record_read(&mr->r, record.seq);
		done += sizeof(record);
	}
	return done;
}

/* Read whole events; return 0 when the region is closed and all are read */
static ssize_t kb_region_read(struct file *file, char __user *buf, size_t size,
			      loff_t *pos)
{
	struct rvk_region *r = file->private_data;
	struct kb_mr *mr = kb_mr(r);
	ssize_t done;
	bool closed;

	if (size < sizeof(struct rvk_record))
		return -EINVAL;
	for (;;) {
		/* Read first: no event is recorded after the close */
		closed = READ_ONCE(r->closed);
		if (mutex_lock_interruptible(&mr->read_lock))
			return -ERESTARTSYS;
		done = kb_read_records(mr, buf, size);
		mutex_unlock(&mr->read_lock);
		if (done || closed)
			return done;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		/* Another reader may get the event that ends this wait */
		if (wait_event_interruptible(r->wait, kb_region_readable(r)))
			return -ERESTARTSYS;
	}
}

static int kb_ioc_answer(struct rvk_region *r, void __user *uarg)
{
	struct kb_answer arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags)
		return -EINVAL;
	return rvk_region_release_range(r, arg.first, arg.nr_pages);
}

static long kb_region_ioctl(struct file *file, unsigned int cmd,
			    unsigned long arg)
{
	void __user *uarg = (void __user *)arg;
	struct rvk_region *r = file->private_data;

	switch (cmd) {
	case KB_IOC_LEDGER:
		return kb_ioc_ledger(kb_mr(r), uarg);
	case KB_IOC_TIMELINE:
		return kb_ioc_timeline(kb_mr(r), uarg);
	case KB_IOC_LOG:
		return kb_ioc_log(kb_mr(r), uarg);
	case KB_IOC_ANSWER:
		return kb_ioc_answer(r, uarg);
	default:
		return -ENOTTY;
	}
}

static int kb_region_release(struct inode *inode, struct file *file)
{
	struct rvk_region *r = file->private_data;

	kb_mr_close(kb_mr(r));
	return 0;
}

static const struct file_operations kb_region_fops = {
	.owner = THIS_MODULE,
	.release = kb_region_release,
	.read = kb_region_read,
	.poll = kb_region_poll,
	.unlocked_ioctl = kb_region_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static int kb_region_try(const struct kb_device *device,
			 const struct kb_region *arg, struct rvk_policy *policy,
			 struct device *dev, struct kb_mr **opened)
{
	struct kb_mr *mr;
	int ret;

	mr = kb_mr_new(device, arg);
	if (!mr) {
		rvk_policy_put(policy);
		return -ENOMEM;
	}
	mr->r.ops = &device->ops;
	mr->r.dev = dev;
	mr->r.policy = policy;
	mr->r.addr = arg->addr;
	mr->r.nr_pages = arg->nr_pages;
	mr->r.flags = arg->flags;
	mr->r.free = kb_mr_free;
	rvk_region_init(&mr->r);

	ret = rvk_region_open(&mr->r);
	if (ret)
		goto put;
	ret = kb_engine_start(mr, arg->engine);
	if (ret)
		goto close;
	*opened = mr;
	return 0;

close:
	rvk_region_close(&mr->r);
put:
	rvk_region_put(&mr->r);
	return ret;
}

static int kb_region_check(const struct kb_region *arg)
{
	if (!arg->nr_pages || arg->nr_pages > KB_PAGES_MAX)
		return -EINVAL;
	if (!PAGE_ALIGNED(arg->addr) || arg->depth > KB_DEPTH_MAX ||
	    arg->nr_log > KB_LOG_MAX || arg->pad)
		return -EINVAL;
	if (!access_ok((void __user *)arg->addr, arg->nr_pages * PAGE_SIZE))
		return -EFAULT;
	if (!kb_engine_exists(arg->engine))
		return -ENOENT;
	return strcmp(arg->engine, "timer") ||
			       (arg->latency_ns >= KB_LATENCY_MIN_NS &&
				arg->latency_ns <= KB_LATENCY_MAX_NS) ?
		       0 :
		       -EINVAL;
}

/**
 * kb_mr_open() - register memory with a device
 * @arg:	as in kb_uapi.h; reason is filled in
 * @name:	of the policy
 * @dev:	device that DMA is mapped for, unless kb_device.dev has one
 * @opened:	set on success, for kb_mr_close(); not with KB_REGION_PROBE
 *
 * Context: the process that owns the memory; may sleep.
 * Return: 0, or -errno as in kb_uapi.h.
 */
int kb_mr_open(struct kb_region *arg, const char *name, struct device *dev,
	       struct kb_mr **opened)
{
	const struct kb_device *device = kb_device_find(arg->device);
	bool probe = arg->flags & KB_REGION_PROBE;
	struct rvk_policy *policy;
	const char *lacks;
	int ret, tries = 0;

	if (!device)
		device = kb_device_find_real(arg->device, &dev);
	if (!device)
		return -ENOENT;
	ret = probe ? 0 : kb_region_check(arg);
	if (ret)
		return ret;

	do {
		/* Each attempt needs a reference of its own */
		policy = rvk_policy_get(name);
		if (IS_ERR(policy))
			return PTR_ERR(policy);
		lacks = rvk_pair_lacks(policy, &device->ops);
		if (lacks)
			snprintf(arg->reason, sizeof(arg->reason),
				 "%s cannot %s", arg->device, lacks);
		if (lacks || probe) {
			rvk_policy_put(policy);
			return lacks ? -EOPNOTSUPP : 0;
		}
		ret = kb_region_try(device, arg, policy, dev, opened);
	} while (ret == -EAGAIN && !(arg->flags & KB_REGION_NOWAIT) &&
		 ++tries < KB_OPEN_TRIES);
	return ret;
}

/**
 * kb_mr_close() - stop a device and release its memory
 * @mr:		from kb_mr_open(); freed on return or later
 */
void kb_mr_close(struct kb_mr *mr)
{
	rvk_region_close(&mr->r);
	rvk_region_put(&mr->r);
}

/* Create a file and reserve a descriptor, not installed yet; else close @mr */
static int kb_region_file(struct kb_mr *mr, int *fd, struct file **file)
{
	int ret;

	ret = get_unused_fd_flags(O_CLOEXEC);
	if (ret < 0)
		goto close;
	*fd = ret;
	*file = anon_inode_getfile("[kbench-region]", &kb_region_fops, &mr->r,
				   O_RDWR);
	if (!IS_ERR(*file))
		return 0;
	ret = PTR_ERR(*file);
	*file = NULL;
	put_unused_fd(*fd);
	*fd = -1;
close:
	kb_mr_close(mr);
	return ret;
}

/**
 * kb_region_open() - register memory with a device, and install a descriptor
 * @arg:	as in kb_uapi.h
 * @name:	of the policy
 * @dev:	as for kb_mr_open()
 * @uarg:	@arg is copied there; no descriptor is installed if that fails
 *
 * Context: the process that owns the memory; may sleep.
 * Return: 0, or -errno as in kb_uapi.h.
 */
int kb_region_open(struct kb_region *arg, const char *name, struct device *dev,
		   void __user *uarg)
{
	struct file *file = NULL;
	struct kb_mr *mr;
	int ret;

	arg->fd = -1;
	ret = kb_mr_open(arg, name, dev, &mr);
	if (!ret && !(arg->flags & KB_REGION_PROBE))
		ret = kb_region_file(mr, &arg->fd, &file);
	if (!kb_put_arg(uarg, arg, sizeof(*arg))) {
		if (file)
			fd_install(arg->fd, file);
		return ret;
	}
	if (file) {
		put_unused_fd(arg->fd);
		fput(file);
	}
	return -EFAULT;
}
