// SPDX-License-Identifier: GPL-2.0-only
/* rvk_folio.c - events reach whole folios, as the page cache drops them */

/*
 * The page cache splits a folio that a range begins or ends in. That fails
 * while one of its pages is pinned, and then, if it is clean, the whole folio
 * leaves the file, see truncate_inode_partial_folio(). XFS writes back before
 * it punches, so there it is clean, unless an owner unpins a page as dirty in
 * between: then the folio stays, with zeros where the hole is rounded out to,
 * and they reach the disk. An event is therefore widened to the folios at its
 * ends, so that no page of them is pinned by then, and the folios at the ends
 * of a region's extents count as part of the region.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

#include "policies/rvk_private.h"

/* Only swap cleans such a folio; a truncate zeroes a part of it and keeps it */
static bool rvk_folio_stays(struct folio *folio)
{
	return folio_test_swapbacked(folio) && folio_test_dirty(folio);
}

/* Widen @ev to the large folio at @index, unless that stays in the cache */
static void rvk_widen_to_folio(struct rvk_event *ev, unsigned long index)
{
	struct folio *folio = filemap_get_folio(ev->inode->i_mapping, index);

	if (IS_ERR_OR_NULL(folio))
		return;
	if (folio_test_large(folio) && !rvk_folio_stays(folio)) {
		ev->first = min(ev->first, folio->index);
		ev->last =
			max(ev->last, folio->index + folio_nr_pages(folio) - 1);
	}
	folio_put(folio);
}

/**
 * rvk_event_widen() - widen an event to the folios at its ends
 * @ev:		the event in progress on its file
 *
 * A folio that a region has pinned is not split. A region that pins later
 * checks its folios against the event, see rvk_region_is_crossed().
 *
 * Context: any; under rvk_index_lock.
 */
void rvk_event_widen(struct rvk_event *ev)
{
	unsigned long index = ev->first - ev->cut, last = ev->last;

	if (!mapping_large_folio_support(ev->inode->i_mapping))
		return;
	if (!ev->first && ev->last == ULONG_MAX)
		return;
	rvk_widen_to_folio(ev, index);
	if (last > index && last == ev->last && last < ULONG_MAX)
		rvk_widen_to_folio(ev, last);
}

/* Page @i of the region is pinned, so its folio is not split */
static bool rvk_page_is_crossed(const struct rvk_extent *x, unsigned long i,
				const struct rvk_event *ev)
{
	struct page *page = x->region->pages[i];
	struct folio *folio = page_folio(page);
	unsigned long first;

	if (!folio_test_large(folio) || folio_test_anon(folio))
		return false;
	if (rvk_region_is_stale(x->region, i, page))
		return true;
	first = x->it.start + i - x->first - folio_page_idx(folio, page);
	return ev && ev->first < first + folio_nr_pages(folio) &&
	       ev->last >= first;
}

static bool rvk_extent_is_crossed(const struct rvk_extent *x)
{
	const struct rvk_event *ev = x->node->event;

	if (IS_DAX(x->inode) || !mapping_large_folio_support(x->mapping))
		return false;
	/*
	 * An event that hits the extent waits until the region is ready, but an
	 * earlier one may have dropped the folio
	 */
	if (ev && ev->first <= x->it.last && ev->last >= x->it.start)
		ev = NULL;
	return rvk_page_is_crossed(x, x->first, ev) ||
	       rvk_page_is_crossed(x, x->first + x->it.last - x->it.start, ev);
}

/**
 * rvk_region_is_crossed() - whether an event outside of a region drops a folio
 *	that the region pins a part of, or has dropped it
 * @r:		pinned, but not used by the device yet
 *
 * Context: any.
 * Return: whether the region has to be opened again.
 */
bool rvk_region_is_crossed(const struct rvk_region *r)
{
	bool crossed = false;
	unsigned int i;

	spin_lock(&rvk_index_lock);
	for (i = 0; i < r->nr_extents && !crossed; i++)
		crossed = rvk_extent_is_crossed(&r->extents[i]);
	spin_unlock(&rvk_index_lock);
	return crossed;
}
