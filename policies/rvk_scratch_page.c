// SPDX-License-Identifier: GPL-2.0-only
/* rvk_scratch_page.c - pages outside of any file, to redirect a device to */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>

#include "policies/rvk_private.h"

/*
 * A scratch page has its region in page.private and its DMA address in
 * rvk_page_word(), so that no memory is allocated to track it.
 */
static void rvk_scratch_free(struct rvk_region *r, struct page *page,
			     dma_addr_t dma)
{
	dma_unmap_page(r->dev, dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
	set_page_private(page, 0);
	__free_page(page);
}

/**
 * rvk_scratch_new() - allocate, fill and DMA-map a scratch page
 * @r:		the region; its policy sets the fill byte
 * @gfp:	how to allocate
 * @dma:	set to the DMA address
 *
 * Return: the page, or NULL.
 */
struct page *rvk_scratch_new(struct rvk_region *r, gfp_t gfp, dma_addr_t *dma)
{
	struct page *page = alloc_page(gfp | __GFP_NOWARN);

	if (!page)
		return NULL;
	memset(page_address(page), r->policy->fill, PAGE_SIZE);
	*dma = dma_map_page(r->dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(r->dev, *dma)) {
		__free_page(page);
		return NULL;
	}
	set_page_private(page, (unsigned long)r);
	return page;
}

/**
 * rvk_scratch_free_all() - free the shared page and those of single entries
 * @r:		the region; its device is stopped or was never started
 */
void rvk_scratch_free_all(struct rvk_region *r)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &r->scratches, lru) {
		list_del(&page->lru);
		rvk_scratch_free(r, page, *rvk_page_word(page));
	}
	if (r->scratch)
		rvk_scratch_free(r, r->scratch, r->scratch_dma);
	r->scratch = NULL;
}

/**
 * rvk_region_is_scratch() - whether a page is a scratch page of a region
 * @r:		the region
 * @page:	a page that its device uses
 *
 * Context: any.
 * Return: true if so.
 */
bool rvk_region_is_scratch(const struct rvk_region *r, struct page *page)
{
	return page_private(page) == (unsigned long)r;
}
EXPORT_SYMBOL_GPL(rvk_region_is_scratch);

static unsigned int rvk_scratch_fail_nth;
module_param_named(scratch_fail_nth, rvk_scratch_fail_nth, uint, 0644);
MODULE_PARM_DESC(scratch_fail_nth,
		 "for tests: fail allocations from the n-th of an event on");

static bool rvk_scratch_use(struct rvk_region *r, unsigned long i,
			    struct page *page, dma_addr_t dma)
{
	bool used;

	mutex_lock(&r->lock);
	used = rvk_region_retire(r, i, 1, dma);
	if (used) {
		*rvk_page_word(page) = dma;
		list_add(&page->lru, &r->scratches);
		r->stats.revoked_pages++;
		r->stats.scratch_pages++;
	}
	mutex_unlock(&r->lock);
	return used;
}

/**
 * rvk_scratch_each() - redirect entries to scratch pages of their own
 * @x:		an extent that the event hits
 * @gfp:	how to allocate
 *
 * Stops at the first allocation that fails; the caller redirects the rest.
 * Pages are allocated without the region's lock, which notifiers take in
 * reclaim.
 *
 * The task that truncates is not charged: each page replaces one that was
 * charged to the owner's RLIMIT_MEMLOCK and is unpinned.
 */
void rvk_scratch_each(struct rvk_extent *x, gfp_t gfp)
{
	unsigned long i = x->hit_first, end = i + x->hit_nr;
	unsigned int nr = 0;
	struct rvk_region *r = x->region;
	struct page *page;
	dma_addr_t dma;

	if (!r->live)
		return;
	for_each_set_bit_from(i, r->live, end) {
		if (r->anon && test_bit(i, r->anon))
			continue;
		if (++nr == READ_ONCE(rvk_scratch_fail_nth))
			return;
		page = rvk_scratch_new(r, gfp, &dma);
		if (!page)
			return;
		if (!rvk_scratch_use(r, i, page, dma))
			rvk_scratch_free(r, page, dma);
		cond_resched();
	}
}
