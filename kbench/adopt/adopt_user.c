// SPDX-License-Identifier: GPL-2.0-only
/* adopt_user.c - who pins: from the address of a call to a user's name */

/*
 * A call returns to a function of the user's module, or of the kernel with a
 * prefix of its own. Looking up the symbol costs thousands of instructions, so
 * the result is cached by address. Nothing else of a user need be known: one
 * that is not in the table has the name of its module.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/hash.h>
#include <linux/kallsyms.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "kbench/adopt/adopt.h"

#define ADOPT_CACHE_BITS 8
#define ADOPT_USERS_MAX 24
#define ADOPT_KNOWN 6 /* of adopt_users; the others are met */

static struct adopt_user adopt_users[ADOPT_USERS_MAX] = {
	{
		.name = "io_uring",
		.symbol = "io_",
		.no_redirect = "never, requests under way hold the pages",
		.no_fence = "the replacement of a buffer is not exported",
	},
	{
		.name = "rdma",
		.module = "ib_", /* ib_uverbs, and ib_core since Linux 7.3 */
		.symbol = "",
		.no_redirect =
			"rereg to other pages is the owner's, and soft-RoCE lacks it",
		.no_fence = "rvk_adopt_rdma is not loaded",
	},
	{
		.name = "vfio",
		.module = "vfio_iommu_type1",
		.symbol = "",
		.no_redirect = "rvk_adopt_vfio is not loaded",
		.no_fence = "rvk_adopt_vfio is not loaded",
	},
	{
		.name = "v4l2",
		.module = "videobuf2_",
		.symbol = "",
		.no_redirect = "a driver does not give a buffer back",
		.no_fence = "a driver does not give a buffer back",
	},
	{
		.name = "af_xdp",
		.symbol = "xdp_",
		.no_redirect = "never, descriptors under way hold the pages",
		.no_fence = "a umem goes with its last socket only",
	},
	{
		.name = "udmabuf",
		.symbol = "udmabuf_",
		.no_redirect = "a DMA buffer keeps its pages",
		.no_fence = "a DMA buffer keeps its pages",
	},
};

/* Ours: kbench has regions of its own */
static struct adopt_user adopt_ours = {
	.name = "kbench",
	.module = "kbench",
	.symbol = "",
};

static bool adopt_own;
module_param_named(own, adopt_own, bool, 0644);
MODULE_PARM_DESC(own, "adopt pins of kbench, too: to measure the price");

/* Protects adopt_nr_users, adopt_user.ops and adopt_policy; taken in any context */
static DEFINE_SPINLOCK(adopt_users_lock);
static unsigned int adopt_nr_users = ADOPT_KNOWN;
static struct rvk_policy *adopt_policy;

struct adopt_cached {
	unsigned long caller;
	const struct adopt_user *user;
};

/* Written with adopt_users_lock held; read without it: @user first, see below */
static struct adopt_cached adopt_cache[1 << ADOPT_CACHE_BITS];

/**
 * adopt_no_drain() - rvk_device_ops.drain of who cannot, or need not
 * @r:		the region
 */
void adopt_no_drain(struct rvk_region *r)
{
}
EXPORT_SYMBOL_GPL(adopt_no_drain);

/**
 * adopt_no_point() - rvk_device_ops.point of who cannot
 * @r:		the region
 * @first:	first page
 * @nr:		pages
 * @to:		DMA address
 */
void adopt_no_point(struct rvk_region *r, unsigned long first, unsigned long nr,
		    dma_addr_t to)
{
}
EXPORT_SYMBOL_GPL(adopt_no_point);

static void adopt_user_init(struct adopt_user *user)
{
	user->generic.module = THIS_MODULE;
	user->generic.name = user->name;
	user->generic.point = adopt_no_point;
	user->generic.drain = adopt_no_drain;
	user->ops = &user->generic;
}

/* "io_pin_pages" or "ib_umem_get [ib_uverbs]": split it at the module */
static char *adopt_split(char *symbol)
{
	char *module = strchr(symbol, '[');

	if (!module)
		return NULL;
	module[strcspn(module, "]")] = '\0';
	return module + 1;
}

