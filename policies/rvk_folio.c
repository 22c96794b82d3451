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

/* The large folio of page @index of the extent's file, or NULL */
static struct folio *rvk_large_folio(const struct rvk_extent *x,
				     unsigned long index, unsigned long *first)
{
	struct page *page = x->region->pages[x->first + index - x->it.start];
	struct folio *folio = page_folio(page);

	*first = index - folio_page_idx(folio, page);
	return folio_test_large(folio) && !folio_test_anon(folio) ? folio :
								    NULL;
}

/* An event that has ended dropped the folio of page @index */
static bool rvk_folio_is_gone(const struct rvk_extent *x, unsigned long index)
{
	unsigned long first, i = x->first + index - x->it.start;

	return rvk_large_folio(x, index, &first) &&
	       rvk_region_is_stale(x->region, i, x->region->pages[i]);
}

/* Page @index lies outside of @ev, but its folio does not, and is not split */
static bool rvk_folio_is_hit(const struct rvk_extent *x, unsigned long index,
			     const struct rvk_event *ev)
{
	unsigned long first;
	struct folio *folio = rvk_large_folio(x, index, &first);

	return folio && ev->first - ev->cut < first + folio_nr_pages(folio) &&
	       ev->last >= first;
}

static bool rvk_extent_is_crossed(const struct rvk_extent *x)
{
	const struct rvk_event *ev = x->node->event;
	unsigned long first = x->it.start, last = x->it.last;

	if (IS_DAX(x->inode) || !mapping_large_folio_support(x->mapping))
		return false;
	if (rvk_folio_is_gone(x, first) || rvk_folio_is_gone(x, last))
		return true;
	if (!ev)
		return false;
	/* The pages outside of the event that are next to it */
	return (ev->first > first &&
		rvk_folio_is_hit(x, min(last, ev->first - 1), ev)) ||
	       (ev->last < last &&
		rvk_folio_is_hit(x, max(first, ev->last + 1), ev));
}

/**
 * rvk_region_is_crossed() - whether an event drops pages that it does not hit
 * @r:		pinned, but not used by the device yet
 *
 * An event is widened to the folios that are there when it begins. A page may be
 * pinned later as a part of a new large folio that reaches into the event, and
 * would leave the file with it.
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
