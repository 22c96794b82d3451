// SPDX-License-Identifier: GPL-2.0-only
/* rvk_region.c - query, invalidate, close and free regions */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "policies/rvk_private.h"

/* Closes regions and empties quarantines where a notifier cannot */
struct workqueue_struct *rvk_wq;

/**
 * rvk_pair_lacks() - name what a policy needs and a device cannot do
 * @policy:	the policy
 * @ops:	the device
 *
 * Return: NULL if the pair works; else the missing verb, as in "fixed cannot
 * redirect".
 */
const char *rvk_pair_lacks(const struct rvk_policy *policy,
			   const struct rvk_device_ops *ops)
{
	unsigned int missing = policy->needs & ~ops->can;

	if (missing & RVK_REDIRECT)
		return "redirect";
	if (missing & RVK_FENCE)
		return "fence";
	return missing & RVK_FAULT ? "fault" : NULL;
}
EXPORT_SYMBOL_GPL(rvk_pair_lacks);

/**
 * rvk_region_has_file() - whether a region has pages of a file
 * @r:		the region
 *
 * Return: true if so.
 */
bool rvk_region_has_file(const struct rvk_region *r)
{
	return r->nr_extents;
}
EXPORT_SYMBOL_GPL(rvk_region_has_file);

/**
 * rvk_region_is_stale() - whether a page is no longer the file's at its index
 * @r:		the region
 * @i:		page of the region
 * @page:	the page that the device uses for it; the caller keeps it from
 *		being freed
 *
 * Anonymous pages, also those of private mappings, are never stale, nor is the
 * zero page, which fsdax maps for a hole.
 *
 * Context: any.
 * Return: true if the file has another page there, or none.
 */
bool rvk_region_is_stale(const struct rvk_region *r, unsigned long i,
			 struct page *page)
{
	struct folio *folio = page_folio(page);
	const struct rvk_extent *x = r->extents;
	const struct rvk_extent *end = x + r->nr_extents;

	if (folio_test_anon(folio) || is_zero_pfn(page_to_pfn(page)))
		return false;
	for (; x < end; x++) {
		if (i < x->first || i - x->first > x->it.last - x->it.start)
			continue;
		if (READ_ONCE(folio->mapping) != x->mapping)
			return true;
		return !folio_test_hugetlb(folio) &&
		       folio->index + folio_page_idx(folio, page) !=
			       x->it.start + i - x->first;
	}
	return false;
}
EXPORT_SYMBOL_GPL(rvk_region_is_stale);

/* Nothing is pinned: invalidate the device's entries with the owner's */
static void rvk_region_invalidated(struct rvk_region *r, unsigned long first,
				   unsigned long nr)
{
	u64 since = rvk_step_begin(&r->line);

	rvk_region_retire(r, first, nr, RVK_NOWHERE);
	rvk_step_end(&r->line, RVK_STEP_REDIRECT, since);
}

/* An MMU notifier invalidates a range of the owner's addresses */
static bool rvk_region_invalidate(struct mmu_interval_notifier *mni,
				  const struct mmu_notifier_range *range,
				  unsigned long seq)
{
	struct rvk_region *r = container_of(mni, struct rvk_region, mni);
	unsigned long start = max(range->start, r->addr);
	unsigned long end = min(range->end, r->addr + r->nr_pages * PAGE_SIZE);
	unsigned long first = (start - r->addr) >> PAGE_SHIFT;
	unsigned long nr = (end - start) >> PAGE_SHIFT;

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&r->lock);
	else if (!mutex_trylock(&r->lock))
		return false;

	mmu_interval_set_seq(mni, seq);
	r->stats.nr_unmaps++;
	if (range->event == MMU_NOTIFY_UNMAP ||
	    range->event == MMU_NOTIFY_CLEAR)
		r->invalidations++;
	if (r->is_ready && rvk_policy_faults(r->policy))
		rvk_region_invalidated(r, first, nr);
	else if (r->is_ready && range->event == MMU_NOTIFY_UNMAP &&
		 r->policy->unmap)
		r->policy->unmap(r, first, nr);
	mutex_unlock(&r->lock);

	if (range->event == MMU_NOTIFY_RELEASE) {
		kref_get(&r->ref);
		if (!queue_work(rvk_wq, &r->close_work))
			rvk_region_put(r);
	}
	return true;
}

const struct mmu_interval_notifier_ops rvk_region_mni_ops = {
	.invalidate = rvk_region_invalidate,
};

