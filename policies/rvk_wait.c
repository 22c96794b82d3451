// SPDX-License-Identifier: GPL-2.0-only
/* rvk_wait.c - tasks that wait for events and for owners, and for each other */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/lockdep.h>
#include <linux/sched/signal.h>

#include "policies/rvk_private.h"

/*
 * An event is a lock of its file, held while owners release pages and while the
 * filesystem takes its own locks. lockdep sees nothing of a wait_event(), so
 * each task that may wait for an event, or has one, acquires this.
 */
struct lockdep_map rvk_event_map;

/**
 * struct rvk_waiter - a task that waits for the event of a file to end
 * @list:	in rvk_waiters
 * @tgid:	its process
 * @node:	the file; the event may be the task's own, which waits for owners
 * @reached:	mark of rvk_wait_is_cyclic()
 *
 * Protected by rvk_index_lock.
 */
struct rvk_waiter {
	struct list_head list;
	struct pid *tgid;
	struct rvk_inode *node;
	bool reached;
};

static LIST_HEAD(rvk_waiters);

static void rvk_waiter_add(struct rvk_waiter *w, struct rvk_inode *node)
{
	lockdep_assert_held(&rvk_index_lock);
	if (w->node)
		return;
	w->tgid = task_tgid(current);
	w->node = node;
	list_add(&w->list, &rvk_waiters);
}

static void rvk_waiter_del(struct rvk_waiter *w)
{
	if (!w->node)
		return;
	spin_lock(&rvk_index_lock);
	list_del(&w->list);
	spin_unlock(&rvk_index_lock);
}

/* Whether the event of a file waits until a process releases pages */
static bool rvk_node_needs(const struct rvk_inode *node, const struct pid *tgid)
{
	const struct rvk_event *ev = node->event;
	const struct rvk_extent *x;

	if (!ev || !ev->is_waiting)
		return false;
	list_for_each_entry(x, &ev->hits, hit)
		if (x->region->owner == tgid &&
		    x->region->policy == ev->policy && !rvk_hit_released(x))
			return true;
	return false;
}

/* Whether @node, or a file that a marked task waits for, needs a process */
static bool rvk_wait_needs(const struct rvk_inode *node, const struct pid *tgid)
{
	const struct rvk_waiter *w;

	if (rvk_node_needs(node, tgid))
		return true;
	list_for_each_entry(w, &rvk_waiters, list)
		if (w->reached && rvk_node_needs(w->node, tgid))
			return true;
	return false;
}

/*
 * Whether the end of the event of @node depends on our own process: because it
 * waits for our pages, or for an owner that itself waits for an event which
 * does, and so on. A process counts as one, as another thread of it may have to
 * wait as well.
 */
static bool rvk_wait_is_cyclic(const struct rvk_inode *node)
{
	struct rvk_waiter *w;
	bool found;

	lockdep_assert_held(&rvk_index_lock);
	list_for_each_entry(w, &rvk_waiters, list)
		w->reached = false;
	do {
		if (rvk_wait_needs(node, task_tgid(current)))
			return true;
		found = false;
		list_for_each_entry(w, &rvk_waiters, list) {
			if (w->reached || !rvk_wait_needs(node, w->tgid))
				continue;
			w->reached = true;
			found = true;
		}
	} while (found);
	return false;
}

/* False while event number @seq of the file is in progress */
static bool rvk_event_over(struct rvk_inode *node, u64 seq,
			   struct rvk_waiter *w, int *error)
{
	int ret = 0;

	spin_lock(&rvk_index_lock);
	if (node->event && node->seq == seq)
		ret = rvk_wait_is_cyclic(node) ? -EDEADLK : -EAGAIN;
	if (ret == -EAGAIN)
		rvk_waiter_add(w, node);
	spin_unlock(&rvk_index_lock);
	*error = ret;
	return ret != -EAGAIN;
}

/**
 * rvk_wait_event_end() - wait until the event in progress on a file ends
 * @node:	the file; the caller holds a reference
 * @seq:	rvk_inode.seq when the caller saw the event
 *
 * Context: may sleep, killable; no lock held.
 * Return: 0; -EINTR when killed; -EDEADLK when the event waits for this process.
 */
