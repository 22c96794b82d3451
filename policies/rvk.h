/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk.h - the contract between the revoke core, its policies and its users */
#ifndef RVK_H
#define RVK_H

#include <linux/device/driver.h>
#include <linux/list.h>
#include <linux/module.h>

#include "policies/rvk_compat.h"

#define RVK_NAME_MAX 32 /* bytes, closing NUL included */

struct rvk_event;

/**
 * struct rvk_policy - one answer to a file that shrinks under a device
 *
 * Static data of a policy's module; it outlives its registration. A policy is
 * selected by name: rvk_policy_get() pins @owner, so that no callback can run
 * in a module that is gone.
 */
struct rvk_policy {
	/**
	 * @name: the word a user types, [a-z0-9_]; "scratch" is looked for in
	 * the module rvk_scratch
	 */
	const char *name;

	/** @owner: THIS_MODULE */
	struct module *owner;

	/**
	 * @revoke: required; what to do about one event
	 *
	 * Called once for each event that hits pages of a region under this
	 * policy, in the context of the task that truncates, before that task
	 * has taken any lock of the filesystem: it may sleep. Not called for
	 * files without regions.
	 *
	 * Return: 0 to let the event go on, or -errno, which becomes the
	 * result of the system call.
	 */
	int (*revoke)(struct rvk_event *ev);

	/** @list: the registry's; private to rvk_core.c */
	struct list_head list;
};

int rvk_register_policy(struct rvk_policy *policy);
void rvk_unregister_policy(struct rvk_policy *policy);
struct rvk_policy *__must_check rvk_policy_get(const char *name);
void rvk_policy_put(struct rvk_policy *policy);

/**
 * module_rvk_policy() - all that a policy's module does at load and unload
 * @policy:	its struct rvk_policy
 */
#define module_rvk_policy(policy) \
	module_driver(policy, rvk_register_policy, rvk_unregister_policy)

/* What there is without any module: policies/none/, a part of rvk.ko */
extern struct rvk_policy rvk_none;

#endif /* RVK_H */
