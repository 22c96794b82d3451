// SPDX-License-Identifier: GPL-2.0-only
/* rvk_foreign_page.c - whether pages that others have pinned are those of their file */
#include <linux/bitops.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"

/*
 * How many pages from @i on are each first in a folio, where the extent says. The
 * words of a tail at these places hold counts, or a pointer to something else.
 */
static unsigned long rvk_foreign_heads(const struct rvk_extent *x,
				       unsigned long i, unsigned long end)
{
	struct page *const *first = x->region->pages + i, *const *page = first;
	struct page *const *last = x->region->pages + end;
	const struct address_space *mapping = x->mapping;
	unsigned long index = x->it.start + i - x->first;
	const struct folio *folio;

	for (; page < last; page++, index++) {
		folio = (const struct folio *)*page;
		/* A truncation may clear it: the caller has linked the region */
		if (data_race(folio->mapping != mapping) ||
		    folio->index != index)
			break;
	}
	return page - first;
}

/* How many pages from @i on are of one large folio, where the extent says */
static unsigned long rvk_foreign_large(const struct rvk_extent *x,
				       unsigned long i, unsigned long end)
{
	unsigned long index = x->it.start + i - x->first, at, nr = 1;
	struct page **pages = &x->region->pages[i];
	struct folio *folio = page_folio(*pages);

	at = folio_page_idx(folio, *pages);
	if (READ_ONCE(folio->mapping) != x->mapping ||
	    rvk_folio_index(folio) + at != index)
		return 0;
	end = min(end - i, folio_nr_pages(folio) - at);
	while (nr < end && pages[nr] == pages[0] + nr)
		nr++;
	return nr;
}

/* Whether a page that is not the file's is one that no event takes */
static bool rvk_foreign_is_other(struct rvk_region *r,
				 const struct rvk_extent *x, unsigned long i)
{
	struct page *page = r->pages[i];

	if (is_zero_pfn(page_to_pfn(page)))
		return true;
	if (!PageAnon(page) || !x->is_private)
		return false;
	__set_bit(i, r->anon);
	return true;
}

/**
 * rvk_foreign_is_fileless() - whether pages of no extent are of no file either
 * @r:		the region
 * @i:		the first
 * @end:	one past the last
 *
 * Return: true if so.
 */
bool rvk_foreign_is_fileless(const struct rvk_region *r, unsigned long i,
			     unsigned long end)
{
	struct folio *folio;

	for (; i < end; i++) {
		folio = page_folio(r->pages[i]);
		if (!folio_test_anon(folio) && READ_ONCE(folio->mapping) &&
		    !is_zone_device_page(r->pages[i]))
			return false;
	}
	return true;
}

static bool rvk_foreign_extent_is_right(struct rvk_region *r,
					const struct rvk_extent *x)
{
	unsigned long i = x->first, end = i + x->it.last - x->it.start + 1, nr;

	for (; i < end; i += nr) {
		nr = rvk_foreign_heads(x, i, end);
		if (!nr)
			nr = rvk_foreign_large(x, i, end);
		if (nr)
			continue;
		if (!rvk_foreign_is_other(r, x, i))
			return false;
		nr = 1;
	}
	return true;
}

/**
 * rvk_foreign_is_right() - compare each page with its file
 * @r:		the region
 *
 * A mapping may have changed since the pin, and a page may have left the file before
 * its extent was in the index.
 *
 * Return: whether each file has the pages that its extents say.
 */
bool rvk_foreign_is_right(struct rvk_region *r)
{
	struct rvk_extent *x = r->extents;
	unsigned long done = 0;

	for (; x < r->extents + r->nr_extents; x++) {
		if (!rvk_foreign_is_fileless(r, done, x->first) ||
		    !rvk_foreign_extent_is_right(r, x))
			return false;
		done = x->first + x->it.last - x->it.start + 1;
	}
	return rvk_foreign_is_fileless(r, done, r->nr_pages);
}