int rvk_wait_event_end(struct rvk_inode *node, u64 seq)
{
	struct rvk_waiter w = { .node = NULL };
	int ret, killed;

	lock_map_acquire(&rvk_event_map);
	lock_map_release(&rvk_event_map);
	killed = wait_event_killable(node->wait,
				     rvk_event_over(node, seq, &w, &ret));
	rvk_waiter_del(&w);
	return killed ? -EINTR : ret;
}

static bool rvk_turn_came(struct rvk_event *ev, struct rvk_waiter *w,
			  int *error)
{
	int ret;

	spin_lock(&rvk_index_lock);
	ret = rvk_event_try_begin(ev);
	if (ret && rvk_wait_is_cyclic(ev->node))
		ret = -EDEADLK;
	else if (ret)
		rvk_waiter_add(w, ev->node);
	spin_unlock(&rvk_index_lock);
	*error = ret;
	return ret != -EAGAIN;
}

/**
 * rvk_wait_turn() - wait until an event is the one of its file
 * @ev:		from rvk_event_find()
 *
 * Context: may sleep, interruptible unless rvk_event.nowait: a late event has a
 * worker of its own to wait, and an eviction meets no other event than a late
 * one, which waits for no process.
 * Return: 0, then no other event of the file begins; -EINTR; -EDEADLK when the
 * event in progress waits for this process. Always 0 with rvk_event.nowait.
 */
int rvk_wait_turn(struct rvk_event *ev)
{
	struct rvk_inode *node = ev->node;
	struct rvk_waiter w = { .node = NULL };
	int ret, intr = 0;

	if (ev->nowait)
		wait_event_idle(node->wait, rvk_turn_came(ev, &w, &ret));
	else
		intr = wait_event_interruptible(node->wait,
						rvk_turn_came(ev, &w, &ret));
	rvk_waiter_del(&w);
	return intr ? -EINTR : ret;
}

/* The wait counts in full for each region that the event hits */
static void rvk_event_waited(struct rvk_event *ev, u64 since_ticks)
{
	struct rvk_extent *x;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x))
		rvk_step_end(&x->region->line, RVK_STEP_WAIT, since_ticks);
}

/* Wake the tasks that wait for @ev: they may have to stop for its owners */
static int rvk_wait_begin(struct rvk_event *ev, struct rvk_waiter *w)
{
	int ret = 0;

	spin_lock(&rvk_index_lock);
	ev->is_waiting = true;
	if (rvk_wait_is_cyclic(ev->node)) {
		ev->is_waiting = false;
		ret = -EDEADLK;
	} else {
		rvk_waiter_add(w, ev->node);
		rvk_wake(&ev->node->wait);
	}
	spin_unlock(&rvk_index_lock);
	return ret;
}

static void rvk_wait_end(struct rvk_event *ev, struct rvk_waiter *w)
{
	spin_lock(&rvk_index_lock);
	ev->is_waiting = false;
	list_del(&w->list);
	spin_unlock(&rvk_index_lock);
}

/**
 * rvk_wait_released() - wait until the owners have released the pages
 * @ev:		the event
 * @timeout_ms:	0 for no limit
 *
 * Revokes nothing: after an error the device uses the pages as before. A region
 * that is being opened counts as pinned.
 *
 * Context: sleeps; the task that truncates, no filesystem lock held.
 *
 * Return: 0 when the last page is unpinned; -ETIMEDOUT; -EINTR for any signal,
 * upon which the system call is restarted if the signal's handler allows that;
 * -EDEADLK where the task would wait for its own process, also by way of other
 * tasks that wait for owners; -EAGAIN at once with rvk_event.nowait.
 */
int rvk_wait_released(struct rvk_event *ev, unsigned int timeout_ms)
{
	long left = timeout_ms ? msecs_to_jiffies(timeout_ms) :
				 MAX_SCHEDULE_TIMEOUT;
	struct rvk_waiter w = { .node = NULL };
	u64 since_ticks;
	int ret;

	if (rvk_is_released(ev))
		return 0;
	if (ev->nowait)
		return -EAGAIN;
	if (fatal_signal_pending(current))
		return -EINTR;
	ret = rvk_wait_begin(ev, &w);
	if (ret)
		return ret;

	since_ticks = rvk_clock();
	left = wait_event_interruptible_timeout(ev->node->wait,
						rvk_is_released(ev), left);
	rvk_wait_end(ev, &w);
	rvk_event_waited(ev, since_ticks);
	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}
EXPORT_SYMBOL_GPL(rvk_wait_released);
