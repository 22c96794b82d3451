// SPDX-License-Identifier: GPL-2.0-only
/* adopt_record.c - whose pin ends: from a page to its region */

/*
 * An unpin does not say whose pin ends. Pages are found by the block that they
 * are in, by who calls, and among several regions first in that of the current
 * process. Drivers unpin in the order in which they pinned: the search begins
 * with the page behind the last one of the region that was unpinned.
 */
#include <linux/bitmap.h>
#include <linux/hash.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "kbench/adopt/adopt.h"

#define ADOPT_HASH_BITS 12
#define ADOPT_RUNS 42U /* in one struct adopt_runs, of 2 KiB */
#define ADOPT_BATCH 256UL /* pages taken with interrupts off */

/**
 * struct adopt_hint - whose the next page to be unpinned is likely to be
 * @task:	that unpins
 * @caller:	where it does
 * @region:	of the page, or NULL
 */
struct adopt_hint {
	const struct task_struct *task;
	unsigned long caller;
	struct adopt_region *region;
};

/* Protects adopt_blocks, adopt_hint, adopt_region.pinned and .next */
static DEFINE_SPINLOCK(adopt_lock);
static struct hlist_head adopt_blocks[1 << ADOPT_HASH_BITS];
static struct adopt_hint adopt_hint;

static unsigned long adopt_block(const struct page *page)
{
	return (unsigned long)page / (sizeof(*page) * ADOPT_BLOCK);
}

static struct hlist_head *adopt_bucket(unsigned long block)
{
	return &adopt_blocks[hash_long(block, ADOPT_HASH_BITS)];
}

/* The run after @run, or the first one of further @left at most */
static struct adopt_run *adopt_run_next(struct adopt_region *a,
					struct adopt_run *run,
					unsigned long left)
{
	struct adopt_runs *runs = a->runs;
	unsigned int max;

	if (likely(run && ++run < runs->run + runs->max)) {
		runs->nr++;
		return run;
	}
	max = min_t(unsigned long, left, ADOPT_RUNS);
	runs = kmalloc(struct_size(runs, run, max), GFP_KERNEL_ACCOUNT);
	if (!runs)
		return NULL;
	runs->nr = 1;
	runs->max = max;
	runs->more = a->runs;
	a->runs = runs;
	return runs->run;
}

/**
 * adopt_record() - have pages found as those of a region, once it is published
 * @a:		the region
 * @pages:	its pages, copied to @a->r.pages
 *
 * Return: 0 or -ENOMEM; adopt_record_free() frees in either case.
 */
int adopt_record(struct adopt_region *a, struct page *const *pages)
{
	unsigned long i, nr = a->r.nr_pages, block = 0;
	struct adopt_run *run = NULL;
	struct page **to;

	a->pinned = kvmalloc_array(BITS_TO_LONGS(nr), sizeof(long),
				   GFP_KERNEL_ACCOUNT);
	to = kvmalloc_array(nr, sizeof(*to), GFP_KERNEL_ACCOUNT);
	a->r.pages = to;
	if (!a->pinned || !to)
		return -ENOMEM;
	bitmap_fill(a->pinned, nr);
	for (i = 0; i < nr; i++) {
		to[i] = pages[i];
		if (likely(adopt_block(pages[i]) == block))
			continue;
		if (run)
			run->nr = i - run->first;
		run = adopt_run_next(a, run, nr - i);
		if (!run)
			return -ENOMEM;
		block = adopt_block(pages[i]);
		run->region = a;
		run->block = block;
		run->first = i;
	}
	run->nr = nr - run->first;
	return 0;
}

/**
 * adopt_publish() - have unpins find the pages of a region
 * @a:		from adopt_record()
 */
void adopt_publish(struct adopt_region *a)
{
	struct adopt_runs *runs;
	unsigned long flags;
	unsigned int i;

	for (runs = a->runs; runs; runs = runs->more) {
		spin_lock_irqsave(&adopt_lock, flags);
		for (i = 0; i < runs->nr; i++)
			hlist_add_head(&runs->run[i].hash,
				       adopt_bucket(runs->run[i].block));
		spin_unlock_irqrestore(&adopt_lock, flags);
	}
}

/**
 * adopt_unpublish() - end that
 * @a:		from adopt_publish(); no page of it is pinned
 */
