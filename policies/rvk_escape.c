// SPDX-License-Identifier: GPL-2.0-only
/* rvk_escape.c - pinned pages that leave a file outside of an event */

/*
 * A file loses pages by ways that the gate does not see: a direct write, memory
 * failure, an ioctl that exchanges extents, a discard through a loop device.
 * The tracepoint of the page cache sees them all, but in atomic context and as
 * it happens. So a pinned page that leaves its file there is counted, and its
 * policy is called late, by a worker, for the pages that are gone.
 */
#include <linux/bitmap.h>
#include <linux/irq_work.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/tracepoint.h>

#include "policies/rvk_private.h"

#define RVK_ESCAPE_TRACEPOINT "mm_filemap_delete_from_page_cache"

static bool rvk_escape_enable = true;
module_param_named(escapes, rvk_escape_enable, bool, 0444);
MODULE_PARM_DESC(escapes, "watch pages that leave files (0: for its cost)");

/* Regions with pages that left a file; each is on it once */
static LLIST_HEAD(rvk_escape_regions);

/* The rest of the escaped pages of an extent, as pages of the region */
static bool rvk_escape_take(struct rvk_extent *x, unsigned long *first,
			    unsigned long *end)
{
	unsigned long flags;

	spin_lock_irqsave(&rvk_tree_lock, flags);
	*first = x->escaped_first;
	*end = x->escaped_end;
	x->escaped_first = ULONG_MAX;
	x->escaped_end = 0;
	spin_unlock_irqrestore(&rvk_tree_lock, flags);
	return *first < *end;
}

static bool rvk_escape_is_gone(const struct rvk_region *r, unsigned long i)
{
	return test_bit(i, r->held) && rvk_region_is_stale(r, i, r->pages[i]);
}

/* Pages of @x from @first on that are held, and that the file no longer has */
static unsigned long rvk_escape_run(const struct rvk_extent *x,
				    unsigned long *first, unsigned long end)
{
	unsigned long i;

	/* Keeps pages that are held from being freed while we look at them */
	mutex_lock(&x->region->release_lock);
	while (*first < end && !rvk_escape_is_gone(x->region, *first))
		++*first;
	for (i = *first; i < end && rvk_escape_is_gone(x->region, i); i++)
		;
	mutex_unlock(&x->region->release_lock);
	return i - *first;
}

static bool rvk_escape_all_gone(const struct rvk_extent *x, unsigned long first,
				unsigned long end)
{
	unsigned long at = first;

	return rvk_escape_run(x, &at, end) == end - first;
}

static void rvk_escape_revoke(struct rvk_extent *x, unsigned long first,
			      unsigned long nr)
{
	struct rvk_event ev = {
		.cause = RVK_LATE,
		.first = x->it.start + first - x->first,
		.last = x->it.start + first - x->first + nr - 1,
		.nowait = true,
		.only = x,
	};

	rvk_event_run(&ev);
}

static void rvk_escape_extent(struct rvk_extent *x)
{
	unsigned long first, end, nr;

	if (!rvk_escape_take(x, &first, &end))
		return;
	/* The tracepoint comes before a page is gone, with interrupts off for both */
	if (!rvk_escape_all_gone(x, first, end))
		synchronize_rcu_expedited();
	for (; (nr = rvk_escape_run(x, &first, end)); first += nr)
		rvk_escape_revoke(x, first, nr);
}

static void rvk_escape_work(struct work_struct *work)
{
	struct rvk_region *r, *next;
	unsigned int i;

	llist_for_each_entry_safe(r, next, llist_del_all(&rvk_escape_regions),
				  escape_node) {
		/* rvk_escape_queue() may add the region again from here on */
		smp_store_release(&r->escape_queued, false);
		for (i = 0; i < r->nr_extents; i++)
			rvk_escape_extent(&r->extents[i]);
		rvk_region_put(r);
	}
}

static DECLARE_WORK(rvk_escape_worker, rvk_escape_work);

static void rvk_escape_irq(struct irq_work *irq_work)
{
	queue_work(rvk_wq, &rvk_escape_worker);
}

static struct irq_work rvk_escape_irq_work = IRQ_WORK_INIT(rvk_escape_irq);

