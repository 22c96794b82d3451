// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio_act.c - a back end: redirect devices of VFIO by the IOMMU */

/*
 * Idea. The device's address stays valid, but the IOMMU leads it to a scratch
 *	page: unmap, which flushes, and map. VFIO unpins what the IOMMU has at the
 *	address then, so the pin moves to the scratch page with it.
 * Guarantee. When it returns no DMA reads or writes the file's page, and the page
 *	is unpinned.
 * Cost. Paid by the transfer, which continues without an error; between the two
 *	steps a DMA ends in a fault of the IOMMU. An unmap, a flush and a map a
 *	page.
 * Fails when. The mapping is a huge one: the IOMMU unmaps all of it. Pages that
 *	an mdev driver pinned have no mapping, and stay.
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
 * @domain:	of the IOMMU
 * @iova:	the address
 * @prot:	IOMMU_*
 */
struct adopt_at {
	struct iommu_domain *domain;
	unsigned long iova;
	int prot;
};

/* Copy the next address that leads to @phys, or the first */
static bool adopt_at_find(const struct mm_struct *mm, phys_addr_t phys,
			  struct adopt_at *at)
{
	struct adopt_map *map = NULL;

	spin_lock(&adopt_maps_lock);
	while ((map = adopt_map_of(mm, phys, map))) {
		at->domain = map->domain;
		at->iova = map->by_iova.start + (phys - map->by_phys.start);
		at->prot = map->prot;
		if (iommu_iova_to_phys(at->domain, at->iova) == phys)
			break;
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
	page_ref_add(scratch, GUP_PIN_COUNTING_BIAS);
	mod_node_page_state(page_pgdat(scratch), NR_FOLL_PIN_ACQUIRED, 1);
	ret = rvk_iommu_map_atomic(at->domain, at->iova, page_to_phys(scratch),
				   PAGE_SIZE, at->prot);
	memalloc_noreclaim_restore(flags);
	if (ret)
		pr_err("address %#lx leads nowhere: error %d\n", at->iova, ret);
	return !ret;
}

/* A page is mapped right after it is pinned; that may be in progress */
static bool adopt_redirect(struct rvk_region *r, unsigned long i)
{
	struct adopt_region *a = container_of(r, struct adopt_region, r);
	phys_addr_t phys = page_to_phys(r->pages[i]);
	struct adopt_at at;
	unsigned int tries, nr = 0;

	for (tries = 0; !nr && tries < ADOPT_TRIES; tries++) {
		if (tries)
			msleep(20);
		mutex_lock(&adopt_vfio_lock);
		for (; adopt_at_find(r->mm, phys, &at); nr++)
			if (!adopt_redirect_one(&at, a->scratch))
				break;
		mutex_unlock(&adopt_vfio_lock);
		if (!test_bit(i, r->held))
			return false;
	}
	return nr;
}

static void adopt_vfio_point(struct rvk_region *r, unsigned long first,
			     unsigned long nr, dma_addr_t to)
{
	unsigned long i;

	for (i = first; i < first + nr; i++) {
		if (!test_bit(i, r->held))
			continue;
		if (adopt_redirect(r, i))
			adopt_cut(r, i, 1);
	}
}

const struct rvk_device_ops adopt_vfio_ops = {
	.module = THIS_MODULE,
	.name = "vfio",
	.can = RVK_REDIRECT,
	.point = adopt_vfio_point,
	.drain = adopt_unpin_cut,
};
