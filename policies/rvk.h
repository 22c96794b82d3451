/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk.h - the contract between the revoke core and its policies */
#ifndef RVK_H
#define RVK_H

#include <linux/device/driver.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>

#include "policies/rvk_compat.h"

#define RVK_NAME_MAX 32 /* bytes, closing NUL included */

struct inode;
struct rvk_inode;
struct rvk_region;

/* What became of the pages; the order is that of kb_uapi.h, never changed */
enum rvk_cause {
	RVK_TRUNCATE = 1, /* truncate, ftruncate, O_TRUNC */
	RVK_PUNCH, /* hole punch, also by MADV_REMOVE */
	RVK_ZERO, /* zero range */
	RVK_COLLAPSE, /* collapse range: all that follows moves */
	RVK_INSERT, /* insert range: all that follows moves */
	RVK_REMAP, /* reflink, dedupe, copy_file_range on the range */
	RVK_EVICT, /* the last name and the last user are gone */
};

/* What a device can do at run time, and what a policy needs of it */
#define RVK_REDIRECT 0x1 /* point an entry at another page */
#define RVK_FENCE 0x2 /* put a whole region into error */
#define RVK_FAULT 0x4 /* ask again for an entry that is not valid */

/**
 * struct rvk_event - one thing that happens to a range of a file
 * @cause:	what it is
 * @inode:	of which file; the caller of the event holds it
 * @first:	first page of the range, in pages of the file
 * @last:	last page of the range, inclusive; both are moved outwards to whole
 *		folios where those are large
 * @cut:	the page before @first loses its end
 * @policy:	whose turn it is: helpers see only regions under this policy
 * @is_waiting:	for an owner to let go; protected by rvk_index_lock
 * @nowait:	the context forbids to wait for a process (RVK_EVICT); the helpers
 *		know
 * @hits:	rvk_extent.hit of all extents in the range; private to the core
 * @node:	the file's place in the index, or NULL; private to the core
 * @begin_ticks: rvk_clock() when the event came
 *
 * Lives on the stack of the task that truncates.
 */
struct rvk_event {
	enum rvk_cause cause;
	struct inode *inode;
	unsigned long first;
	unsigned long last;
	bool cut;
	struct rvk_policy *policy;
	bool is_waiting;
	bool nowait;
	struct list_head hits;
	struct rvk_inode *node;
	u64 begin_ticks;
};

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
	 * @needs: RVK_* bits that a device must be able to; a region on a
	 * device that lacks one is refused. With RVK_FAULT regions pin nothing.
	 */
	unsigned int needs;

	/** @fill: byte that a scratch page is filled with (RVK_REDIRECT) */
	u8 fill;

	/**
	 * @each: point each entry at a scratch page of its own, made when the
	 * event comes; where there is no memory for one, and in a notifier, at
	 * the page that all entries of a region share (RVK_REDIRECT)
	 */
	bool each;

	/** @fail_nth: there is none for the n-th of an event; for tests, 0 is off */
	unsigned int fail_nth;

	/**
	 * @revoke: required; what to do about one event
	 *
	 * Called once for each event that hits pages of a region under this
	 * policy, in the context of the task that truncates, before that task
	 * has taken any lock of the filesystem: it may sleep, with
	 * rvk_event.nowait not for a process. No new region gets pages of the range before the
	 * event is over. Not called for files without regions.
	 *
	 * Return: 0 to let the event go on, or -errno, which becomes the
	 * result of the system call. Ignored for RVK_EVICT.
	 */
	int (*revoke)(struct rvk_event *ev);

	/**
	 * @unmap: optional; the owner's addresses of these pages mean something
	 * else from now on (munmap, mremap)
	 *
	 * Called in an MMU notifier, in the context of whoever unmaps, with
	 * mmap_lock or i_mmap_rwsem, perhaps a page lock, and the region's lock
	 * held: it may neither wait for a process nor lock a page nor allocate.
	 * rvk_region_redirect() and rvk_region_fence() are made for
	 * it. Not called for what does not change what the file has (MADV_
	 * DONTNEED, reclaim, fork). By default nothing is done: a pin outlives
	 * its mapping. Not called under RVK_FAULT, where the core itself takes
	 * the entries back at every invalidation.
	 */
	void (*unmap)(struct rvk_region *r, unsigned long first,
		      unsigned long nr);

	/**
	 * @admit: optional; whether a region may come into being
	 *
	 * Called before anything is pinned, in the owner's context, may sleep.
	 *
	 * Return: 0 or -errno. By default all may.
	 */
	int (*admit)(struct rvk_region *r);

	/** @list: the registry's; private to rvk_core.c */
	struct list_head list;
};

int rvk_register_policy(struct rvk_policy *policy);
void rvk_unregister_policy(struct rvk_policy *policy);
struct rvk_policy *__must_check rvk_policy_get(const char *name);
void rvk_policy_put(struct rvk_policy *policy);

/* What policies are made of: rvk_revoke.c */
bool rvk_is_released(struct rvk_event *ev);
int __must_check rvk_wait_released(struct rvk_event *ev,
				   unsigned int timeout_ms);
void rvk_notify(struct rvk_event *ev, unsigned int deadline_ms);
void rvk_signal_owners(struct rvk_event *ev, int sig);
int rvk_redirect(struct rvk_event *ev);
int rvk_fence(struct rvk_event *ev);
void rvk_region_redirect(struct rvk_region *r, unsigned long first,
			 unsigned long nr);
void rvk_region_fence(struct rvk_region *r);
bool rvk_region_has_file(const struct rvk_region *r);

/**
 * module_rvk_policy() - all that a policy's module does at load and unload
 * @policy:	its struct rvk_policy
 */
#define module_rvk_policy(policy) \
	module_driver(policy, rvk_register_policy, rvk_unregister_policy)

/* What there is without any module: policies/none/, a part of rvk.ko */
extern struct rvk_policy rvk_none;

#endif /* RVK_H */