void adopt_unpublish(struct adopt_region *a)
{
	struct adopt_runs *runs;
	unsigned long flags;
	unsigned int i;

	for (runs = a->runs; runs; runs = runs->more) {
		spin_lock_irqsave(&adopt_lock, flags);
		for (i = 0; i < runs->nr; i++)
			hlist_del(&runs->run[i].hash);
		if (adopt_hint.region == a)
			adopt_hint.region = NULL;
		spin_unlock_irqrestore(&adopt_lock, flags);
	}
}

/**
 * adopt_record_free() - free what adopt_record() has allocated
 * @a:		the region; not published, or unpublished
 */
void adopt_record_free(struct adopt_region *a)
{
	struct adopt_runs *more;

	kvfree(a->pinned);
	for (; a->runs; a->runs = more) {
		more = a->runs->more;
		kfree(a->runs);
	}
}

static bool adopt_is_pin_of(const struct adopt_region *a, unsigned long i,
			    const struct page *page)
{
	return i < a->r.nr_pages && a->r.pages[i] == page &&
	       test_bit(i, a->pinned);
}

/* The page of a run that is @page and pinned, or ULONG_MAX */
static unsigned long adopt_find_in(const struct adopt_run *run,
				   const struct page *page)
{
	unsigned long i, end = run->first + run->nr;

	if (adopt_is_pin_of(run->region, run->region->next, page))
		return run->region->next;
	for (i = run->first; i < end; i++)
		if (adopt_is_pin_of(run->region, i, page))
			return i;
	return ULONG_MAX;
}

/*
 * Have the hint name a pin of @page that @caller may end, if there is one. What
 * memfd_pin_folios() pinned ends by calls of its own: their @caller is 0.
 */
static bool adopt_find(const struct page *page, unsigned long caller)
{
	unsigned long i, block = adopt_block(page);
	const struct adopt_user *user = NULL;
	struct adopt_region *found = NULL;
	const struct adopt_run *run;

	hlist_for_each_entry(run, adopt_bucket(block), hash) {
		if (run->block != block)
			continue;
		i = adopt_find_in(run, page);
		if (i == ULONG_MAX)
			continue;
		if (caller)
			user = user ?: adopt_user_of(caller);
		if (caller ? run->region->user != user : !run->region->by_folio)
			continue;
		found = run->region;
		found->next = i;
		adopt_hint = (struct adopt_hint){ current, caller, found };
		if (found->r.mm == current->mm)
			break;
	}
	return found;
}

static bool adopt_is_hinted(const struct page *page, unsigned long caller)
{
	const struct adopt_hint *at = &adopt_hint;

	return at->region && at->task == current && at->caller == caller &&
	       adopt_is_pin_of(at->region, at->region->next, page);
}

static void adopt_take_pins(struct adopt_taken *taken, struct adopt_region *a,
			    unsigned long first, unsigned long nr)
{
	lockdep_assert_held(&adopt_lock);
	bitmap_clear(a->pinned, first, nr);
	taken->pins[taken->nr].region = a;
	taken->pins[taken->nr].first = first;
	taken->pins[taken->nr].nr = nr;
	taken->nr++;
}

/*
 * Take the pins of the first pages of @pages, or of those from @page on
 * Return: how many pages that were; one that was not adopted counts as one.
 */
static __always_inline unsigned long
adopt_take_some(struct adopt_taken *taken, struct page **pages,
		struct page *page, unsigned long nr, unsigned long caller)
{
	struct page *const *pinned;
	struct adopt_region *a;
	unsigned long i, n = 1;

	if (pages)
		page = *pages;
	if (!adopt_is_hinted(page, caller) && !adopt_find(page, caller))
		return 1;
	a = adopt_hint.region;
	i = a->next;
	pinned = &a->r.pages[i];
	nr = min(nr, a->r.nr_pages - i);
	if (pages)
		while (n < nr && pinned[n] == pages[n])
			n++;
	else
		while (n < nr && pinned[n] == page + n)
			n++;
	n = find_next_zero_bit(a->pinned, i + n, i) - i;
	adopt_take_pins(taken, a, i, n);
	a->next = i + n;
	return n;
}

/**
 * adopt_take() - before pages are unpinned, take their pins
 * @taken:	set to what adopt_unpinned() needs
 * @pages:	the pages, or NULL
 * @page:	then the first of pages that follow each other in memory
 * @nr:		pages
 * @caller:	who unpins
 *
 * Context: any.
 * Return: how many pages to unpin now; then do it again with the rest.
 */
