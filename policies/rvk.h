/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk.h - the contract between the revoke core and its policies */
#ifndef RVK_H
#define RVK_H

#include <linux/device/driver.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/signal.h>
#include <linux/types.h>

#include "policies/rvk_compat.h"

#define RVK_NAME_MAX 32 /* bytes, closing NUL included */

struct inode;
struct rvk_extent;
struct rvk_inode;
struct rvk_region;

/* What happens to the pages; the values are KB_CAUSE_* and never change */
enum rvk_cause {
	RVK_TRUNCATE = 1, /* truncate, ftruncate, O_TRUNC */
	RVK_PUNCH, /* hole punch, also by MADV_REMOVE */
	RVK_ZERO, /* zero range */
	RVK_COLLAPSE, /* collapse range: all later pages shift */
	RVK_INSERT, /* insert range: all later pages shift */
	RVK_REMAP, /* reflink, dedupe, copy_file_range on the range */
	RVK_EVICT, /* the last link and the last user are gone */
	RVK_LATE, /* the pages have left the file already, see rvk_escape.c */
};

/* What a device can do at run time, and what a policy needs it to do */
#define RVK_REDIRECT 0x1 /* point an entry at another page */
#define RVK_FENCE 0x2 /* put a whole region into error */
#define RVK_FAULT 0x4 /* fault in an entry that is not valid */

/* What a policy promises: struct rvk_promise; the values are KB_PROMISE_* */
#define RVK_STALE 0x1 /* nothing: the device goes on with old pages */
#define RVK_WAITS 0x2 /* the event waits until its pages are released */
#define RVK_NOTIFIES 0x4 /* owners read the event and its deadline first */
#define RVK_TAKES_PAGES 0x8 /* the device loses the pages of the event */
#define RVK_TAKES_REGION 0x10 /* the device loses the whole region */
#define RVK_KILLS 0x20 /* the owners get SIGKILL, and are gone */
#define RVK_ON_UNMAP 0x40 /* the device also loses what is unmapped */
#define RVK_ON_EVICT 0x80 /* and what is left when the last link goes */
#define RVK_DENIES 0x100 /* no region gets pages of a file: -EOPNOTSUPP */

#define RVK_REFUSES_MAX 4

/**
 * struct rvk_promise - what holds once the system call of an event has returned
 * @does:	RVK_STALE to RVK_DENIES. Under RVK_WAITS, RVK_TAKES_* and
 *		RVK_KILLS hold for owners that do not release within @grace
 * @refuses:	-errno of a system call that is refused while pages are pinned:
 *		file, device and pins stay as they were. Under RVK_WAITS the
 *		first one ends @grace; otherwise any is returned at once
 * @own:	-errno for an owner that truncates its own pages; 0: it gets what
 *		every other task gets
 * @grace:	module parameter that limits the wait, in ms; NULL: none
 *
 * guest/checks/ hold a policy to each member, also to the bits that are not set:
 * the device must keep what the policy does not promise to revoke. Scenes record
 * errors of @refuses as results, other errors as failures.
 */
struct rvk_promise {
	unsigned int does;
	int refuses[RVK_REFUSES_MAX];
	int own;
	const char *grace;
};

/**
 * struct rvk_event - a system call that is about to change a range of a file
 * @cause:	what the call does to the range
 * @inode:	the file; the caller of the gate holds it; NULL for RVK_LATE
 * @first:	first page of the range, in pages of the file
 * @last:	last page of the range, inclusive; both are widened to the large
 *		folios at the ends
 * @cut:	the event zeroes the end of the page before @first
 * @policy:	the policy being called; the helpers act on its regions only
 * @is_waiting:	set while it sleeps until owners release; protected by
 *		rvk_index_lock
 * @nowait:	the policy must not wait for a process (RVK_EVICT, RVK_LATE); the
 *		helpers check it
 * @is_reported: an error becomes a part of the call's result, as FIDEDUPERANGE
 *		has one for each file, so that a signal does not restart the call
 * @only:	hits this extent only (RVK_LATE); private to the core
 * @hits:	rvk_extent.hit of all extents in the range; private to the core
 * @node:	the file's node in the index, or NULL; private to the core
 * @begin_ticks: rvk_clock() when the gate caught the event
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
	bool is_reported;
	struct rvk_extent *only;
	struct list_head hits;
	struct rvk_inode *node;
	u64 begin_ticks;
};

/**
 * struct rvk_policy - what to do when a file shrinks under a device
 *
 * Static data of a policy's module; it outlives its registration. A policy is
 * selected by name: rvk_policy_get() pins @owner, so that no callback runs in
 * an unloaded module.
 */
