// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio_act.c - a back end: redirect and fence devices of VFIO */

/*
 * Idea. The IOMMU decides where a device's address leads. To redirect, it leads to
 *	a scratch page: unmap, which flushes, and map. VFIO unpins what the IOMMU
 *	has at the address then, so the pin moves to the scratch page with it. To
 *	fence, all that VFIO mapped in one piece with the page is unmapped.
 * Guarantee. When either returns no DMA reads or writes the file's page. One that
 *	is redirected is unpinned; one that is fenced stays pinned until the owner
 *	unmaps: VFIO needs a page of its to unpin, or it warns.
 * Cost. To redirect, an unmap, a flush and a map a page; the transfer continues
 *	without an error, but for a DMA between the two steps. To fence, an unmap
 *	and a flush for pages that are neighbours; each DMA ends in a fault of the
 *	IOMMU, which a device reports in its own way, if at all.
 * Fails when. The mapping to redirect is a huge one: the IOMMU unmaps all of it.
 *	Pages that an mdev driver pinned have no mapping, and stay.
 * Seen in. "It would also need to be backstopped by an IOMMU in the case where
 *	the hardware does not / can not stop in-flight DMA", linux-mm, 12 Dec
 *	2018.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/vmstat.h>

#include "kbench/adopt/adopt_vfio.h"

#define ADOPT_TRIES 50 /* of 20 ms, between a pin and its mapping */

/**
 * struct adopt_at - a page that an address of a device leads to
 * @container:	of VFIO
 * @domain:	of the IOMMU
 * @iova:	the address
 * @prot:	IOMMU_*
 */
struct adopt_at {
	const void *container;
	struct iommu_domain *domain;
	unsigned long iova;
	int prot;
};

static bool adopt_leads_to(const struct adopt_map *map, phys_addr_t phys,
			   const struct adopt_at *same)
{
	unsigned long iova = map->by_iova.start + (phys - map->by_phys.start);

	if (same && (map->container != same->container || iova != same->iova))
		return false;
	return map->is_made && iommu_iova_to_phys(map->domain, iova) == phys;
}

/* Copy an address that leads to @phys; @again: the one of @at, in a further domain */
static bool adopt_at_find(const struct mm_struct *mm, phys_addr_t phys,
			  struct adopt_at *at, bool again)
{
	struct adopt_map *map = NULL;

	spin_lock(&adopt_maps_lock);
	while ((map = adopt_map_of(mm, phys, map)))
		if (adopt_leads_to(map, phys, again ? at : NULL))
			break;
	if (map) {
		map->redirected = true;
		at->container = map->container;
		at->domain = map->domain;
		at->iova = map->by_iova.start + (phys - map->by_phys.start);
		at->prot = map->prot;
	}
	spin_unlock(&adopt_maps_lock);
	return map;
}

/* The page table of the address exists: nothing is allocated under r->lock */
static bool adopt_redirect_one(const struct adopt_at *at, struct page *scratch)
{
	unsigned int flags = memalloc_noreclaim_save();
	int ret;

	if (iommu_unmap(at->domain, at->iova, PAGE_SIZE) != PAGE_SIZE)
		pr_err("address %#lx was mapped by more than a page\n",
		       at->iova);
	ret = rvk_iommu_map_atomic(at->domain, at->iova, page_to_phys(scratch),
				   PAGE_SIZE, at->prot);
	memalloc_noreclaim_restore(flags);
	if (ret)
		pr_err("address %#lx leads nowhere: error %d\n", at->iova, ret);
	return !ret;
}

/* One pin of the page has one address, though perhaps in several domains */
static bool adopt_redirect_pin(const struct mm_struct *mm, phys_addr_t phys,
			       struct page *scratch)
{
	struct adopt_at at;
	bool done = false;

	mutex_lock(&adopt_vfio_lock);
	while (adopt_at_find(mm, phys, &at, done) &&
	       adopt_redirect_one(&at, scratch)) {
		if (done)
			continue;
		done = true;
		page_ref_add(scratch, GUP_PIN_COUNTING_BIAS);
		mod_node_page_state(page_pgdat(scratch), NR_FOLL_PIN_ACQUIRED,
				    1);
	}
	mutex_unlock(&adopt_vfio_lock);
	return done;
}

/*
 * A page is mapped right after it is pinned; that may be in progress. @tries are
 * left for all pages of a region.
 */
