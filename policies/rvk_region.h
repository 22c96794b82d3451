/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_region.h - regions of pinned memory, and what a device implements */
#ifndef RVK_REGION_H
#define RVK_REGION_H

#include <linux/dma-mapping.h>
#include <linux/interval_tree.h>
#include <linux/kref.h>
#include <linux/llist.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "policies/rvk.h"
#include "policies/rvk_timeline.h"

/*
 * Lock order, outermost first. No policy waits for a process with any held.
 *
 *	rvk_region.close_lock	closing; sleeps, calls into mm and device
 *	  rvk_region.release_lock  waits for commands, locks pages
 *	  (mmap_lock, i_mmap_rwsem, page lock: held by callers of notifiers)
 *	    rvk_region.lock	the pages' state; taken in notifiers, so nothing
 *				is allocated and no page locked under it
 *	      rvk_index_lock	the index and the state of events; a spinlock
 *		rvk_tree_lock	trees of extents, for readers that hold i_pages
 *	      locks of the device, rvk_region.record_lock; spinlocks
 */

/* An entry that is not valid; a DMA address is page-aligned, this is not */
#define RVK_NOWHERE (~(dma_addr_t)0)

/*
 * The CPU keeps using pages that are mapped for a device, and several regions
 * may map one page, so mapping syncs no cache, as with userptr of i915 and
 * amdgpu.
 */
#define RVK_DMA_ATTRS DMA_ATTR_SKIP_CPU_SYNC

/**
 * struct rvk_device_ops - what a device implements
 * @module:	of the device; pinned while a region exists
 * @name:	what a user types
 * @can:	RVK_* bits
 * @map:	install all of rvk_region.dma[]; called once, first
 * @point:	point @nr entries from @first on at @to; RVK_NOWHERE makes an
 *		access fail or fault. When it returns no access that looks an
 *		entry up uses an old one. Called with rvk_region.lock held, also
 *		in notifiers: must not wait for anything but the hardware.
 * @fence:	make every access that begins after it returns end in an error
 * @drain:	wait until no command holds an address that was removed from the
 *		table; bounded by the hardware. Never called in a notifier.
 * @notify:	tell the owner by the device's own interface that an event hits the
 *		region; NULL: the records of the region are all it has. No lock is
 *		held; must not wait for the owner
 * @stop:	begin no more commands and wait for those in progress; called
 *		once, before the region is closed. Only with RVK_FAULT is an entry
 *		changed after it
 */
struct rvk_device_ops {
	struct module *module;
	const char *name;
	unsigned int can;
	void (*map)(struct rvk_region *r);
	void (*point)(struct rvk_region *r, unsigned long first,
		      unsigned long nr, dma_addr_t to);
	void (*fence)(struct rvk_region *r);
	void (*drain)(struct rvk_region *r);
	void (*notify)(struct rvk_region *r);
	void (*stop)(struct rvk_region *r);
};

/**
 * struct rvk_extent - a part of a region that lies in one file
 * @it:		pages of the file; in rvk_inode.extents
 * @region:	the region
 * @node:	the file's node in the index; NULL once the file is evicted
 * @inode:	the file; held while the region is opened, later never
 *		dereferenced
 * @mapping:	of the file; never dereferenced
 * @first:	page of the region at @it.start
 * @is_private:	of a MAP_PRIVATE mapping, so that some pages may be copies
 * @is_linked:	whether @it is in the tree; protected by rvk_index_lock
 * @hit_done:	the region's policy was called for the event
 * @hit:	in rvk_event.hits while an event is in progress
 * @hit_first:	first page of the region that the event hits
 * @hit_nr:	number of pages that it hits
 * @escaped_first: first page of the region that left the file outside of an
 *		event, and for which no policy was called yet; ULONG_MAX: none.
 *		Protected by rvk_tree_lock
 * @escaped_end: one past the last
 */
