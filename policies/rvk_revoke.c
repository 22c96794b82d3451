// SPDX-License-Identifier: GPL-2.0-only
/* rvk_revoke.c - the helpers that policies call, and the calls of policies */
#include <linux/jiffies.h>
#include <linux/sched/signal.h>

#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

/**
 * rvk_next_hit() - the next extent that an event hits, of rvk_event.policy
 * @ev:		the event
 * @x:		from rvk_first_hit() or this
 *
 * Return: the extent or NULL.
 */
struct rvk_extent *rvk_next_hit(const struct rvk_event *ev,
				struct rvk_extent *x)
{
	list_for_each_entry_continue(x, &ev->hits, hit)
		if (x->region->policy == ev->policy)
			return x;
	return NULL;
}

/**
 * rvk_first_hit() - the first extent that an event hits, of rvk_event.policy
 * @ev:		the event
 *
 * Return: the extent or NULL.
 */
struct rvk_extent *rvk_first_hit(const struct rvk_event *ev)
{
	return rvk_next_hit(ev, list_entry(&ev->hits, struct rvk_extent, hit));
}

/**
 * rvk_hit_released() - whether an event finds no page of an extent pinned
 * @x:		in rvk_event.hits
 *
 * Return: true if so; false while the region is being opened.
 */
bool rvk_hit_released(const struct rvk_extent *x)
{
	unsigned long end = x->hit_first + x->hit_nr;

	if (!x->region->held)
		return true;
	/* Pairs with rvk_index_ready() */
	return smp_load_acquire(&x->region->is_ready) &&
	       rvk_next_held(x->region, x->hit_first, end) >= end;
}

/**
 * rvk_is_released() - whether the owners have released all pages
 * @ev:		the event
 *
 * Return: true if no page that the event hits is pinned.
 */
bool rvk_is_released(struct rvk_event *ev)
{
	struct rvk_extent *x;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x))
		if (!rvk_hit_released(x))
			return false;
	return true;
}
EXPORT_SYMBOL_GPL(rvk_is_released);

static void rvk_region_record(struct rvk_region *r,
			      const struct rvk_record *record)
{
	struct rvk_record *to;

	spin_lock(&r->record_lock);
	/* A full ring drops its oldest record; the gap shows in @seq */
	if (r->nr_recorded - r->nr_read == RVK_RECORDS)
		r->nr_read++;
	to = &r->records[r->nr_recorded++ % RVK_RECORDS];
	*to = *record;
	to->seq = r->nr_recorded;
	spin_unlock(&r->record_lock);
	rvk_wake(&r->wait);
}

/**
 * rvk_notify() - notify the owners through the descriptors of their regions
 * @ev:		the event
 * @deadline_ms: time to release the pages; 0 for no limit
 *
 * Context: any process context; does not wait.
 */
void rvk_notify(struct rvk_event *ev, unsigned int deadline_ms)
{
	struct rvk_record record = {
		.cause = ev->cause,
		.deadline_ms = deadline_ms,
		.ticks = ev->begin_ticks,
	};
	struct rvk_extent *x;
	u64 since;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x)) {
		if (rvk_hit_released(x))
			continue;
		since = rvk_step_begin(&x->region->line);
		record.first = x->hit_first;
		record.nr = x->hit_nr;
		rvk_region_record(x->region, &record);
		if (x->region->ops->notify)
			x->region->ops->notify(x->region);
		trace_rvk_notified(x->region, x->hit_first, x->hit_nr);
		rvk_step_end(&x->region->line, RVK_STEP_NOTIFY, since);
	}
}
EXPORT_SYMBOL_GPL(rvk_notify);

/**
 * rvk_signal_owners() - send a signal to the processes that own the regions
 * @ev:		the event
 * @sig:	the signal
 *
 * A region is closed when its owner's memory is gone, even if another process
 * has its descriptor, so rvk_wait_released() returns after SIGKILL.
 */
void rvk_signal_owners(struct rvk_event *ev, int sig)
{
	struct rvk_extent *x;
	u64 since;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x)) {
		if (rvk_hit_released(x))
			continue;
		since = rvk_step_begin(&x->region->line);
		kill_pid(x->region->owner, sig, 1);
		rvk_step_end(&x->region->line, RVK_STEP_NOTIFY, since);
	}
}
EXPORT_SYMBOL_GPL(rvk_signal_owners);

