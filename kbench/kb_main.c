// SPDX-License-Identifier: GPL-2.0-only
/* kb_main.c - /dev/kbench */
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/tsc.h>

#include "kbench/kb_arg.h"
#include "kbench/kb_case.h"
#include "kbench/kb_device.h"
#include "kbench/kb_edu.h"
#include "kbench/kb_lease.h"
#include "kbench/kb_run.h"
#include "policies/rvk.h"

static_assert(KB_NAME_MAX == RVK_NAME_MAX);
static_assert(KB_REFUSES_MAX == RVK_REFUSES_MAX);
static_assert(KB_PROMISE_STALE == RVK_STALE);
static_assert(KB_PROMISE_WAITS == RVK_WAITS);
static_assert(KB_PROMISE_NOTIFIES == RVK_NOTIFIES);
static_assert(KB_PROMISE_TAKES_PAGES == RVK_TAKES_PAGES);
static_assert(KB_PROMISE_TAKES_REGION == RVK_TAKES_REGION);
static_assert(KB_PROMISE_KILLS == RVK_KILLS);
static_assert(KB_PROMISE_ON_UNMAP == RVK_ON_UNMAP);
static_assert(KB_PROMISE_ON_EVICT == RVK_ON_EVICT);
static_assert(KB_PROMISE_DENIES == RVK_DENIES);

/**
 * struct kb_file - state of one open file
 * @lock:	held during a whole run, so take it killable
 * @policy:	the selected policy, its module pinned
 * @held:	the job of the last run with KB_RUN_HOLD or _STEP, or NULL
 * @leased:	file with a layout lease held, or NULL
 */
struct kb_file {
	struct mutex lock; /* protects the other members; one run at a time */
	struct rvk_policy *policy;
	struct kb_job *held;
	struct file *leased;
};

/* All emulated devices map their DMA addresses for this one */
static struct platform_device *kb_platform;

static int kb_ioc_info(struct kb_file *f, void __user *uarg)
{
	struct kb_info arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;

	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	strscpy_pad(arg.policy, f->policy->name, sizeof(arg.policy));
	mutex_unlock(&f->lock);
	arg.nr_cases = kb_case_count();
	arg.clock_khz = tsc_khz;
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

static int kb_ioc_case(struct kb_file *f, void __user *uarg)
{
	const struct kb_case *c;
	struct kb_case_info arg;
	u32 i;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	c = kb_case_at(arg.index);
	if (!c)
		return -ENOENT;

	arg.flags = c->flags;
	arg.nr_phases = kb_case_phases(c);
	strscpy_pad(arg.name, c->name, sizeof(arg.name));
	strscpy_pad(arg.title, c->title, sizeof(arg.title));
	memset(arg.phase, 0, sizeof(arg.phase));
	for (i = 0; i < arg.nr_phases; i++)
		strscpy(arg.phase[i], c->phase[i].name, KB_NAME_MAX);
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

static int kb_ioc_policy(struct kb_file *f, void __user *uarg)
{
	struct rvk_policy *policy;
	struct kb_policy arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags || !kb_name_ok(arg.name))
		return -EINVAL;

	policy = rvk_policy_get(arg.name);
	if (IS_ERR(policy))
		return PTR_ERR(policy);
	if (mutex_lock_killable(&f->lock)) {
		rvk_policy_put(policy);
		return -EINTR;
	}
	swap(f->policy, policy);
	mutex_unlock(&f->lock);
	rvk_policy_put(policy);
	return 0;
}

static int kb_ioc_promise(struct kb_file *f, void __user *uarg)
{
	const struct rvk_promise *promise;
	struct kb_promise arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;

	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	promise = &f->policy->promise;
	arg.does = promise->does;
	strscpy_pad(arg.policy, f->policy->name, sizeof(arg.policy));
	arg.needs = f->policy->needs;
	arg.own = promise->own;
	memcpy(arg.refuses, promise->refuses, sizeof(arg.refuses));
	strscpy_pad(arg.grace, promise->grace ?: "", sizeof(arg.grace));
	mutex_unlock(&f->lock);
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

static int kb_ioc_run(struct kb_file *f, void __user *uarg)
{
	struct kb_run arg;
	int ret, copied;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags & ~KB_RUN_FLAGS || !kb_name_ok(arg.name))
		return -EINVAL;

	arg.nr_pinned = 0;
	arg.nr_done = 0;
	arg.nr_phases = 0;
	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	ret = f->held ? -EBUSY :
			kb_run(&arg, f->policy->name, &kb_platform->dev,
			       &f->held);
	copied = kb_put_arg(uarg, &arg, sizeof(arg));
	/* Drop the pins if the caller gets an error */
	if (copied && !ret && f->held) {
		kb_job_drop(f->held);
		f->held = NULL;
	}
	mutex_unlock(&f->lock);
	return copied ?: ret;
}

static int kb_ioc_step(struct kb_file *f)
{
	int ret;

	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	ret = f->held ? kb_job_step(f->held) : -EINVAL;
	mutex_unlock(&f->lock);
	return ret;
}

static int kb_ioc_drop(struct kb_file *f)
{
	struct kb_job *held;

	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	held = f->held;
	f->held = NULL;
	if (held)
		kb_job_drop(held);
	mutex_unlock(&f->lock);
	return 0;
}

/* Opens the region without the lock, as that may wait for an event */
static int kb_ioc_region(struct kb_file *f, void __user *uarg)
{
	char policy[RVK_NAME_MAX];
	struct kb_region arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags & ~KB_REGION_FLAGS || !kb_name_ok(arg.device) ||
	    !kb_name_ok(arg.engine))
		return -EINVAL;

	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	strscpy(policy, f->policy->name, sizeof(policy));
	mutex_unlock(&f->lock);

	memset(arg.reason, 0, sizeof(arg.reason));
	return kb_region_open(&arg, policy, &kb_platform->dev, uarg);
}