struct rvk_policy {
	/**
	 * @name: what a user types, [a-z0-9_]; "scratch" is loaded from the
	 * module rvk_scratch
	 */
	const char *name;

	/** @owner: THIS_MODULE */
	struct module *owner;

	/**
	 * @needs: RVK_* bits that a device must support; rvk_pair_lacks() names
	 * the one it lacks. With RVK_FAULT regions pin nothing.
	 */
	unsigned int needs;

	/** @promise: required; set before rvk_register_policy() */
	struct rvk_promise promise;

	/** @fill: byte that a scratch page is filled with (RVK_REDIRECT) */
	u8 fill;

	/**
	 * @each: redirect each entry to a scratch page of its own, allocated
	 * during the event; if that fails, and in a notifier, to the page that
	 * all entries of a region share (RVK_REDIRECT)
	 */
	bool each;

	/**
	 * @revoke: required; revoke the pages that one event hits
	 *
	 * Called once for each event that hits pages of a region under this
	 * policy, by the task that truncates, before it takes any filesystem
	 * lock. May sleep, but with rvk_event.nowait must not wait for a
	 * process. No new region pins pages of the range until the event ends.
	 * Not called for files without regions.
	 *
	 * Return: 0 to let the event proceed, or one of rvk_promise.refuses,
	 * which becomes the result of the system call. Ignored for RVK_EVICT
	 * and RVK_LATE.
	 */
	int (*revoke)(struct rvk_event *ev);

	/**
	 * @unmap: optional; the owner unmaps pages of a region (munmap, mremap)
	 *
	 * Called by the unmapping task in an MMU notifier, with mmap_lock or
	 * i_mmap_rwsem, perhaps a page lock, and the region's lock held: must
	 * not wait for a process, lock a page or allocate; may call
	 * rvk_region_redirect() and rvk_region_fence(). Not called for MADV_
	 * DONTNEED, reclaim and fork, which leave the file as it is, nor under
	 * RVK_FAULT, where the core invalidates the entries itself. By default
	 * nothing is done: a pin outlives its mapping.
	 */
	void (*unmap)(struct rvk_region *r, unsigned long first,
		      unsigned long nr);

	/**
	 * @admit: optional; whether a region may be opened
	 *
	 * Called by the owner before anything is pinned; may sleep.
	 *
	 * Return: 0, or -errno to refuse. By default every region is admitted.
	 */
	int (*admit)(struct rvk_region *r);

	/** @list: entry of the registry; private to rvk_core.c */
	struct list_head list;
};

int rvk_register_policy(struct rvk_policy *policy);
void rvk_unregister_policy(struct rvk_policy *policy);
struct rvk_policy *__must_check rvk_policy_get(const char *name);
void rvk_policy_put(struct rvk_policy *policy);

/* The helpers that policies call: rvk_revoke.c */
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
 * module_rvk_policy() - register a policy at load, unregister it at unload
 * @policy:	a struct rvk_policy
 */
#define module_rvk_policy(policy) \
	module_driver(policy, rvk_register_policy, rvk_unregister_policy)

/* Always registered: policies/none/ is linked into rvk.ko */
extern struct rvk_policy rvk_none;

#endif /* RVK_H */