static bool adopt_is(const struct adopt_user *user, const char *symbol,
		     const char *module)
{
	if (!user->module || !module)
		return !user->module && !module &&
		       str_has_prefix(symbol, user->symbol);
	return str_has_prefix(module, user->module);
}

static struct adopt_user *adopt_met(const char *module)
{
	struct adopt_user *user;

	lockdep_assert_held(&adopt_users_lock);
	if (adopt_nr_users == ADOPT_USERS_MAX)
		return NULL;
	user = &adopt_users[adopt_nr_users];
	user->name = kstrdup(module ?: "kernel", GFP_ATOMIC);
	if (!user->name)
		return NULL;
	user->module = module ? user->name : NULL;
	user->symbol = "";
	adopt_user_init(user);
	adopt_nr_users++;
	return user;
}

static const struct adopt_user *adopt_user_find(unsigned long caller)
{
	char symbol[KSYM_SYMBOL_LEN], *module;
	unsigned int i;

	snprintf(symbol, sizeof(symbol), "%ps", (void *)caller);
	module = adopt_split(symbol);
	if (module && (adopt_is(&adopt_ours, symbol, module) ||
		       str_has_prefix(module, "rvk")))
		return &adopt_ours;
	for (i = 0; i < adopt_nr_users; i++)
		if (adopt_is(&adopt_users[i], symbol, module))
			return &adopt_users[i];
	return adopt_met(module);
}

/**
 * adopt_user_of() - who made a call
 * @caller:	where it returns to
 *
 * Context: any.
 * Return: the user; NULL for kbench, and without memory for one that was not met
 * before.
 */
const struct adopt_user *adopt_user_of(unsigned long caller)
{
	struct adopt_cached *at =
		&adopt_cache[hash_long(caller, ADOPT_CACHE_BITS)];
	/* Pairs with the store below */
	const struct adopt_user *user = smp_load_acquire(&at->user);
	unsigned long flags;

	if (unlikely(!user || READ_ONCE(at->caller) != caller)) {
		spin_lock_irqsave(&adopt_users_lock, flags);
		user = adopt_user_find(caller);
		/* A reader must not see the user of another caller */
		WRITE_ONCE(at->user, NULL);
		smp_wmb(); /* pairs with smp_load_acquire() above */
		WRITE_ONCE(at->caller, caller);
		/* Pairs with smp_load_acquire() above */
		smp_store_release(&at->user, user);
		spin_unlock_irqrestore(&adopt_users_lock, flags);
	}
	return user == &adopt_ours && !READ_ONCE(adopt_own) ? NULL : user;
}
EXPORT_SYMBOL_GPL(adopt_user_of);

/* Another module may be loaded to the addresses of one that goes */
static int adopt_module_event(struct notifier_block *nb, unsigned long state,
			      void *module)
{
	unsigned long flags, i;

	if (state != MODULE_STATE_GOING)
		return NOTIFY_OK;
	spin_lock_irqsave(&adopt_users_lock, flags);
	for (i = 0; i < ARRAY_SIZE(adopt_cache); i++)
		WRITE_ONCE(adopt_cache[i].user, NULL);
	spin_unlock_irqrestore(&adopt_users_lock, flags);
	return NOTIFY_OK;
}

static struct notifier_block adopt_module_nb = {
	.notifier_call = adopt_module_event,
};

/**
 * adopt_ops_get() - the back end for a user's next region
 * @user:	the user
 *
 * Return: its operations, with a reference on their module.
 */
const struct rvk_device_ops *adopt_ops_get(const struct adopt_user *user)
{
	const struct rvk_device_ops *ops;
	unsigned long flags;

	spin_lock_irqsave(&adopt_users_lock, flags);
	ops = user->ops;
	if (!try_module_get(ops->module)) {
		ops = &user->generic;
		__module_get(ops->module);
	}
	spin_unlock_irqrestore(&adopt_users_lock, flags);
	return ops;
}

static void adopt_ops_set(const char *name, const struct rvk_device_ops *from,
			  const struct rvk_device_ops *to)
{
	unsigned long flags, i;

	spin_lock_irqsave(&adopt_users_lock, flags);
	for (i = 0; i < adopt_nr_users; i++)
		if (!strcmp(adopt_users[i].name, name) &&
		    (!from || adopt_users[i].ops == from))
			adopt_users[i].ops = to ?: &adopt_users[i].generic;
	spin_unlock_irqrestore(&adopt_users_lock, flags);
}

