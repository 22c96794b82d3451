// SPDX-License-Identifier: GPL-2.0-only
/* rvk_index.c - find regions by file and range; one event a file at a time */
#include <linux/fs.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

/*
 * Protects the index: rvk_inodes, all of rvk_inode but its wait queue,
 * rvk_extent.it and .hit, rvk_region.is_ready, rvk_event.hits and .is_waiting.
 * The gate looks rvk_inodes up under RCU instead.
 */
DEFINE_SPINLOCK(rvk_index_lock);
struct hlist_head rvk_inodes[1 << RVK_HASH_BITS];

static struct rvk_inode *rvk_node_find(const struct inode *inode)
{
	struct rvk_inode *node;

	lockdep_assert_held(&rvk_index_lock);
	hlist_for_each_entry(node, &rvk_inodes[hash_ptr(inode, RVK_HASH_BITS)],
			     hash)
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
		hlist_add_head_rcu(&node->hash,
				   &rvk_inodes[hash_ptr(inode, RVK_HASH_BITS)]);
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

/* Link all extents or none, so that no event sees half a region */
static struct rvk_inode *rvk_index_try_link(struct rvk_region *r)
{
	struct rvk_inode *busy;
	struct rvk_extent *x;

	spin_lock(&rvk_index_lock);
	busy = rvk_index_busy(r);
	for (x = r->extents; !busy && x < r->extents + r->nr_extents; x++) {
		interval_tree_insert(&x->it, &x->node->extents);
		x->is_linked = true;
	}
	spin_unlock(&rvk_index_lock);
	return busy;
}

static bool rvk_index_is_busy(const struct rvk_region *r)
{
	bool busy;

	spin_lock(&rvk_index_lock);
	busy = rvk_index_busy(r);
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
 * Return: 0; or, with nothing linked, -EAGAIN, -EINTR when killed, -ENOMEM.
 */
int rvk_index_link(struct rvk_region *r)
{
	struct rvk_inode *busy;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < r->nr_extents; i++) {
		r->extents[i].node = rvk_node_get_or_new(r->extents[i].inode);
		if (!r->extents[i].node) {
			ret = -ENOMEM;
			goto unlink;
		}
	}

	while ((busy = rvk_index_try_link(r))) {
		if (r->flags & RVK_REGION_NOWAIT)
			ret = -EAGAIN;
		else if (wait_event_killable(busy->wait, !rvk_index_is_busy(r)))
			ret = -EINTR;
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
	if (x->is_linked)
		interval_tree_remove(&x->it, &x->node->extents);
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
			wake_up_all(&r->extents[i].node->wait);
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_index_ready() - mark a region ready: pinned, or closed if that failed
 * @r:		events that waited for it proceed
 */
void rvk_index_ready(struct rvk_region *r)
{
	spin_lock(&rvk_index_lock);
	r->is_ready = true;
	spin_unlock(&rvk_index_lock);
	rvk_index_wake(r);
}

/**
 * rvk_index_wait_events() - wait for the events in progress on a region's files
 * @r:		no page of it is pinned
 *
 * Context: may sleep.
 * Return: 0, or -EINTR when killed.
 */
int rvk_index_wait_events(const struct rvk_region *r)
{
	const struct rvk_event *ev;
	struct rvk_inode *node;
	unsigned int i;

	for (i = 0; i < r->nr_extents; i++) {
		node = r->extents[i].node;
		ev = READ_ONCE(node->event);
		if (ev && wait_event_killable(node->wait,
					      READ_ONCE(node->event) != ev))
			return -EINTR;
	}
	return 0;
}

static void rvk_event_collect(struct rvk_event *ev)
{
	struct interval_tree_node *it;
	struct rvk_extent *x;
	unsigned long first, last;

	lockdep_assert_held(&rvk_index_lock);
	for (it = interval_tree_iter_first(&ev->node->extents, ev->first,
					   ev->last);
	     it; it = interval_tree_iter_next(it, ev->first, ev->last)) {
		x = container_of(it, struct rvk_extent, it);
		first = max(ev->first, it->start);
		last = min(ev->last, it->last);
		x->hit_first = x->first + first - it->start;
		x->hit_nr = last - first + 1;
		x->hit_done = false;
		kref_get(&x->region->ref);
		list_add_tail(&x->hit, &ev->hits);
	}
}

/* Whether @other waits for this very process to release pages */
static bool rvk_event_waits_for_us(const struct rvk_event *other)
{
	const struct rvk_extent *x;

	lockdep_assert_held(&rvk_index_lock);
	if (!other->is_waiting)
		return false;
	list_for_each_entry(x, &other->hits, hit)
		if (x->region->owner == task_tgid(current))
			return true;
	return false;
}

/* True once @ev is the event of the file (*@ret 0), or on -EDEADLK */
static bool rvk_event_try_begin(struct rvk_event *ev, int *ret)
{
	struct rvk_event *other;

	*ret = 0;
	spin_lock(&rvk_index_lock);
	other = ev->node->event;
	if (!other) {
		ev->node->event = ev;
		rvk_event_widen(ev);
		rvk_event_collect(ev);
	} else if (rvk_event_waits_for_us(other)) {
		*ret = -EDEADLK;
	}
	spin_unlock(&rvk_index_lock);
	return !other || *ret;
}

static bool rvk_event_ready(const struct rvk_event *ev)
{
	const struct rvk_extent *x;
	bool ready = true;

	spin_lock(&rvk_index_lock);
	list_for_each_entry(x, &ev->hits, hit)
		if (!x->region->is_ready)
			ready = false;
	spin_unlock(&rvk_index_lock);
	return ready;
}

static struct rvk_inode *rvk_node_get(const struct inode *inode)
{
	struct rvk_inode *node;

	spin_lock(&rvk_index_lock);
	node = rvk_node_find(inode);
	if (node)
		node->refs++;
	spin_unlock(&rvk_index_lock);
	return node;
}

/**
 * rvk_event_begin() - find what an event hits, and block new regions there
 * @ev:		cause, inode, first, last and nowait filled in; without an inode
 *		it hits nothing
 *
 * Waits until no other event is in progress on the file.
 *
 * Context: may sleep, interruptible, unless rvk_event.nowait.
 * Return: 0, then call rvk_event_end(); -EINTR; -EDEADLK when another event
 * waits for this process to release pages. Always 0 with rvk_event.nowait: the
 * file has no other user, so no other event, and no region is being opened.
 */
int rvk_event_begin(struct rvk_event *ev)
{
	int ret;

	ev->begin_ticks = rvk_clock();
	INIT_LIST_HEAD(&ev->hits);
	ev->node = ev->inode ? rvk_node_get(ev->inode) : NULL;
	if (!ev->node)
		return 0;

	if (wait_event_interruptible(ev->node->wait,
				     rvk_event_try_begin(ev, &ret)))
		ret = -EINTR;
	if (ret) {
		spin_lock(&rvk_index_lock);
		rvk_node_put(ev->node);
		spin_unlock(&rvk_index_lock);
		return ret;
	}
	if (wait_event_interruptible(ev->node->wait, rvk_event_ready(ev))) {
		rvk_event_end(ev);
		return -EINTR;
	}
	trace_rvk_event_begin(ev);
	return 0;
}

/**
 * rvk_event_end() - end an event and wake regions and events that wait for it
 * @ev:		from rvk_event_begin()
 */
void rvk_event_end(struct rvk_event *ev)
{
	u64 now = rvk_clock();
	struct rvk_region *r;
	struct rvk_extent *x, *next;

	if (!ev->node)
		return;
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
	ev->node->event = NULL;
	wake_up_all(&ev->node->wait);
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

/**
 * rvk_event_set_waiting() - record whether an event waits for owners to release
 * @ev:		the event
 * @waiting:	true before it sleeps, false after
 */
void rvk_event_set_waiting(struct rvk_event *ev, bool waiting)
{
	spin_lock(&rvk_index_lock);
	ev->is_waiting = waiting;
	wake_up_all(&ev->node->wait);
	spin_unlock(&rvk_index_lock);
}
