/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt.h - pins that others took, and what a back end does for them */
#ifndef ADOPT_H
#define ADOPT_H

#include <linux/atomic.h>
#include <linux/workqueue.h>

#include "policies/rvk_region.h"

/**
 * struct adopt_user - a part of the kernel that pins pages for its users
 * @name:	what a user types; of guest/users/ where it has one there
 * @module:	it is in, NULL: in the kernel itself
 * @symbol:	its functions begin with this, "" for any
 * @no_redirect: why nobody can redirect it; begins with "never" if that is so in
 *		principle
 * @no_fence:	likewise
 * @generic:	without a back end: owners can be waited for, notified, killed
 * @ops:	of its back end, or &@generic; protected by adopt_users_lock
 */
struct adopt_user {
	const char *name;
	const char *module;
	const char *symbol;
	const char *no_redirect;
	const char *no_fence;
	struct rvk_device_ops generic;
	const struct rvk_device_ops *ops;
};

struct adopt_region;

/* Pages whose struct page are neighbours; a region is found by them */
#define ADOPT_BLOCK 1024

/**
 * struct adopt_run - pages of a region that follow each other and are in a block
 * @hash:	by @block; protected by the lock of adopt_record.c
 * @region:	the region
 * @block:	address of a struct page / (its size * ADOPT_BLOCK)
 * @first:	page of the region
 * @nr:		pages
 */
struct adopt_run {
	struct hlist_node hash;
	struct adopt_region *region;
	unsigned long block;
	unsigned long first;
	unsigned long nr;
};

/**
 * struct adopt_runs - some of the runs of a region
 * @more:	the others, or NULL
 * @nr:		of @run that are in use
 * @max:	of @run
 * @run:	them
 */
struct adopt_runs {
	struct adopt_runs *more;
	unsigned int nr;
	unsigned int max;
	struct adopt_run run[];
};

/**
 * struct adopt_region - the pages of one call that pinned
 * @r:		the region; its memory is in the owner's mm from r.addr on
 * @user:	who pinned
 * @left:	pins that were not released yet, one more while it is opened; the
 *		last one closes the region
 * @wake:	wakes events where an unpin cannot
 * @gone:	closes the region where an unpin cannot
 * @runs:	all pages
 * @pinned:	bit a page: not unpinned yet; protected by the lock of
 *		adopt_record.c
 * @next:	page behind the last one that was unpinned; likewise
 * @scratch:	for a policy that needs RVK_REDIRECT, else NULL
 * @by_folio:	memfd_pin_folios() pinned: there is one pin for all pages of a folio
 */
struct adopt_region {
	struct rvk_region r;
	const struct adopt_user *user;
	atomic_long_t left;
	struct work_struct wake;
	struct work_struct gone;
	struct adopt_runs *runs;
	unsigned long *pinned;
	unsigned long next;
	struct page *scratch;
	bool by_folio;
};

/**
 * struct adopt_call - a call that has pinned pages
 * @mm:		whose memory
 * @start:	address
 * @file:	NULL, or of which memfd_pin_folios() pinned the pages; then @start is
 *		the offset in bytes
 * @flags:	FOLL_*
 * @pages:	the pages
 * @has_mmap_lock: it is held
 * @caller:	where the call returns to
 */
struct adopt_call {
	struct mm_struct *mm;
	unsigned long start;
	struct file *file;
	unsigned int flags;
	struct page **pages;
	bool has_mmap_lock;
	unsigned long caller;
};

#define ADOPT_TAKEN 8

/**
 * struct adopt_taken - pins that are about to end
 * @nr:		of @pins
 * @pins:	pages of a region
 */
struct adopt_taken {
	unsigned int nr;
	struct {
		struct adopt_region *region;
		unsigned long first;
		unsigned long nr;
	} pins[ADOPT_TAKEN];
};

/* adopt_user.c */
int adopt_users_init(void);
void adopt_users_exit(void);
const struct adopt_user *adopt_user_of(unsigned long caller);
struct rvk_policy *adopt_policy_get(void);
void adopt_no_point(struct rvk_region *r, unsigned long first, unsigned long nr,
		    dma_addr_t to);
void adopt_no_drain(struct rvk_region *r);
void adopt_backend_add(const struct rvk_device_ops *ops);
void adopt_backend_remove(const struct rvk_device_ops *ops);
const struct rvk_device_ops *adopt_ops_get(const struct adopt_user *user);

/* adopt_pin.c */
extern struct workqueue_struct *adopt_wq;
extern atomic_long_t adopt_nr_regions;
long adopt_pinned(const struct adopt_call *call, long nr,
		  void (*unpin)(struct page **pages, unsigned long nr));
void adopt_unpinned(const struct adopt_taken *taken);

/* adopt_record.c */
int adopt_record(struct adopt_region *a, struct page *const *pages);
void adopt_publish(struct adopt_region *a);
void adopt_unpublish(struct adopt_region *a);
void adopt_record_free(struct adopt_region *a);
unsigned long adopt_take(struct adopt_taken *taken, struct page **pages,
			 struct page *page, unsigned long nr,
			 unsigned long caller);
unsigned long adopt_take_folio(struct adopt_taken *taken, struct folio *folio,
			       unsigned long nr, unsigned long caller);
void adopt_cut(struct rvk_region *r, unsigned long first, unsigned long nr);
void adopt_unpin_cut(struct rvk_region *r);

/* adopt_hook.c */
int adopt_hooks_init(void);
void adopt_hooks_exit(void);
void adopt_wait(const atomic_t *calls);

#endif /* ADOPT_H */