static void rvk_escape_queue(struct rvk_region *r)
{
	lockdep_assert_held(&rvk_tree_lock);
	/* Pairs with rvk_escape_work() */
	if (smp_load_acquire(&r->escape_queued))
		return;
	r->escape_queued = true;
	kref_get(&r->ref);
	if (llist_add(&r->escape_node, &rvk_escape_regions))
		irq_work_queue(&rvk_escape_irq_work);
}

/*
 * @folio, which begins at page @start of the file, holds page @i of the region,
 * and the device may access it. A page that left the file earlier is still held
 * where the policy does not revoke it, but the file has another one by now.
 */
static bool rvk_escape_hits(const struct rvk_extent *x, unsigned long i,
			    struct folio *folio, unsigned long start)
{
	const struct rvk_region *r = x->region;

	if (i >= r->unmapped_first && i < r->unmapped_end)
		return false;
	return r->pages[i] ==
	       folio_page(folio, x->it.start + i - x->first - start);
}

/* @folio, pages @start to @last of the file, leaves it; @x is in the tree */
static void rvk_escape_note(struct rvk_extent *x, struct folio *folio,
			    unsigned long start, unsigned long last)
{
	struct rvk_region *r = x->region;
	unsigned long i, first, end, nr = 0;

	lockdep_assert_held(&rvk_tree_lock);
	first = x->first + max(start, x->it.start) - x->it.start;
	end = x->first + min(last, x->it.last) - x->it.start + 1;
	/* Pairs with rvk_index_ready() */
	if (!r->held || !smp_load_acquire(&r->is_ready))
		return;
	for (i = rvk_next_held(r, first, end); i < end;
	     i = rvk_next_held(r, i + 1, end))
		nr += rvk_escape_hits(x, i, folio, start);
	if (!nr)
		return;
	atomic64_add(nr, &r->stats.escaped_pages);
	x->escaped_first = min(x->escaped_first, first);
	x->escaped_end = max(x->escaped_end, end);
	rvk_escape_queue(r);
}

/* The task's own event covers the pages: its policies know of them */
static bool rvk_escape_in_event(const struct rvk_inode *node,
				unsigned long start, unsigned long last)
{
	return READ_ONCE(node->event_task) == current &&
	       node->event->first <= start && node->event->last >= last;
}

/* Interrupts are off, and the i_pages lock of the file is held */
static void rvk_escape_probe(void *data, struct folio *folio)
{
	unsigned long start, last, flags;
	struct interval_tree_node *it;
	struct rvk_inode *node;

	if (likely(!folio_maybe_dma_pinned(folio)))
		return;
	node = rvk_inode_find(folio->mapping->host);
	if (!node)
		return;
	start = rvk_folio_index(folio);
	last = start + folio_nr_pages(folio) - 1;
	if (rvk_escape_in_event(node, start, last))
		return;
	spin_lock_irqsave(&rvk_tree_lock, flags);
	for (it = interval_tree_iter_first(&node->extents, start, last); it;
	     it = interval_tree_iter_next(it, start, last))
		rvk_escape_note(container_of(it, struct rvk_extent, it), folio,
				start, last);
	spin_unlock_irqrestore(&rvk_tree_lock, flags);
}

static struct tracepoint *rvk_escape_tracepoint;

static void rvk_escape_find(struct tracepoint *tp, void *data)
{
	if (!strcmp(tp->name, RVK_ESCAPE_TRACEPOINT))
		rvk_escape_tracepoint = tp;
}

/**
 * rvk_escape_init() - watch the pages that leave files
 *
 * Return: 0, or -errno with a line in the log.
 */
int rvk_escape_init(void)
{
	int ret = -ENOENT;

	if (!rvk_escape_enable)
		return 0;
	for_each_kernel_tracepoint(rvk_escape_find, NULL);
	if (rvk_escape_tracepoint)
		ret = tracepoint_probe_register(rvk_escape_tracepoint,
						rvk_escape_probe, NULL);
	if (ret)
		pr_err("rvk: tracepoint " RVK_ESCAPE_TRACEPOINT ": error %d\n",
		       ret);
	return ret;
}

/**
 * rvk_escape_exit() - stop watching; no region is left
 */
void rvk_escape_exit(void)
{
	if (!rvk_escape_enable)
		return;
	tracepoint_probe_unregister(rvk_escape_tracepoint, rvk_escape_probe,
				    NULL);
	tracepoint_synchronize_unregister();
	irq_work_sync(&rvk_escape_irq_work);
	flush_work(&rvk_escape_worker);
}
