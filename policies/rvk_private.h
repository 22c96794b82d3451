/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_private.h - what the files of rvk.ko call in each other */
#ifndef RVK_PRIVATE_H
#define RVK_PRIVATE_H

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
 * @hash:	in rvk_inodes
 * @inode:	the file; no reference is held: eviction removes it from the
 *		index
 * @refs:	extents and events that use this node
 * @extents:	tree of rvk_extent.it
 * @event:	the event in progress, or NULL; one at a time
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
	wait_queue_head_t wait;
	struct rcu_head rcu;
};

#define RVK_HASH_BITS 14

/* Taken inside of rvk_region.lock; rvk_index.c lists what it protects */
extern spinlock_t rvk_index_lock;

extern struct hlist_head rvk_inodes[1 << RVK_HASH_BITS];

/* Whether a file has regions; called under RCU */
static inline bool rvk_inode_known(const struct inode *inode)
{
	const struct hlist_head *head;
	struct rvk_inode *node;

	head = &rvk_inodes[hash_ptr(inode, RVK_HASH_BITS)];
	hlist_for_each_entry_rcu(node, head, hash)
		if (node->inode == inode)
			return true;
	return false;
}

/* rvk_index.c */
int rvk_index_link(struct rvk_region *r);
void rvk_index_ready(struct rvk_region *r);
void rvk_index_unlink(struct rvk_region *r);
void rvk_index_wake(struct rvk_region *r);
int rvk_index_wait_events(const struct rvk_region *r);
int rvk_event_begin(struct rvk_event *ev);
void rvk_event_end(struct rvk_event *ev);
void rvk_event_forget_file(struct rvk_event *ev);
void rvk_event_set_waiting(struct rvk_event *ev, bool waiting);

/* rvk_revoke.c */
int rvk_event_dispatch(struct rvk_event *ev);

/* rvk_event.c */
struct rvk_event rvk_truncate_event(struct inode *inode, loff_t length);
struct rvk_event rvk_fallocate_event(struct file *file, int mode, loff_t offset,
				     loff_t len);
struct rvk_event rvk_remap_event(struct file *out, loff_t pos, loff_t len);

/* rvk_folio.c */
void rvk_event_widen(struct rvk_event *ev);
bool rvk_region_is_crossed(const struct rvk_region *r);

/* rvk_safety.c */
int rvk_safety_check(void);

/* rvk_gate.c */
int rvk_gate_drain(const struct inode *inode);
int rvk_gate_init(void);
void rvk_gate_exit(void);

/* rvk_quarantine.c */
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