unsigned long adopt_take(struct adopt_taken *taken, struct page **pages,
			 struct page *page, unsigned long nr,
			 unsigned long caller)
{
	unsigned long flags, done = 0;

	taken->nr = 0;
	nr = min(nr, ADOPT_BATCH);
	spin_lock_irqsave(&adopt_lock, flags);
	while (done < nr && taken->nr < ADOPT_TAKEN)
		done += adopt_take_some(taken, pages ? pages + done : NULL,
					page + done, nr - done, caller);
	spin_unlock_irqrestore(&adopt_lock, flags);
	return done;
}

/**
 * adopt_take_folio() - the same for @nr pins of any pages of a folio
 * @taken:	as there
 * @folio:	the folio
 * @nr:		pins; none of a page after the last page
 * @caller:	who unpins; 0: a pin is one of all pages that a region has there
 *
 * Return: as adopt_take().
 */
unsigned long adopt_take_folio(struct adopt_taken *taken, struct folio *folio,
			       unsigned long nr, unsigned long caller)
{
	unsigned long flags, i, done = 0;

	taken->nr = 0;
	spin_lock_irqsave(&adopt_lock, flags);
	for (i = 0;
	     i < folio_nr_pages(folio) && done < nr && taken->nr < ADOPT_TAKEN;
	     i++) {
		adopt_take_some(taken, NULL, folio_page(folio, i),
				caller ? 1 : folio_nr_pages(folio) - i, caller);
		done = taken->nr;
	}
	spin_unlock_irqrestore(&adopt_lock, flags);
	return i < folio_nr_pages(folio) ? done : nr;
}

/* How many pages from @i on, but not @end, are pinned and cut off */
static unsigned long adopt_nr_cut(const struct adopt_region *a, unsigned long i,
				  unsigned long end)
{
	unsigned long n = 0;

	while (i + n < end && test_bit(i + n, a->pinned) &&
	       !test_bit(i + n, a->r.held))
		n++;
	return n;
}

/* Take the pins of pages that are cut off, from @i on; return where it stopped */
static unsigned long adopt_take_cut(struct adopt_region *a, unsigned long i,
				    struct adopt_taken *taken)
{
	unsigned long flags, n, end = min(i + ADOPT_BATCH, a->r.nr_pages);

	taken->nr = 0;
	spin_lock_irqsave(&adopt_lock, flags);
	for (; i < end && taken->nr < ADOPT_TAKEN; i += n ?: 1) {
		n = adopt_nr_cut(a, i, end);
		if (n)
			adopt_take_pins(taken, a, i, n);
	}
	spin_unlock_irqrestore(&adopt_lock, flags);
	return i;
}

/**
 * adopt_unpin_cut() - unpin the pages that a back end has cut off
 * @r:		the region; its driver has another page to unpin for each
 *
 * An event also drains a region that it keeps from being opened, before and after
 * that has failed. Nothing of that one is cut off, and whoever opens it unpins.
 *
 * Context: may sleep; no page lock and not the region's lock held.
 */
void adopt_unpin_cut(struct rvk_region *r)
{
	struct adopt_region *a = container_of(r, struct adopt_region, r);
	bool write = r->flags & RVK_REGION_WRITE;
	struct adopt_taken taken;
	unsigned long i = 0;
	struct page **pages;
	unsigned int k;

	/* Pairs with rvk_index_ready(): an open that failed has closed it by then */
	if (!smp_load_acquire(&r->is_ready) || READ_ONCE(r->closed))
		return;
	while (i < r->nr_pages) {
		i = adopt_take_cut(a, i, &taken);
		for (k = 0; k < taken.nr; k++) {
			pages = &r->pages[taken.pins[k].first];
			unpin_user_pages_dirty_lock(pages, taken.pins[k].nr,
						    write);
		}
		adopt_unpinned(&taken);
		cond_resched();
	}
}
EXPORT_SYMBOL_GPL(adopt_unpin_cut);

/**
 * adopt_cut() - a back end has ended all access to pages
 * @r:		the region
 * @first:	first page
 * @nr:		pages
 */
void adopt_cut(struct rvk_region *r, unsigned long first, unsigned long nr)
{
	rvk_foreign_unpinned(r, first, nr);
	rvk_foreign_wake(r);
}
EXPORT_SYMBOL_GPL(adopt_cut);
