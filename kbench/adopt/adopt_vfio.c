// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio.c - a back end: redirect devices of VFIO by the IOMMU */

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
#include <linux/iommu.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/vmstat.h>

#include "kbench/adopt/adopt.h"
#include "policies/rvk_hook.h"

#define ADOPT_CALLER ((unsigned long)__builtin_return_address(0))
#define ADOPT_TRIES 50 /* of 20 ms, between a pin and its mapping */

/**
 * struct adopt_map - a mapping that VFIO made
 * @list:	in adopt_maps
 * @domain:	of the IOMMU
 * @mm:		whose memory
 * @iova:	the device's address
 * @phys:	where it led when it was made
 * @size:	in bytes
 * @prot:	IOMMU_*
 */
struct adopt_map {
	struct list_head list;
	struct iommu_domain *domain;
	struct mm_struct *mm;
	unsigned long iova;
	phys_addr_t phys;
	size_t size;
	int prot;
};

/* VFIO looks up what it unpins while it unmaps: nobody redirects meanwhile */
static DEFINE_MUTEX(adopt_vfio_lock);

/* Protects adopt_maps; taken inside of adopt_vfio_lock */
static DEFINE_SPINLOCK(adopt_maps_lock);
static LIST_HEAD(adopt_maps);
static atomic_t adopt_vfio_calls = ATOMIC_INIT(0);

static bool adopt_is_vfio(unsigned long caller)
{
	const struct adopt_user *user = adopt_user_of(caller);

	return user && !strcmp(user->name, "vfio");
}

typedef int rvk_iommu_map_t(struct iommu_domain *domain, unsigned long iova,
			    phys_addr_t phys, size_t size,
			    int prot RVK_GFP_PARAMETER);
static_assert(__same_type(rvk_iommu_map_t, iommu_map));
RVK_REDIRECTED(iommu_map, rvk_iommu_map_t)

notrace __noendbr int rvk_iommu_map(struct iommu_domain *domain,
				    unsigned long iova, phys_addr_t phys,
				    size_t size, int prot RVK_GFP_PARAMETER)
{
	struct adopt_map *map = NULL;
	int ret = -ENOMEM;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER)) {
		map = kmalloc(sizeof(*map), GFP_KERNEL_ACCOUNT);
		if (!map)
			goto out;
		*map = (struct adopt_map){
			.domain = domain,
			.mm = current->mm,
			.iova = iova,
			.phys = phys,
			.size = size,
			.prot = prot,
		};
	}
	ret = static_call(iommu_map_orig)(domain, iova, phys, size,
					  prot RVK_GFP(gfp));
	if (ret || !map)
		goto out;
	spin_lock(&adopt_maps_lock);
	list_add(&map->list, &adopt_maps);
	spin_unlock(&adopt_maps_lock);
	map = NULL;
out:
	kfree(map);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

/* VFIO unmaps all of what it mapped before anybody else looks */
static void adopt_unmapped(const struct iommu_domain *domain,
			   unsigned long iova, size_t size)
{
	struct adopt_map *map, *next;

	spin_lock(&adopt_maps_lock);
	list_for_each_entry_safe(map, next, &adopt_maps, list) {
		if (map->domain != domain || map->iova >= iova + size ||
		    map->iova + map->size <= iova)
			continue;
		list_del(&map->list);
		kfree(map);
	}
	spin_unlock(&adopt_maps_lock);
}

typedef size_t rvk_iommu_unmap_t(struct iommu_domain *domain,
				 unsigned long iova, size_t size);
static_assert(__same_type(rvk_iommu_unmap_t, iommu_unmap));
RVK_REDIRECTED(iommu_unmap, rvk_iommu_unmap_t)

notrace __noendbr size_t rvk_iommu_unmap(struct iommu_domain *domain,
					 unsigned long iova, size_t size)
{
	size_t ret;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER))
		adopt_unmapped(domain, iova, size);
	ret = static_call(iommu_unmap_orig)(domain, iova, size);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

typedef size_t rvk_iommu_unmap_fast_t(struct iommu_domain *domain,
				      unsigned long iova, size_t size,
				      struct iommu_iotlb_gather *gather);
static_assert(__same_type(rvk_iommu_unmap_fast_t, iommu_unmap_fast));
RVK_REDIRECTED(iommu_unmap_fast, rvk_iommu_unmap_fast_t)