static bool adopt_redirect(struct rvk_region *r, unsigned long i,
			   unsigned int *tries)
{
	struct adopt_region *a = container_of(r, struct adopt_region, r);
	phys_addr_t phys = page_to_phys(r->pages[i]);

	while (test_bit(i, r->held)) {
		if (adopt_redirect_pin(r->mm, phys, a->scratch))
			return true;
		if (!*tries)
			break;
		--*tries;
		msleep(20);
	}
	return false;
}

static void adopt_fence_range(struct adopt_map *map, unsigned long iova,
			      size_t size)
{
	/* No IOMMU sleeps in it: drivers unmap in interrupts */
	if (iommu_unmap(map->domain, iova, size) != size)
		pr_err("address %#lx was not unmapped\n", iova);
}

static void adopt_fence_map(struct adopt_map *map)
{
	unsigned long iova = map->by_iova.start;
	phys_addr_t phys = map->by_phys.start;

	lockdep_assert_held(&adopt_maps_lock);
	adopt_map_set_fenced(map);
	if (!map->redirected) {
		adopt_fence_range(map, iova, map->by_iova.last - iova + 1);
		return;
	}
	for (; iova < map->by_iova.last; iova += PAGE_SIZE, phys += PAGE_SIZE)
		if (iommu_iova_to_phys(map->domain, iova) == phys)
			adopt_fence_range(map, iova, PAGE_SIZE);
}

/*
 * Unmap all that leads to a page
 * Return: 0; -EAGAIN if VFIO is about to map it, -ENOENT if that is not known.
 */
static int adopt_fence_phys(const struct mm_struct *mm, phys_addr_t phys)
{
	struct adopt_map *map = NULL;
	int ret = -ENOENT;

	mutex_lock(&adopt_vfio_lock);
	spin_lock(&adopt_maps_lock);
	while ((map = adopt_map_of(mm, phys, map))) {
		if (!map->is_made) {
			ret = -EAGAIN;
			continue;
		}
		if (!map->fenced)
			adopt_fence_map(map);
		if (ret == -ENOENT)
			ret = 0;
	}
	spin_unlock(&adopt_maps_lock);
	mutex_unlock(&adopt_vfio_lock);
	return ret;
}

/* As adopt_redirect(), but true also where VFIO has unpinned the page */
static bool adopt_fence(struct rvk_region *r, unsigned long i,
			unsigned int *tries)
{
	int ret;

	while (test_bit(i, r->held)) {
		ret = adopt_fence_phys(r->mm, page_to_phys(r->pages[i]));
		if (!ret)
			return true;
		if (ret == -ENOENT && !*tries)
			return false;
		*tries -= ret == -ENOENT;
		msleep(20);
	}
	return true;
}

static void adopt_vfio_fence(struct rvk_region *r)
{
	unsigned long i, first = 0, nr_failed = 0;
	unsigned int tries = ADOPT_TRIES;

	for (i = 0; i < r->nr_pages; i++) {
		if (adopt_fence(r, i, &tries))
			continue;
		adopt_cut(r, first, i - first);
		first = i + 1;
		nr_failed++;
	}
	adopt_cut(r, first, r->nr_pages - first);
	if (nr_failed)
		pr_err("%lu pages are not mapped by VFIO, so not fenced\n",
		       nr_failed);
}

/* The core has each page of a region that it has fenced point nowhere, too */
static void adopt_vfio_point(struct rvk_region *r, unsigned long first,
			     unsigned long nr, dma_addr_t to)
{
	unsigned int tries = ADOPT_TRIES;
	unsigned long i;

	for (i = first; i < first + nr && to != RVK_NOWHERE; i++)
		if (adopt_redirect(r, i, &tries))
			adopt_cut(r, i, 1);
}

/* Of a fenced page VFIO has the pin */
static void adopt_vfio_drain(struct rvk_region *r)
{
	if (!READ_ONCE(r->fenced))
		adopt_unpin_cut(r);
}

const struct rvk_device_ops adopt_vfio_ops = {
	.module = THIS_MODULE,
	.name = "vfio",
	.can = RVK_REDIRECT | RVK_FENCE,
	.point = adopt_vfio_point,
	.fence = adopt_vfio_fence,
	.drain = adopt_vfio_drain,
};