static void kb_unlease(struct kb_file *f)
{
	if (f->leased)
		kb_lease_drop(f->leased, f);
	f->leased = NULL;
}

static int kb_lease_locked(struct kb_file *f, int fd)
{
	struct file *leased;

	lockdep_assert_held(&f->lock);
	if (fd == -1) {
		kb_unlease(f);
		return 0;
	}
	if (f->leased)
		return -EBUSY;
	leased = kb_lease_take(fd, f);
	if (IS_ERR(leased))
		return PTR_ERR(leased);
	f->leased = leased;
	return 0;
}

static int kb_ioc_lease(struct kb_file *f, void __user *uarg)
{
	struct kb_lease arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags || arg.pad)
		return -EINVAL;
	if (mutex_lock_killable(&f->lock))
		return -EINTR;
	ret = kb_lease_locked(f, arg.fd);
	mutex_unlock(&f->lock);
	return ret;
}

static long kb_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *uarg = (void __user *)arg;
	struct kb_file *f = file->private_data;

	switch (cmd) {
	case KB_IOC_INFO:
		return kb_ioc_info(f, uarg);
	case KB_IOC_CASE:
		return kb_ioc_case(f, uarg);
	case KB_IOC_POLICY:
		return kb_ioc_policy(f, uarg);
	case KB_IOC_PROMISE:
		return kb_ioc_promise(f, uarg);
	case KB_IOC_RUN:
		return kb_ioc_run(f, uarg);
	case KB_IOC_STEP:
		return kb_ioc_step(f);
	case KB_IOC_DROP:
		return kb_ioc_drop(f);
	case KB_IOC_DEVICE:
		return kb_ioc_device(uarg);
	case KB_IOC_REGION:
		return kb_ioc_region(f, uarg);
	case KB_IOC_LEASE:
		return kb_ioc_lease(f, uarg);
	default:
		return -ENOTTY;
	}
}

/*
 * A container can make a node of its own with any mode, so the mode is no
 * protection: require the administrator of the machine.
 */
static int kb_open(struct inode *inode, struct file *file)
{
	struct rvk_policy *policy;
	struct kb_file *f;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;

	f = kzalloc(sizeof(*f), GFP_KERNEL_ACCOUNT);
	if (!f)
		return -ENOMEM;
	policy = kb_policy_first();
	if (IS_ERR(policy)) {
		kfree(f);
		return PTR_ERR(policy);
	}
	f->policy = policy;
	mutex_init(&f->lock);
	file->private_data = f;
	return nonseekable_open(inode, file);
}

/* The last close needs no lock, as no other user of the file is left */
static int kb_release(struct inode *inode, struct file *file)
{
	struct kb_file *f = file->private_data;

	if (f->held)
		kb_job_drop(f->held);
	kb_unlease(f);
	rvk_policy_put(f->policy);
	mutex_destroy(&f->lock);
	kfree(f);
	return 0;
}

static const struct file_operations kb_fops = {
	.owner = THIS_MODULE,
	.open = kb_open,
	.release = kb_release,
	.unlocked_ioctl = kb_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice kb_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "kbench",
	.fops = &kb_fops,
	.mode = 0600,
};

static int __init kb_init(void)
{
	int ret;

	kb_platform = platform_device_register_simple("kbench", -1, NULL, 0);
	if (IS_ERR(kb_platform))
		return PTR_ERR(kb_platform);
	ret = dma_coerce_mask_and_coherent(&kb_platform->dev, DMA_BIT_MASK(64));
	if (ret)
		goto unregister;
	ret = kb_edu_init();
	if (ret)
		goto unregister;
	ret = misc_register(&kb_misc);
	if (ret)
		goto no_edu;
	return 0;

no_edu:
	kb_edu_exit();
unregister:
	platform_device_unregister(kb_platform);
	return ret;
}

static void __exit kb_exit(void)
{
	misc_deregister(&kb_misc);
	kb_edu_exit();
	platform_device_unregister(kb_platform);
}

module_init(kb_init);
module_exit(kb_exit);

MODULE_DESCRIPTION("Benchmark of pinned pages: runs cases on /dev/kbench");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
