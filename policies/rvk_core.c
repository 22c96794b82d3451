// SPDX-License-Identifier: GPL-2.0-only
/* rvk_core.c - the registry of policies */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/kmod.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "policies/rvk.h"

/* Protects rvk_policies; held for look-ups and list updates only */
static DEFINE_SPINLOCK(rvk_policies_lock);
static LIST_HEAD(rvk_policies);

/* modprobe gets the name as an argument: allow nothing but [a-z0-9_] */
static bool rvk_name_valid(const char *name)
{
	size_t len = strnlen(name, RVK_NAME_MAX);

	if (!len || len == RVK_NAME_MAX)
		return false;
	for (; *name; name++)
		if (!islower(*name) && !isdigit(*name) && *name != '_')
			return false;
	return true;
}

static struct rvk_policy *rvk_policy_find(const char *name)
{
	struct rvk_policy *policy;

	lockdep_assert_held(&rvk_policies_lock);
	list_for_each_entry(policy, &rvk_policies, list)
		if (!strcmp(policy->name, name))
			return policy;
	return NULL;
}

/* NULL also for a policy whose module is being unloaded */
static struct rvk_policy *rvk_policy_try_get(const char *name)
{
	struct rvk_policy *policy;

	spin_lock(&rvk_policies_lock);
	policy = rvk_policy_find(name);
	if (policy && !try_module_get(policy->owner))
		policy = NULL;
	spin_unlock(&rvk_policies_lock);
	return policy;
}

/* What makes a promise impossible to keep or to check; NULL: nothing */
static const char *rvk_promise_fault(const struct rvk_policy *policy)
{
	const struct rvk_promise *p = &policy->promise;

	if (!p->does && !p->refuses[0])
		return "promises nothing: set .promise, if need be to RVK_STALE";
	if (p->does & RVK_ON_UNMAP && !policy->unmap &&
	    !(policy->needs & RVK_FAULT))
		return "promises RVK_ON_UNMAP, but has no unmap callback";
	if (p->does & RVK_DENIES && !policy->admit)
		return "promises RVK_DENIES, but has no admit callback";
	return NULL;
}

/**
 * rvk_register_policy() - add a policy to the registry
 * @policy:	static data of the calling module
 *
 * Return: 0; -EINVAL if the name is not [a-z0-9_], @revoke is missing, or the
 * promise is missing or impossible, as the kernel log says; -EEXIST if a policy
 * of that name is registered.
 */
int rvk_register_policy(struct rvk_policy *policy)
{
	const char *fault;
	int ret = 0;

	if (!policy->name || !rvk_name_valid(policy->name)) {
		pr_err("policy name missing or not of [a-z0-9_]\n");
		return -EINVAL;
	}
	if (!policy->revoke) {
		pr_err("policy %s has no revoke callback\n", policy->name);
		return -EINVAL;
	}
	fault = rvk_promise_fault(policy);
	if (fault) {
		pr_err("policy %s %s\n", policy->name, fault);
		return -EINVAL;
	}

	spin_lock(&rvk_policies_lock);
	if (rvk_policy_find(policy->name)) {
		pr_notice("policy %s is already registered\n", policy->name);
		ret = -EEXIST;
	} else {
		list_add_tail(&policy->list, &rvk_policies);
	}
	spin_unlock(&rvk_policies_lock);
	return ret;
}
EXPORT_SYMBOL_GPL(rvk_register_policy);

/**
 * rvk_unregister_policy() - remove a policy from the registry
 * @policy:	from rvk_register_policy()
 *
 * For the exit function of the policy's module, which runs only while no file
 * or region holds the policy; try_module_get() fails by then.
 */
void rvk_unregister_policy(struct rvk_policy *policy)
{
	spin_lock(&rvk_policies_lock);
	list_del(&policy->list);
	spin_unlock(&rvk_policies_lock);
}
EXPORT_SYMBOL_GPL(rvk_unregister_policy);

/**
 * rvk_policy_get() - select a policy by name
 * @name:	a string; the module is loaded if need be
 *
 * The caller checks that the user may load modules.
 *
 * Context: may sleep.
 * Return: the policy with its module pinned until rvk_policy_put(), or
 * ERR_PTR(-ENOENT).
 */
struct rvk_policy *rvk_policy_get(const char *name)
{
	struct rvk_policy *policy;

	might_sleep();
	if (!rvk_name_valid(name))
		return ERR_PTR(-ENOENT);

	policy = rvk_policy_try_get(name);
	if (!policy) {
		request_module("rvk_%s", name);
		policy = rvk_policy_try_get(name);
	}
	return policy ?: ERR_PTR(-ENOENT);
}
EXPORT_SYMBOL_GPL(rvk_policy_get);

/**
 * rvk_policy_put() - drop the reference of rvk_policy_get()
 * @policy:	its module may be unloaded from now on
 */
void rvk_policy_put(struct rvk_policy *policy)
{
	module_put(policy->owner);
}
EXPORT_SYMBOL_GPL(rvk_policy_put);