struct rvk_extent {
	struct interval_tree_node it;
	struct rvk_region *region;
	struct rvk_inode *node;
	struct inode *inode;
	struct address_space *mapping;
	unsigned long first;
	bool is_private;
	bool is_linked;
	bool hit_done;
	struct list_head hit;
	unsigned long hit_first;
	unsigned long hit_nr;
	unsigned long escaped_first;
	unsigned long escaped_end;
};

#define RVK_RECORDS 8 /* unread records of a region; must be a power of two */

/**
 * struct rvk_record - notifies the owner of a region of one event
 * @seq:	number of the record, from 1 on in each region
 * @cause:	enum rvk_cause
 * @first:	first page of the region
 * @nr:		pages
 * @deadline_ms: time to release the pages, 0 for no limit
 * @ticks:	rvk_clock() when the gate caught the event
 */
struct rvk_record {
	u64 seq;
	u32 cause;
	u32 deadline_ms;
	u64 first;
	u64 nr;
	u64 ticks;
};

/**
 * struct rvk_stats - counters of a region
 * @nr_events:	events that hit the region
 * @nr_unmaps:	MMU notifier calls for its addresses
 * @revoked_pages: revoked from the device by a policy
 * @scratch_pages: redirected to a page of their own (rvk_policy.each)
 * @quarantine_pages: retired, but a command may still hold the address
 * @quarantine_max: maximum of @quarantine_pages
 * @escaped_pages: left their file outside of an event while they were pinned
 */
struct rvk_stats {
	atomic64_t nr_events;
	u64 nr_unmaps;
	u64 revoked_pages;
	u64 scratch_pages;
	u64 quarantine_pages;
	u64 quarantine_max;
	atomic64_t escaped_pages;
};

#define RVK_REGION_WRITE 0x1 /* the device writes */
#define RVK_REGION_LONGTERM 0x2 /* FOLL_LONGTERM */
#define RVK_REGION_NOWAIT 0x4 /* -EAGAIN while a revoke is in progress */

/**
 * struct rvk_region - memory that is registered with a device
 * @ref:	one for the device, one for each event that hits the region
 * @ops:	the device's
 * @dev:	the pages are DMA-mapped for it
 * @policy:	its module pinned until the region is closed
 * @owner:	the process; receives signals, and must not wait for itself
 * @mm:		of the owner; mmgrab() reference, so the process can exit
 * @mni:	reports invalidations of the owner's addresses
 * @invalidations: counted by @mni; not zero makes the open fail
 * @addr:	page-aligned address in @mm
 * @nr_pages:	of the region
 * @flags:	RVK_REGION_*
 * @is_ready:	all pages are pinned, or the open failed; set with @lock held
 * @doomed:	revoked while it was being opened; protected by @lock
 * @nr_extents:	number of @extents
 * @extents:	parts that are in files; the rest is anonymous memory
 * @extent:	the only one of most regions
 * @lock:	protects @live, @held, @claimed, @retired_first, @retired_end,
 *		@fenced and the counts of pages in @stats
 * @pages:	pinned pages; NULL where the policy needs RVK_FAULT
 * @dma:	DMA addresses, in the memory of @pages; NULL where that is, or
 *		where others have mapped
 * @live:	bit a page: an entry of the device points at it
 * @held:	bit a page: pinned and mapped. Held but not live is quarantine:
 *		a command may still use the address. Cleared when the page is
 *		unpinned; may be read without the lock. Of a region that others
 *		have pinned: they may access the page, see rvk_foreign.c
 * @anon:	bit a page: a copy of a private mapping, which no event takes from
 *		its file; NULL without such mappings. Fixed once @is_ready
 * @claimed:	bit a page: in quarantine when rvk_region_release() began
 * @retired_first: first page that may be in quarantine
 * @retired_end: one past the last
 * @unmapped_first: first page that the device cannot access any more, though
 *		@held may still be set; protected by rvk_tree_lock
 * @unmapped_end: one past the last
 * @fenced:	rvk_device_ops.fence was called
 * @scratch:	the page to redirect to; NULL without RVK_REDIRECT
 * @scratch_dma: DMA address of @scratch
 * @scratches:	page.lru of pages for one entry each; protected by @lock
 * @release_lock: serialises rvk_region_release()
 * @close_lock:	serialises rvk_region_close()
 * @closed:	no page is pinned, the device is stopped; written with @lock or
 *		@close_lock held
 * @close_work:	closes the region when the owner's memory is gone
 * @release_work: empties the quarantine where a notifier cannot
 * @escape_node: in the list of regions with escaped pages
 * @escape_queued: it is; set with rvk_tree_lock held
 * @record_lock: protects @records, @nr_recorded, @nr_read
 * @records:	ring of the owner's notifications
 * @nr_recorded: records written so far
 * @nr_read:	records read so far
 * @wait:	woken for a new record and at close
 * @stats:	counters
 * @line:	time line of the last event
 * @free:	frees what the region is embedded in
 */
