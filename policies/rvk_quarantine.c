// SPDX-License-Identifier: GPL-2.0-only
/* rvk_quarantine.c - retired pages, until no command can use them */
#include <linux/bitmap.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

/* Clear a range of bits and return how many were set */
static unsigned long rvk_bits_clear(unsigned long *bits, unsigned long first,
				    unsigned long end)
{
	unsigned long run, nr = 0;

	for (;;) {
		first = find_next_bit(bits, end, first);
		if (first >= end)
			return nr;
		run = find_next_zero_bit(bits, end, first);
		bitmap_clear(bits, first, run - first);
		nr += run - first;
		first = run;
	}
}

/**
 * rvk_region_quarantine() - put pages in quarantine that the device is cut off from
 * @r:		the region, locked
 * @first:	first page
 * @nr:		pages
 *
 * Return: how many of the pages were live; @nr where none is pinned.
 */
unsigned long rvk_region_quarantine(struct rvk_region *r, unsigned long first,
				    unsigned long nr)
{
	unsigned long retired;

	lockdep_assert_held(&r->lock);
	if (!r->dma)
		return nr;
	retired = rvk_bits_clear(r->live, first, first + nr);
	if (!retired)
		return 0;
	r->retired_first = min(r->retired_first, first);
	r->retired_end = max(r->retired_end, first + nr);
	r->stats.quarantine_pages += retired;
	r->stats.quarantine_max =
		max(r->stats.quarantine_max, r->stats.quarantine_pages);
	return retired;
}

/**
 * rvk_region_retire() - revoke pages from the device and put them in quarantine
 * @r:		the region, locked
 * @first:	first page
 * @nr:		pages
 * @to:		DMA address that the entries point at afterwards
 *
 * Return: how many of the pages were live.
 */
unsigned long rvk_region_retire(struct rvk_region *r, unsigned long first,
				unsigned long nr, dma_addr_t to)
{
	unsigned long retired;

	if (r->closed)
		return 0;
	retired = rvk_region_quarantine(r, first, nr);
	if (!retired)
		return 0;
	r->ops->point(r, first, nr, to);
	trace_rvk_redirected(r, first, nr);
	return retired;
}

/* Claim the pages in quarantine now; pages retired later need another drain */
static bool rvk_release_claim(struct rvk_region *r, unsigned long *first,
			      unsigned long *end)
{
	unsigned long word, nr_bits;

	mutex_lock(&r->lock);
	*first = r->retired_first;
	*end = r->retired_end;
	if (*first < *end) {
		word = BIT_WORD(*first);
		nr_bits = *end - word * BITS_PER_LONG;
		bitmap_andnot(r->claimed + word, r->held + word, r->live + word,
			      nr_bits);
	}
	r->retired_first = ULONG_MAX;
	r->retired_end = 0;
	mutex_unlock(&r->lock);
	return *first < *end;
}

/*
 * Until @held is cleared an unpinned page may have the pins of another region.
 * It leaves the file without harm to this one, so that is no escape.
 */
static void rvk_release_unmapped(struct rvk_region *r, unsigned long first,
				 unsigned long end)
{
	unsigned long flags;

	spin_lock_irqsave(&rvk_tree_lock, flags);
	r->unmapped_first = first;
	r->unmapped_end = end;
	spin_unlock_irqrestore(&rvk_tree_lock, flags);
}

static void rvk_release_run(struct rvk_region *r, unsigned long first,
			    unsigned long end)
{
	dma_addr_t *dma;
	u64 since;

	since = rvk_step_begin(&r->line);
	for (dma = r->dma + first; dma < r->dma + end; dma++)
		dma_unmap_page_attrs(r->dev, *dma, PAGE_SIZE, DMA_BIDIRECTIONAL,
				     RVK_DMA_ATTRS);
	rvk_step_end(&r->line, RVK_STEP_FLUSH, since);

	rvk_release_unmapped(r, first, end);
	since = rvk_step_begin(&r->line);
	unpin_user_pages_dirty_lock(&r->pages[first], end - first,
				    r->flags & RVK_REGION_WRITE);
	rvk_step_end(&r->line, RVK_STEP_UNPIN, since);
	if (r->line.begin_ticks && rvk_timeline_overlaps(&r->line, first, end))
		r->line.unpin_ticks = rvk_clock();

	mutex_lock(&r->lock);
	bitmap_clear(r->held, first, end - first);
	r->stats.quarantine_pages -= end - first;
	mutex_unlock(&r->lock);
}

#define RVK_RUN_MAX 4096UL /* pages between two calls of cond_resched() */

static void rvk_release_claimed(struct rvk_region *r, unsigned long first,
				unsigned long end)
{
	unsigned long run;

	lockdep_assert_held(&r->release_lock);
	for (;;) {
		first = find_next_bit(r->claimed, end, first);
		if (first >= end)
			return;
		run = find_next_zero_bit(r->claimed, end, first);
		run = min(run, first + RVK_RUN_MAX);
		rvk_release_run(r, first, run);
		first = run;
		cond_resched();
	}
}

static void rvk_region_drain(struct rvk_region *r, unsigned long first,
			     unsigned long end)
{
	u64 since = rvk_step_begin(&r->line);

	r->ops->drain(r);
	rvk_step_end(&r->line, RVK_STEP_DRAIN, since);
	trace_rvk_drained(r, first, end - first);
}

/**
 * rvk_region_release() - empty the quarantine
 * @r:		not locked
 *
 * Waits for the commands that may still use the addresses, then DMA-unmaps and
 * unpins the pages, and dirties those that the device could write to.
 *
 * Context: may sleep; no page lock and no filesystem lock held.
 */
void rvk_region_release(struct rvk_region *r)
{
	unsigned long first, end;

	might_sleep();
	if (!r->dma) {
		rvk_region_drain(r, 0, r->nr_pages);
		return;
	}
	mutex_lock(&r->release_lock);
	if (rvk_release_claim(r, &first, &end)) {
		rvk_region_drain(r, first, end);
		rvk_release_claimed(r, first, end);
		rvk_index_wake(r);
	}
	mutex_unlock(&r->release_lock);
}

/**
 * rvk_region_release_range() - release a part of a region for its owner
 * @r:		the region
 * @first:	first page
 * @nr:		pages
 *
 * Later accesses to these pages end in an error.
 *
 * Return: 0; -EINVAL when the range is not within the region; -EOPNOTSUPP for a
 * part of a region on a device that cannot change single entries.
 */
int rvk_region_release_range(struct rvk_region *r, unsigned long first,
			     unsigned long nr)
{
	if (!nr || first >= r->nr_pages || nr > r->nr_pages - first)
		return -EINVAL;
	if (!(r->ops->can & (RVK_REDIRECT | RVK_FAULT)) && nr < r->nr_pages)
		return -EOPNOTSUPP;

	mutex_lock(&r->lock);
	rvk_region_retire(r, first, nr, RVK_NOWHERE);
	mutex_unlock(&r->lock);
	rvk_region_release(r);
	return 0;
}
EXPORT_SYMBOL_GPL(rvk_region_release_range);