/* The caller holds locks that rvk_region_release() takes; a worker does not */
static void rvk_region_release_later(struct rvk_region *r)
{
	kref_get(&r->ref);
	if (!queue_work(rvk_wq, &r->release_work))
		rvk_region_put(r);
}

static void rvk_release_hits(struct rvk_event *ev)
{
	struct rvk_extent *x;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x))
		rvk_region_release(x->region);
}

/* A region that is being opened has no entry yet: it is not opened at all */
static bool rvk_region_doom(struct rvk_region *r)
{
	lockdep_assert_held(&r->lock);
	if (!r->is_ready)
		r->doomed = true;
	return !r->is_ready;
}

/* Retire the pages of a hit that may leave the file */
static unsigned long rvk_retire_pages(struct rvk_extent *x, dma_addr_t to)
{
	unsigned long i = x->hit_first, run, end = i + x->hit_nr, nr = 0;
	struct rvk_region *r = x->region;

	if (!r->anon)
		return rvk_region_retire(r, i, x->hit_nr, to);
	for (i = find_next_zero_bit(r->anon, end, i); i < end;
	     i = find_next_zero_bit(r->anon, end, run)) {
		run = find_next_bit(r->anon, end, i);
		nr += rvk_region_retire(r, i, run - i, to);
	}
	return nr;
}

static void rvk_retire_hit(struct rvk_extent *x, dma_addr_t to)
{
	struct rvk_region *r = x->region;
	u64 since = rvk_step_begin(&r->line);

	mutex_lock(&r->lock);
	if (!rvk_region_doom(r))
		r->stats.revoked_pages += rvk_retire_pages(x, to);
	mutex_unlock(&r->lock);
	rvk_step_end(&r->line, RVK_STEP_REDIRECT, since);
}

/**
 * rvk_redirect() - redirect devices to the scratch page, unpin the old pages
 * @ev:		the event
 *
 * Needs RVK_REDIRECT. When it returns no access uses an old page and all of
 * them are unpinned, also with rvk_event.nowait, as fsdax must not find a
 * pinned page in a file that is evicted. A region that is being opened fails
 * with -EAGAIN instead: its owner may pin for as long as userfaultfd takes.
 *
 * Context: sleeps for commands in progress and for page locks. Allocates only
 * for rvk_policy.each, and redirects without that memory if need be.
 * Return: 0.
 */
int rvk_redirect(struct rvk_event *ev)
{
	struct rvk_extent *x;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x)) {
		if (rvk_hit_released(x))
			continue;
		if (READ_ONCE(ev->policy->each))
			rvk_scratch_each(x,
					 ev->nowait ? GFP_NOWAIT : GFP_KERNEL);
		rvk_retire_hit(x, x->region->scratch_dma);
	}
	rvk_release_hits(ev);
	return 0;
}
EXPORT_SYMBOL_GPL(rvk_redirect);

static void rvk_fence_locked(struct rvk_region *r)
{
	lockdep_assert_held(&r->lock);
	if (r->fenced || r->closed)
		return;
	r->fenced = true;
	r->ops->fence(r);
	r->stats.revoked_pages +=
		rvk_region_retire(r, 0, r->nr_pages, RVK_NOWHERE);
}

/**
 * rvk_fence() - put the regions into error, unpin all their pages
 * @ev:		the event
 *
 * Needs RVK_FENCE. As rvk_redirect(), but revokes whole regions, unless all
 * pages that the event hits have been released.
 *
 * Return: 0.
 */
int rvk_fence(struct rvk_event *ev)
{
	struct rvk_extent *x;
	u64 since;

	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x)) {
		if (rvk_hit_released(x))
			continue;
		since = rvk_step_begin(&x->region->line);
		mutex_lock(&x->region->lock);
		if (!rvk_region_doom(x->region))
			rvk_fence_locked(x->region);
		mutex_unlock(&x->region->lock);
		rvk_step_end(&x->region->line, RVK_STEP_REDIRECT, since);
	}
	rvk_release_hits(ev);
	return 0;
}
EXPORT_SYMBOL_GPL(rvk_fence);