struct rvk_region {
	struct kref ref;
	const struct rvk_device_ops *ops;
	struct device *dev;
	struct rvk_policy *policy;
	struct pid *owner;
	struct mm_struct *mm;
	struct mmu_interval_notifier mni;
	unsigned long invalidations;
	unsigned long addr;
	unsigned long nr_pages;
	unsigned int flags;
	bool is_ready;
	bool doomed;
	unsigned int nr_extents;
	struct rvk_extent *extents;
	struct rvk_extent extent;
	struct mutex lock; /* see above */
	struct page **pages;
	dma_addr_t *dma;
	unsigned long *live;
	unsigned long *held;
	unsigned long *claimed;
	unsigned long *anon;
	unsigned long retired_first;
	unsigned long retired_end;
	unsigned long unmapped_first;
	unsigned long unmapped_end;
	bool fenced;
	struct page *scratch;
	dma_addr_t scratch_dma;
	struct list_head scratches;
	struct mutex release_lock; /* see above */
	struct mutex close_lock; /* see above */
	bool closed;
	struct work_struct close_work;
	struct work_struct release_work;
	struct llist_node escape_node;
	bool escape_queued;
	spinlock_t record_lock; /* see above */
	struct rvk_record records[RVK_RECORDS];
	u64 nr_recorded;
	u64 nr_read;
	wait_queue_head_t wait;
	struct rvk_stats stats;
	struct rvk_timeline line;
	void (*free)(struct rvk_region *r);
};

/* Whether regions of this policy fault pages in instead of pinning them */
static inline bool rvk_policy_faults(const struct rvk_policy *policy)
{
	return policy->needs & RVK_FAULT;
}

const char *rvk_pair_lacks(const struct rvk_policy *policy,
			   const struct rvk_device_ops *ops);
void rvk_region_init(struct rvk_region *r);
int rvk_region_open(struct rvk_region *r);
void rvk_region_close(struct rvk_region *r);
void rvk_region_put(struct rvk_region *r);
int rvk_region_release_range(struct rvk_region *r, unsigned long first,
			     unsigned long nr);
int rvk_revoke_range(struct inode *inode, unsigned long first,
		     unsigned long last);
bool rvk_region_is_scratch(const struct rvk_region *r, struct page *page);
bool rvk_region_next_record(struct rvk_region *r, struct rvk_record *record);
void rvk_region_record_read(struct rvk_region *r, u64 seq);
bool rvk_region_is_stale(const struct rvk_region *r, unsigned long i,
			 struct page *page);

/* Regions whose pages others have pinned: rvk_foreign.c, rvk_foreign_file.c */
int rvk_foreign_open(struct rvk_region *r, bool has_mmap_lock);
int rvk_foreign_open_file(struct rvk_region *r, struct file *file,
			  unsigned long index);
bool rvk_foreign_unpinned(struct rvk_region *r, unsigned long first,
			  unsigned long nr);
void rvk_foreign_wake(struct rvk_region *r);
void rvk_foreign_close(struct rvk_region *r);

#endif /* RVK_REGION_H */
