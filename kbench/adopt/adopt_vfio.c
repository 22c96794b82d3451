// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio.c - calls of VFIO that map and unmap */

/*
 * VFIO asks the IOMMU where an address leads when it unmaps, and unpins that.
 * Redirected calls of it learn of its mappings, so that adopt_vfio_act.c finds
 * those that a revoke hits.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/slab.h>

#include "kbench/adopt/adopt_vfio.h"
#include "policies/rvk_hook.h"

#define ADOPT_CALLER ((unsigned long)__builtin_return_address(0))

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
			.by_iova = { .start = iova, .last = iova + size - 1 },
			.by_phys = { .start = phys, .last = phys + size - 1 },
			.domain = domain,
			.mm = current->mm,
			.prot = prot,
		};
	}
	ret = static_call(iommu_map_orig)(domain, iova, phys, size,
					  prot RVK_GFP(gfp));
	if (ret || !map)
		goto out;
	adopt_map_add(map);
	map = NULL;
out:
	kfree(map);
	atomic_dec(&adopt_vfio_calls);
	return ret;
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
		adopt_maps_drop(domain, iova, iova + size - 1);
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
		adopt_maps_drop(domain, iova, iova + size - 1);
	ret = static_call(iommu_unmap_fast_orig)(domain, iova, size, gather);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

typedef void rvk_iommu_domain_free_t(struct iommu_domain *domain);
static_assert(__same_type(rvk_iommu_domain_free_t, iommu_domain_free));
RVK_REDIRECTED(iommu_domain_free, rvk_iommu_domain_free_t)

/* VFIO unmaps nothing where another domain has the same mappings */
notrace __noendbr void rvk_iommu_domain_free(struct iommu_domain *domain)
{
	atomic_inc(&adopt_vfio_calls);
	adopt_maps_drop(domain, 0, ULONG_MAX);
	static_call(iommu_domain_free_orig)(domain);
	atomic_dec(&adopt_vfio_calls);
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

static struct rvk_hook adopt_vfio_hooks[] = {
	RVK_HOOK(vfio_unmap_unpin), RVK_HOOK(iommu_unmap),
	RVK_HOOK(iommu_unmap_fast), RVK_HOOK(iommu_domain_free),
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
	adopt_backend_remove(&adopt_vfio_ops);
	rvk_hooks_remove(adopt_vfio_hooks, ARRAY_SIZE(adopt_vfio_hooks));
	adopt_wait(&adopt_vfio_calls);
	adopt_maps_free();
}

module_init(adopt_vfio_init);
module_exit(adopt_vfio_exit);

MODULE_DESCRIPTION("Revoke policies on memory that VFIO has mapped");
MODULE_LICENSE("GPL");
MODULE_INFO(test, "Y");
