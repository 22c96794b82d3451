/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_private.h - what the files of rvk.ko call in each other */
#ifndef RVK_PRIVATE_H
#define RVK_PRIVATE_H

#include <linux/bits.h>
#include <linux/hash.h>
#include <linux/rculist.h>

#include "policies/rvk_region.h"

/*
 * The index and the regions call each other, and are not two layers: a region
 * and its extents in the index are one object under two locks. Lock order is
 * the reason. rvk_region.lock comes before rvk_index_lock, so a region calls
 * into the index with its lock held; an event starts in the index and drops
 * that lock before it calls into a region.
 */

/**
 * struct rvk_inode - a file that has regions, or an event in progress
 * @hash:	in rvk_bucket.files
 * @inode:	the file; no reference is held: eviction removes it from the
 *		index
 * @refs:	extents and events that use this node
 * @extents:	tree of rvk_extent.it
 * @event:	the event in progress, or NULL; one at a time
 * @event_task:	the task of @event
 * @seq:	number of events so far
 * @wait:	woken when an event ends, a region releases pages or becomes
 *		ready
 * @rcu:	delays freeing, as the gate walks @hash without a lock
 *
 * All but @wait is protected by rvk_index_lock.
 */
struct rvk_inode {
	struct hlist_node hash;
	struct inode *inode;
	unsigned int refs;
	struct rb_root_cached extents;
	struct rvk_event *event;
	struct task_struct *event_task;
	u64 seq;
	wait_queue_head_t wait;
	struct rcu_head rcu;
};

/**
 * struct rvk_bucket - the files and calls with one hash of the inode
 * @passing:	calls in progress that are no event, less RVK_DRAIN for each task
 *		that waits for them
 * @files:	list of rvk_inode.hash
 *
 * In one cache line, as the gate looks at both in each call.
 */
struct rvk_bucket {
	atomic64_t passing;
	struct hlist_head files;
};

#define RVK_DRAIN BIT_ULL(32)
#define RVK_HASH_BITS 14

extern struct rvk_bucket rvk_buckets[1 << RVK_HASH_BITS];

/* 32 bits of the address tell inodes apart, and are one instruction less */
static __always_inline struct rvk_bucket *
rvk_bucket_of(const struct inode *inode)
{
	struct rvk_bucket *bucket =
		&rvk_buckets[hash_32((unsigned long)inode, RVK_HASH_BITS)];

	/* The gate keeps one register, not one for each member */
	OPTIMIZER_HIDE_VAR(bucket);
	return bucket;
}

/* Taken inside of rvk_region.lock; rvk_index.c lists what it protects */
extern spinlock_t rvk_index_lock;

/*
 * Taken inside of rvk_index_lock to add and remove extents, and alone, with
 * interrupts off and the i_pages lock held, to find those of a page that leaves
 */
extern spinlock_t rvk_tree_lock;

/* Few have a sleeper: spares the queue's lock */
static inline void rvk_wake(wait_queue_head_t *wait)
{
	if (wq_has_sleeper(wait))
		wake_up_all(wait);
}

/* A file that has regions, or NULL; called under RCU */
static inline struct rvk_inode *rvk_inode_find(const struct inode *inode)
{
	struct rvk_inode *node;

	hlist_for_each_entry_rcu(node, &rvk_bucket_of(inode)->files, hash)
		if (node->inode == inode)
			return node;
	return NULL;
}

/* The first page from @i on that is pinned and may leave its file, or @end */
static inline unsigned long rvk_next_held(const struct rvk_region *r,
					  unsigned long i, unsigned long end)
{
	for (i = find_next_bit(r->held, end, i);
	     i < end && r->anon && test_bit(i, r->anon);
	     i = find_next_bit(r->held, end, i + 1))
		;
	return i;
}

/* rvk_index.c */
int rvk_index_link(struct rvk_region *r);
void rvk_index_ready(struct rvk_region *r);
void rvk_index_unlink(struct rvk_region *r);
void rvk_index_wake(struct rvk_region *r);
int rvk_index_wait_events(const struct rvk_region *r);
void rvk_event_find(struct rvk_event *ev);
int rvk_event_try_begin(struct rvk_event *ev);
int rvk_event_begin(struct rvk_event *ev);
void rvk_event_end(struct rvk_event *ev);
void rvk_event_forget_file(struct rvk_event *ev);

/* rvk_wait.c */
extern struct lockdep_map rvk_event_map;
int rvk_wait_event_end(struct rvk_inode *node, u64 seq);
int rvk_wait_turn(struct rvk_event *ev);

/* rvk_revoke.c */
struct rvk_extent *rvk_first_hit(const struct rvk_event *ev);
struct rvk_extent *rvk_next_hit(const struct rvk_event *ev,
				struct rvk_extent *x);
bool rvk_hit_released(const struct rvk_extent *x);
int rvk_event_dispatch(struct rvk_event *ev);
int rvk_event_run(struct rvk_event *ev);

/* rvk_escape.c */
int rvk_escape_init(void);
void rvk_escape_exit(void);

/* rvk_event.c */
struct rvk_event rvk_truncate_event(struct inode *inode, loff_t length);
struct rvk_event rvk_fallocate_event(struct inode *inode, struct file *file,
				     int mode, loff_t offset, loff_t len);
struct rvk_event rvk_clone_event(struct inode *inode, struct file *in,
				 loff_t pos_in, struct file *out,
				 loff_t pos_out, loff_t len);
struct rvk_event rvk_dedupe_event(struct inode *inode, struct file *in,
				  loff_t pos_in, struct file *out,
				  loff_t pos_out, loff_t len);
struct rvk_event rvk_copy_event(struct inode *inode, struct file *in,
				loff_t pos_in, struct file *out, loff_t pos_out,
				size_t len);

/* rvk_folio.c */
void rvk_event_widen(struct rvk_event *ev);
bool rvk_region_is_crossed(const struct rvk_region *r);

/* rvk_foreign.c */
int rvk_foreign_open_extents(struct rvk_region *r, bool has_lock);

/* rvk_foreign_page.c */
bool rvk_foreign_is_fileless(const struct rvk_region *r, unsigned long i,
			     unsigned long end);
bool rvk_foreign_is_right(struct rvk_region *r);

/* rvk_safety.c */
int rvk_safety_check(void);

/* rvk_gate.c */
int rvk_gate_drain(const struct inode *inode);
int rvk_gate_try_drain(const struct inode *inode);
int rvk_gate_init(void);
void rvk_gate_exit(void);

/* rvk_open.c */
int rvk_extents_new(struct rvk_region *r, unsigned int nr);
int rvk_extents_hold(struct rvk_region *r, unsigned int nr);
void rvk_extents_put(struct rvk_region *r);

/* rvk_quarantine.c */
unsigned long rvk_region_quarantine(struct rvk_region *r, unsigned long first,
				    unsigned long nr);
unsigned long rvk_region_retire(struct rvk_region *r, unsigned long first,
				unsigned long nr, dma_addr_t to);
void rvk_region_release(struct rvk_region *r);

/* rvk_scratch_page.c */
struct page *rvk_scratch_new(struct rvk_region *r, gfp_t gfp, dma_addr_t *dma);
void rvk_scratch_free_all(struct rvk_region *r);
void rvk_scratch_each(struct rvk_extent *x, gfp_t gfp);

/* rvk_region.c */
extern const struct mmu_interval_notifier_ops rvk_region_mni_ops;
extern struct workqueue_struct *rvk_wq;

#endif /* RVK_PRIVATE_H */