/**
 * rvk_region_redirect() - rvk_redirect() for rvk_policy.unmap
 * @r:		the region, locked
 * @first:	first page
 * @nr:		pages
 *
 * The pages are unpinned later, by a worker.
 */
void rvk_region_redirect(struct rvk_region *r, unsigned long first,
			 unsigned long nr)
{
	lockdep_assert_held(&r->lock);
	r->stats.revoked_pages +=
		rvk_region_retire(r, first, nr, r->scratch_dma);
	rvk_region_release_later(r);
}
EXPORT_SYMBOL_GPL(rvk_region_redirect);

/**
 * rvk_region_fence() - rvk_fence() for rvk_policy.unmap
 * @r:		the region, locked
 *
 * The pages are unpinned later, by a worker.
 */
void rvk_region_fence(struct rvk_region *r)
{
	lockdep_assert_held(&r->lock);
	rvk_fence_locked(r);
	rvk_region_release_later(r);
}
EXPORT_SYMBOL_GPL(rvk_region_fence);

static int rvk_event_revoke(struct rvk_event *ev, struct rvk_policy *policy)
{
	struct rvk_extent *x;
	u64 quiet_ticks;
	int ret;

	ev->policy = policy;
	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x))
		rvk_timeline_begin(&x->region->line, ev->begin_ticks,
				   x->hit_first, x->hit_nr);
	ret = policy->revoke(ev);
	quiet_ticks = rvk_clock();
	for (x = rvk_first_hit(ev); x; x = rvk_next_hit(ev, x)) {
		x->hit_done = true;
		atomic64_inc(&x->region->stats.nr_events);
		x->region->line.quiet_ticks = quiet_ticks;
	}
	return ret;
}

/* Call those policies that may refuse the system call, or those that never do */
static int rvk_event_ask(struct rvk_event *ev, bool refuses)
{
	struct rvk_extent *x;
	int ret;

	list_for_each_entry(x, &ev->hits, hit) {
		struct rvk_policy *policy = x->region->policy;

		if (x->hit_done || !!policy->promise.refuses[0] != refuses)
			continue;
		ret = rvk_event_revoke(ev, policy);
		if (ret && !ev->nowait)
			return ret;
	}
	return 0;
}

/**
 * rvk_event_dispatch() - call revoke of each policy that an event hits
 * @ev:		from rvk_event_begin()
 *
 * Those that may refuse are called first, so that no other revokes pages, or
 * kills an owner, for a system call that is then refused.
 *
 * Return: 0, or the first error of a policy, which refuses the system call.
 */
int rvk_event_dispatch(struct rvk_event *ev)
{
	return rvk_event_ask(ev, true) ?: rvk_event_ask(ev, false);
}

/**
 * rvk_event_run() - revoke what an event hits, without a system call to follow
 * @ev:		as for rvk_event_find()
 *
 * Context: may sleep; no filesystem lock held.
 * Return: 0; an error of rvk_event_begin(), or of a policy.
 */
int rvk_event_run(struct rvk_event *ev)
{
	int ret;

	rvk_event_find(ev);
	if (!ev->node)
		return 0;
	ret = rvk_event_begin(ev);
	if (!ret)
		ret = rvk_event_dispatch(ev);
	rvk_event_end(ev);
	return ret;
}

/**
 * rvk_revoke_range() - revoke a range of a file, each region by its policy
 * @inode:	the file, held by the caller
 * @first:	first page of the file
 * @last:	last page, inclusive
 *
 * Does what the gate does before a truncate, for code that removes pages of a
 * file by other means. New regions may pin the pages once this returns.
 *
 * Context: may sleep; no filesystem lock held.
 * Return: 0, or -errno of a policy.
 */
int rvk_revoke_range(struct inode *inode, unsigned long first,
		     unsigned long last)
{
	struct rvk_event ev = {
		.cause = RVK_TRUNCATE,
		.inode = inode,
		.first = first,
		.last = last,
	};

	return rvk_event_run(&ev);
}
EXPORT_SYMBOL_GPL(rvk_revoke_range);