/**
 * adopt_backend_add() - have a back end act on the pins of a user
 * @ops:	@name is the user's; @point, @fence where it @can, and @drain. All
 *		get regions that are in a struct adopt_region
 *
 * Regions that exist keep what they have.
 */
void adopt_backend_add(const struct rvk_device_ops *ops)
{
	adopt_ops_set(ops->name, NULL, ops);
}
EXPORT_SYMBOL_GPL(adopt_backend_add);

/**
 * adopt_backend_remove() - end that for new regions
 * @ops:	from adopt_backend_add()
 */
void adopt_backend_remove(const struct rvk_device_ops *ops)
{
	adopt_ops_set(ops->name, ops, NULL);
}
EXPORT_SYMBOL_GPL(adopt_backend_remove);

/**
 * adopt_policy_get() - the policy for the next region
 *
 * Return: it, with a reference that rvk_policy_put() puts.
 */
struct rvk_policy *adopt_policy_get(void)
{
	struct rvk_policy *policy;
	unsigned long flags;

	spin_lock_irqsave(&adopt_users_lock, flags);
	policy = adopt_policy;
	__module_get(policy->owner);
	spin_unlock_irqrestore(&adopt_users_lock, flags);
	return policy;
}

static char adopt_policy_name[RVK_NAME_MAX];
static bool adopt_is_loaded;

static int adopt_policy_use(void)
{
	struct rvk_policy *policy = rvk_policy_get(adopt_policy_name);
	unsigned long flags;

	if (IS_ERR(policy))
		return PTR_ERR(policy);
	spin_lock_irqsave(&adopt_users_lock, flags);
	swap(policy, adopt_policy);
	spin_unlock_irqrestore(&adopt_users_lock, flags);
	if (policy)
		rvk_policy_put(policy);
	return 0;
}

/* At load the module's init takes the name */
static int adopt_policy_set(const char *value, const struct kernel_param *kp)
{
	char before[RVK_NAME_MAX];
	int ret;

	strscpy(before, adopt_policy_name, sizeof(before));
	if (strscpy(adopt_policy_name, value, sizeof(adopt_policy_name)) < 0)
		return -EINVAL;
	adopt_policy_name[strcspn(adopt_policy_name, "\n")] = '\0';
	ret = adopt_is_loaded ? adopt_policy_use() : 0;
	if (ret)
		strscpy(adopt_policy_name, before, sizeof(before));
	return ret;
}

static int adopt_policy_show(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", adopt_policy_name);
}

static const struct kernel_param_ops adopt_policy_ops = {
	.set = adopt_policy_set,
	.get = adopt_policy_show,
};

module_param_cb(policy, &adopt_policy_ops, NULL, 0644);
MODULE_PARM_DESC(policy, "of pins that are taken from now on; required");

/**
 * adopt_users_init() - prepare the table of users and select the policy
 *
 * Return: 0, or -errno with a line in the log.
 */
int adopt_users_init(void)
{
	unsigned int i;
	int ret;

	if (!*adopt_policy_name) {
		pr_err("policy=: name the policy that acts on adopted pins\n");
		return -EINVAL;
	}
	for (i = 0; i < adopt_nr_users; i++)
		adopt_user_init(&adopt_users[i]);
	adopt_user_init(&adopt_ours);
	ret = adopt_policy_use();
	if (ret) {
		pr_err("policy=%s: error %d\n", adopt_policy_name, ret);
		return ret;
	}
	ret = register_module_notifier(&adopt_module_nb);
	if (ret)
		rvk_policy_put(adopt_policy);
	else
		adopt_is_loaded = true;
	return ret;
}

/**
 * adopt_users_exit() - drop the policy and the users that were met
 */
void adopt_users_exit(void)
{
	unsigned int i;

	unregister_module_notifier(&adopt_module_nb);
	rvk_policy_put(adopt_policy);
	for (i = ADOPT_KNOWN; i < adopt_nr_users; i++)
		kfree(adopt_users[i].name);
}
