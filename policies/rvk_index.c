// SPDX-License-Identifier: GPL-2.0-only
/* rvk_index.c - find regions by file and range; one event a file at a time */
#include <linux/fs.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

/*
 * Protects the index: rvk_bucket.files, all of rvk_inode but its wait queue,
 * rvk_extent.it and .hit, rvk_event.hits and .is_waiting, and the waiters.
 * The gate walks rvk_bucket.files under RCU instead.
 */
DEFINE_SPINLOCK(rvk_index_lock);
DEFINE_SPINLOCK(rvk_tree_lock);
struct rvk_bucket rvk_buckets[1 << RVK_HASH_BITS];

static struct rvk_inode *rvk_node_find(const struct inode *inode)
{
	struct rvk_inode *node;

	lockdep_assert_held(&rvk_index_lock);
	hlist_for_each_entry(node, &rvk_bucket_of(inode)->files, hash)
		if (node->inode == inode)
			return node;
	return NULL;
}

static void rvk_node_put(struct rvk_inode *node)
{
	lockdep_assert_held(&rvk_index_lock);
	if (--node->refs)
		return;
	hlist_del_rcu(&node->hash);
	kfree_rcu(node, rcu);
}

static struct rvk_inode *rvk_node_get_or_new(struct inode *inode)
{
	struct rvk_inode *node, *new;

	new = kzalloc(sizeof(*new), GFP_KERNEL_ACCOUNT);
	if (!new)
		return NULL;
	new->inode = inode;
	new->extents = RB_ROOT_CACHED;
	init_waitqueue_head(&new->wait);

	spin_lock(&rvk_index_lock);
	node = rvk_node_find(inode);
	if (!node) {
		swap(node, new);
		hlist_add_head_rcu(&node->hash, &rvk_bucket_of(inode)->files);
	}
	node->refs++;
	spin_unlock(&rvk_index_lock);
	kfree(new);
	return node;
}

/* A file of the region with an event in progress on its pages, or NULL */
static struct rvk_inode *rvk_index_busy(const struct rvk_region *r)
{
	const struct rvk_event *ev;
	unsigned int i;

	lockdep_assert_held(&rvk_index_lock);
	for (i = 0; i < r->nr_extents; i++) {
		ev = r->extents[i].node->event;
		if (ev && ev->first <= r->extents[i].it.last &&
		    ev->last >= r->extents[i].it.start)
			return r->extents[i].node;
	}
	return NULL;
}

static void rvk_extent_link(struct rvk_extent *x)
{
	lockdep_assert_held(&rvk_index_lock);
	x->escaped_first = ULONG_MAX;
	spin_lock_irq(&rvk_tree_lock);
	interval_tree_insert(&x->it, &x->node->extents);
	spin_unlock_irq(&rvk_tree_lock);
	x->is_linked = true;
}

/* Link all extents or none, so that no event sees half a region */
static struct rvk_inode *rvk_index_try_link(struct rvk_region *r, u64 *seq)
{
	struct rvk_inode *busy;
	struct rvk_extent *x;

	spin_lock(&rvk_index_lock);
	busy = rvk_index_busy(r);
	if (busy)
		*seq = busy->seq;
	for (x = r->extents; !busy && x < r->extents + r->nr_extents; x++)
		rvk_extent_link(x);
	spin_unlock(&rvk_index_lock);
	return busy;
}

/**
 * rvk_index_link() - add a region to the index before it pins
 * @r:		extents filled in, files held
 *
 * A region does not pin pages of a range that is being revoked: it waits until
 * the event ends, or fails with RVK_REGION_NOWAIT.
 *
 * Context: may sleep.
 * Return: 0; or, with nothing linked, -EAGAIN, -EINTR when killed, -EDEADLK when
 * the event waits for this process, -ENOMEM.
 */
int rvk_index_link(struct rvk_region *r)
{
	struct rvk_inode *busy;
	unsigned int i;
	int ret = 0;
	u64 seq;

	for (i = 0; i < r->nr_extents; i++) {
		r->extents[i].node = rvk_node_get_or_new(r->extents[i].inode);
		if (!r->extents[i].node) {
			ret = -ENOMEM;
			goto unlink;
		}
	}

	while ((busy = rvk_index_try_link(r, &seq))) {
		ret = r->flags & RVK_REGION_NOWAIT ?
			      -EAGAIN :
			      rvk_wait_event_end(busy, seq);
		if (ret)
			goto unlink;
	}
	return 0;

unlink:
	rvk_index_unlink(r);
	return ret;
}

static void rvk_index_unlink_one(struct rvk_extent *x)
{
	lockdep_assert_held(&rvk_index_lock);
	if (!x->node)
		return;
	if (x->is_linked) {
		spin_lock_irq(&rvk_tree_lock);
		interval_tree_remove(&x->it, &x->node->extents);
		spin_unlock_irq(&rvk_tree_lock);
	}
	x->is_linked = false;
	rvk_node_put(x->node);
	x->node = NULL;
}

/**
 * rvk_index_unlink() - remove a region from the index
 * @r:		no page of it is pinned; events that hit it keep a reference
 */