notrace __noendbr size_t rvk_iommu_unmap_fast(struct iommu_domain *domain,
					      unsigned long iova, size_t size,
					      struct iommu_iotlb_gather *gather)
{
	size_t ret;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER))
		adopt_unmapped(domain, iova, size);
	ret = static_call(iommu_unmap_fast_orig)(domain, iova, size, gather);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

/* Static in vfio_iommu_type1.ko; its arguments are only handed on */
typedef long rvk_vfio_unmap_t(void *iommu, void *dma, bool do_accounting);
RVK_REDIRECTED(vfio_unmap_unpin, rvk_vfio_unmap_t)

notrace __noendbr long rvk_vfio_unmap_unpin(void *iommu, void *dma,
					    bool do_accounting)
{
	long ret;

	atomic_inc(&adopt_vfio_calls);
	mutex_lock(&adopt_vfio_lock);
	ret = static_call(vfio_unmap_unpin_orig)(iommu, dma, do_accounting);
	mutex_unlock(&adopt_vfio_lock);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

/* Copy the next mapping of @phys behind @after, or the first */
static bool adopt_map_find(const struct mm_struct *mm, phys_addr_t phys,
			   struct adopt_map *found)
{
	struct adopt_map *map;

	spin_lock(&adopt_maps_lock);
	list_for_each_entry(map, &adopt_maps, list) {
		if (map->mm != mm || phys < map->phys ||
		    phys >= map->phys + map->size ||
		    iommu_iova_to_phys(map->domain,
				       map->iova + (phys - map->phys)) != phys)
			continue;
		*found = *map;
		found->iova += phys - map->phys;
		spin_unlock(&adopt_maps_lock);
		return true;
	}
	spin_unlock(&adopt_maps_lock);
	return false;
}

/* The page table of the address exists: nothing is allocated under r->lock */
static bool adopt_redirect_one(const struct adopt_map *at, struct page *scratch)
{
	unsigned int flags = memalloc_noreclaim_save();
	int ret;

	if (static_call(iommu_unmap_orig)(at->domain, at->iova, PAGE_SIZE) !=
	    PAGE_SIZE)
		pr_err("address %#lx was mapped by more than a page\n",
		       at->iova);
	page_ref_add(scratch, GUP_PIN_COUNTING_BIAS);
	mod_node_page_state(page_pgdat(scratch), NR_FOLL_PIN_ACQUIRED, 1);
	ret = static_call(iommu_map_orig)(at->domain, at->iova,
					  page_to_phys(scratch), PAGE_SIZE,
					  at->prot RVK_GFP(GFP_ATOMIC));
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
	struct adopt_map at;
	unsigned int tries, nr = 0;

	for (tries = 0; !nr && tries < ADOPT_TRIES; tries++) {
		if (tries)
			msleep(20);
		mutex_lock(&adopt_vfio_lock);
		for (; adopt_map_find(r->mm, phys, &at); nr++)
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

static const struct rvk_device_ops adopt_vfio_ops = {
	.module = THIS_MODULE,
	.name = "vfio",
	.can = RVK_REDIRECT,
	.point = adopt_vfio_point,
	.drain = adopt_unpin_cut,
};

static struct rvk_hook adopt_vfio_hooks[] = {
	RVK_HOOK(vfio_unmap_unpin),
	RVK_HOOK(iommu_unmap),
	RVK_HOOK(iommu_unmap_fast),
	RVK_HOOK(iommu_map),
};

static int __init adopt_vfio_init(void)
{
	int ret = rvk_hooks_add(adopt_vfio_hooks, ARRAY_SIZE(adopt_vfio_hooks));

	if (ret)
		adopt_wait(&adopt_vfio_calls);
	else
		adopt_backend_add(&adopt_vfio_ops);
	return ret;
}

static void __exit adopt_vfio_exit(void)
{
	struct adopt_map *map, *next;

	adopt_backend_remove(&adopt_vfio_ops);
	rvk_hooks_remove(adopt_vfio_hooks, ARRAY_SIZE(adopt_vfio_hooks));
	adopt_wait(&adopt_vfio_calls);
	list_for_each_entry_safe(map, next, &adopt_maps, list)
		kfree(map);
}

module_init(adopt_vfio_init);
module_exit(adopt_vfio_exit);

MODULE_DESCRIPTION("Revoke policies on memory that VFIO has mapped");
MODULE_LICENSE("GPL");
MODULE_INFO(test, "Y");