static void rvk_region_close_work(struct work_struct *work)
{
	struct rvk_region *r =
		container_of(work, struct rvk_region, close_work);

	rvk_region_close(r);
	rvk_region_put(r);
}

static void rvk_region_release_work(struct work_struct *work)
{
	struct rvk_region *r =
		container_of(work, struct rvk_region, release_work);

	rvk_region_release(r);
	rvk_region_put(r);
}

static void rvk_region_free(struct kref *ref)
{
	struct rvk_region *r = container_of(ref, struct rvk_region, ref);
	struct module *module = r->ops->module;

	rvk_policy_put(r->policy);
	put_pid(r->owner);
	mmdrop(r->mm);
	if (r->extents != &r->extent)
		kvfree(r->extents);
	kvfree(r->pages);
	kvfree(r->live);
	kvfree(r->anon);
	mutex_destroy(&r->lock);
	mutex_destroy(&r->release_lock);
	mutex_destroy(&r->close_lock);
	r->free(r);
	module_put(module);
}

/**
 * rvk_region_put() - drop a reference; the last one frees
 * @r:		the region
 */
void rvk_region_put(struct rvk_region *r)
{
	kref_put(&r->ref, rvk_region_free);
}
EXPORT_SYMBOL_GPL(rvk_region_put);

/**
 * rvk_region_init() - initialise a region, so that rvk_region_put() can free it
 * @r:		ops, dev, policy, addr, nr_pages, flags, free filled in, the
 *		rest zero; takes over the reference on the policy
 */
void rvk_region_init(struct rvk_region *r)
{
	kref_init(&r->ref);
	mutex_init(&r->lock);
	mutex_init(&r->release_lock);
	mutex_init(&r->close_lock);
	spin_lock_init(&r->record_lock);
	init_waitqueue_head(&r->wait);
	INIT_LIST_HEAD(&r->scratches);
	INIT_WORK(&r->close_work, rvk_region_close_work);
	INIT_WORK(&r->release_work, rvk_region_release_work);
	r->extents = &r->extent;
	r->retired_first = ULONG_MAX;
	r->owner = get_pid(task_tgid(current));
	r->mm = current->mm;
	mmgrab(r->mm);
	__module_get(r->ops->module);
}
EXPORT_SYMBOL_GPL(rvk_region_init);

/**
 * rvk_region_close() - stop the device and release all pages
 * @r:		an open region; a second call waits for the first, then does
 *		nothing
 *
 * Context: may sleep; no lock held; any process.
 */
void rvk_region_close(struct rvk_region *r)
{
	might_sleep();
	mutex_lock(&r->close_lock);
	if (r->closed)
		goto unlock;

	r->ops->stop(r);
	mmu_interval_notifier_remove(&r->mni);
	mutex_lock(&r->lock);
	/* A device that faults has what its entries map until it invalidates them */
	if (rvk_policy_faults(r->policy))
		rvk_region_retire(r, 0, r->nr_pages, RVK_NOWHERE);
	else
		rvk_region_quarantine(r, 0, r->nr_pages);
	mutex_unlock(&r->lock);
	rvk_region_release(r);

	rvk_scratch_free_all(r);
	if (r->pages)
		account_locked_vm(r->mm, r->nr_pages, false);
	r->closed = true;
	rvk_index_wake(r);
	rvk_index_unlink(r);
	rvk_wake(&r->wait);
unlock:
	mutex_unlock(&r->close_lock);
}
EXPORT_SYMBOL_GPL(rvk_region_close);

/**
 * rvk_region_next_record() - copy the owner's oldest unread record
 * @r:		the region
 * @record:	filled in; NULL to only ask whether there is one
 *
 * The record stays unread until rvk_region_record_read().
 *
 * Return: whether there was one.
 */
bool rvk_region_next_record(struct rvk_region *r, struct rvk_record *record)
{
	bool found;

	spin_lock(&r->record_lock);
	found = r->nr_read != r->nr_recorded;
	if (found && record)
		*record = r->records[r->nr_read % RVK_RECORDS];
	spin_unlock(&r->record_lock);
	return found;
}
EXPORT_SYMBOL_GPL(rvk_region_next_record);

/**
 * rvk_region_record_read() - mark a record as read, with all before it
 * @r:		the region
 * @seq:	of the record; a full ring may have dropped it since
 */
void rvk_region_record_read(struct rvk_region *r, u64 seq)
{
	spin_lock(&r->record_lock);
	r->nr_read = max(r->nr_read, seq);
	spin_unlock(&r->record_lock);
}
EXPORT_SYMBOL_GPL(rvk_region_record_read);