void rvk_index_unlink(struct rvk_region *r)
{
	unsigned int i;

	spin_lock(&rvk_index_lock);
	for (i = 0; i < r->nr_extents; i++)
		rvk_index_unlink_one(&r->extents[i]);
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_index_wake() - wake the events that wait for a region
 * @r:		has become ready, or has released pages
 */
void rvk_index_wake(struct rvk_region *r)
{
	unsigned int i;

	spin_lock(&rvk_index_lock);
	for (i = 0; i < r->nr_extents; i++)
		if (r->extents[i].node)
			rvk_wake(&r->extents[i].node->wait);
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_index_ready() - mark a region ready: pinned, or closed if that failed
 * @r:		locked; events that waited for it proceed
 */
void rvk_index_ready(struct rvk_region *r)
{
	lockdep_assert_held(&r->lock);
	/* Pairs with rvk_hit_released() */
	smp_store_release(&r->is_ready, true);
	rvk_index_wake(r);
}

/**
 * rvk_index_wait_events() - wait for the events in progress on a region's files
 * @r:		no page of it is pinned
 *
 * Context: may sleep.
 * Return: 0; -EINTR when killed; -EDEADLK when one waits for this process.
 */
int rvk_index_wait_events(const struct rvk_region *r)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < r->nr_extents; i++)
		ret = rvk_wait_event_end(r->extents[i].node,
					 READ_ONCE(r->extents[i].node->seq));
	return ret;
}

static void rvk_event_hit(struct rvk_event *ev, struct rvk_extent *x)
{
	unsigned long first = max(ev->first, x->it.start);
	unsigned long last = min(ev->last, x->it.last);

	lockdep_assert_held(&rvk_index_lock);
	x->hit_first = x->first + first - x->it.start;
	x->hit_nr = last - first + 1;
	x->hit_done = false;
	kref_get(&x->region->ref);
	list_add_tail(&x->hit, &ev->hits);
}

static void rvk_event_collect(struct rvk_event *ev)
{
	struct interval_tree_node *it;

	lockdep_assert_held(&rvk_index_lock);
	for (it = interval_tree_iter_first(&ev->node->extents, ev->first,
					   ev->last);
	     it; it = interval_tree_iter_next(it, ev->first, ev->last))
		rvk_event_hit(ev, container_of(it, struct rvk_extent, it));
}

/**
 * rvk_event_find() - find the file of an event in the index
 * @ev:		cause, inode or only, first, last and nowait filled in; without
 *		either it hits nothing. The caller has a reference on the region
 *		of rvk_event.only
 *
 * Sets rvk_event.node, with a reference that rvk_event_end() puts; to NULL for a
 * file without regions, and inside of the task's own event on the file, as
 * overlayfs calls for its upper file what was called for it.
 *
 * Context: any.
 */
void rvk_event_find(struct rvk_event *ev)
{
	INIT_LIST_HEAD(&ev->hits);
	ev->node = NULL;
	spin_lock(&rvk_index_lock);
	if (ev->inode)
		ev->node = rvk_node_find(ev->inode);
	else if (ev->only && ev->only->is_linked)
		ev->node = ev->only->node;
	if (ev->node && ev->node->event_task == current)
		ev->node = NULL;
	if (ev->node)
		ev->node->refs++;
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_event_try_begin() - make an event the one of its file
 * @ev:		from rvk_event_find(), with a node
 *
 * Context: under rvk_index_lock.
 * Return: 0, or -EAGAIN while another event is in progress there.
 */
int rvk_event_try_begin(struct rvk_event *ev)
{
	struct rvk_inode *node = ev->node;

	lockdep_assert_held(&rvk_index_lock);
	if (node->event)
		return -EAGAIN;
	node->event = ev;
	node->event_task = current;
	node->seq++;
	if (ev->only) {
		if (ev->only->is_linked)
			rvk_event_hit(ev, ev->only);
	} else {
		rvk_event_widen(ev);
		rvk_event_collect(ev);
	}
	return 0;
}

/**
 * rvk_event_begin() - find what an event hits, and block new regions there
 * @ev:		from rvk_event_find(), with a node
 *
 * Waits until no other event is in progress on the file.
 *
 * Context: may sleep, as rvk_wait_turn().
 * Return: 0 or an error of rvk_wait_turn(); the caller calls rvk_event_end() in
 * either case.
 */
int rvk_event_begin(struct rvk_event *ev)
{
	int ret;

	ev->begin_ticks = rvk_clock();
	lock_acquire_exclusive(&rvk_event_map, 0, ev->nowait, NULL, _RET_IP_);
	ret = rvk_wait_turn(ev);
	if (!ret && ev->inode)
		trace_rvk_event_begin(ev);
	return ret;
}

/**
 * rvk_event_end() - end an event and wake regions and events that wait for it
 * @ev:		after rvk_event_begin(), which may have failed
 */
void rvk_event_end(struct rvk_event *ev)
{
	u64 now = rvk_clock();
	struct rvk_region *r;
	struct rvk_extent *x, *next;

	lock_map_release(&rvk_event_map);
	if (ev->inode && READ_ONCE(ev->node->event) == ev)
		trace_rvk_event_end(ev);
	/* No other event changes the list while this one owns the file */
	list_for_each_entry_safe(x, next, &ev->hits, hit) {
		r = x->region;
		spin_lock(&rvk_index_lock);
		list_del(&x->hit);
		spin_unlock(&rvk_index_lock);
		rvk_timeline_end(&r->line, now);
		rvk_region_put(r);
	}

	spin_lock(&rvk_index_lock);
	if (ev->node->event == ev) {
		ev->node->event = NULL;
		ev->node->event_task = NULL;
		rvk_wake(&ev->node->wait);
	}
	rvk_node_put(ev->node);
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_event_forget_file() - remove a file that is evicted from the index
 * @ev:		hits the whole file
 */
void rvk_event_forget_file(struct rvk_event *ev)
{
	struct rvk_extent *x;

	spin_lock(&rvk_index_lock);
	list_for_each_entry(x, &ev->hits, hit)
		rvk_index_unlink_one(x);
	spin_unlock(&rvk_index_lock);
}
