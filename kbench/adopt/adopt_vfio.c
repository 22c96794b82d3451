// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio.c - calls of VFIO that map and unmap */

/*
 * Redirected calls of VFIO learn of its mappings, so that adopt_vfio_act.c finds
 * those that a revoke hits.
 *
 * To unmap, VFIO asks the IOMMU where an address leads, and unpins that page. Of
 * an address that a fence has unmapped it is told where it led: to the file's
 * page, which has kept VFIO's pin. Only the task that unmaps is told so, and its
 * unmap of what is not mapped is skipped.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/slab.h>

#include "kbench/adopt/adopt_vfio.h"
#include "policies/rvk_hook.h"

#define ADOPT_CALLER ((unsigned long)__builtin_return_address(0))

static atomic_t adopt_vfio_calls = ATOMIC_INIT(0);

/* In vfio_unmap_unpin(), with adopt_vfio_lock held */
static struct task_struct *adopt_unmapper;

/**
 * struct adopt_task - a task that VFIO maps for
 * @list:	in adopt_tasks
 * @task:	it
 * @container:	of VFIO; never dereferenced
 */
struct adopt_task {
	struct list_head list;
	const struct task_struct *task;
	const void *container;
};

static DEFINE_SPINLOCK(adopt_tasks_lock);
static LIST_HEAD(adopt_tasks);

static void adopt_task_begin(struct adopt_task *at, const void *container)
{
	at->task = current;
	at->container = container;
	spin_lock(&adopt_tasks_lock);
	list_add(&at->list, &adopt_tasks);
	spin_unlock(&adopt_tasks_lock);
}

static void adopt_task_end(struct adopt_task *at)
{
	spin_lock(&adopt_tasks_lock);
	list_del(&at->list);
	spin_unlock(&adopt_tasks_lock);
}

static const void *adopt_container(void)
{
	const struct adopt_task *at;
	const void *container = NULL;

	spin_lock(&adopt_tasks_lock);
	list_for_each_entry(at, &adopt_tasks, list)
		if (at->task == current)
			container = at->container;
	spin_unlock(&adopt_tasks_lock);
	return container;
}

/* Static in vfio_iommu_type1.ko, as is the next one: its ways to iommu_map() */
typedef long rvk_vfio_ioctl_t(void *container, unsigned int cmd,
			      unsigned long arg);
RVK_REDIRECTED(vfio_iommu_type1_ioctl, rvk_vfio_ioctl_t)

notrace __noendbr long
rvk_vfio_iommu_type1_ioctl(void *container, unsigned int cmd, unsigned long arg)
{
	struct adopt_task at;
	long ret;

	atomic_inc(&adopt_vfio_calls);
	adopt_task_begin(&at, container);
	ret = static_call(vfio_iommu_type1_ioctl_orig)(container, cmd, arg);
	adopt_task_end(&at);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

typedef int rvk_vfio_attach_t(void *container, void *group, int type);
RVK_REDIRECTED(vfio_iommu_type1_attach_group, rvk_vfio_attach_t)

notrace __noendbr int rvk_vfio_iommu_type1_attach_group(void *container,
							void *group, int type)
{
	struct adopt_task at;
	int ret;

	atomic_inc(&adopt_vfio_calls);
	adopt_task_begin(&at, container);
	ret = static_call(vfio_iommu_type1_attach_group_orig)(container, group,
							      type);
	adopt_task_end(&at);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

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

static noinline int adopt_map(struct iommu_domain *domain, unsigned long iova,
			      phys_addr_t phys, size_t size,
			      int prot RVK_GFP_PARAMETER)
{
	struct adopt_map *map = kmalloc(sizeof(*map), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!map)
		return -ENOMEM;
	*map = (struct adopt_map){
		.by_iova = { .start = iova, .last = iova + size - 1 },
		.by_phys = { .start = phys, .last = phys + size - 1 },
		.container = adopt_container(),
		.domain = domain,
		.mm = current->mm,
		.prot = prot,
	};
	ret = adopt_map_begin(map);
	if (ret)
		return ret;
	ret = static_call(iommu_map_orig)(domain, iova, phys, size,
					  prot RVK_GFP(gfp));
	adopt_map_end(map, ret);
	return ret;
}

notrace __noendbr int rvk_iommu_map(struct iommu_domain *domain,
				    unsigned long iova, phys_addr_t phys,
				    size_t size, int prot RVK_GFP_PARAMETER)
{
	int ret;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER))
		ret = adopt_map(domain, iova, phys, size, prot RVK_GFP(gfp));
	else
		ret = static_call(iommu_map_orig)(domain, iova, phys, size,
						  prot RVK_GFP(gfp));
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

typedef phys_addr_t rvk_iommu_iova_to_phys_t(struct iommu_domain *domain,
					     dma_addr_t iova);
static_assert(__same_type(rvk_iommu_iova_to_phys_t, iommu_iova_to_phys));
RVK_REDIRECTED(iommu_iova_to_phys, rvk_iommu_iova_to_phys_t)

/* Not counted in adopt_vfio_calls: nothing sleeps here */
notrace __noendbr phys_addr_t
rvk_iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova)
{
	phys_addr_t phys;

	phys = static_call(iommu_iova_to_phys_orig)(domain, iova);
	if (unlikely(!phys && READ_ONCE(adopt_unmapper) == current &&
		     in_task()))
		phys = adopt_fenced_phys(domain, iova);
	return phys;
}

typedef size_t rvk_iommu_unmap_t(struct iommu_domain *domain,
				 unsigned long iova, size_t size);
static_assert(__same_type(rvk_iommu_unmap_t, iommu_unmap));
RVK_REDIRECTED(iommu_unmap, rvk_iommu_unmap_t)

typedef size_t rvk_iommu_unmap_fast_t(struct iommu_domain *domain,
				      unsigned long iova, size_t size,
				      struct iommu_iotlb_gather *gather);
static_assert(__same_type(rvk_iommu_unmap_fast_t, iommu_unmap_fast));
RVK_REDIRECTED(iommu_unmap_fast, rvk_iommu_unmap_fast_t)

/* @gather: NULL: by iommu_unmap() */
static size_t adopt_unmap_orig(struct iommu_domain *domain, unsigned long iova,
			       size_t size, struct iommu_iotlb_gather *gather)
{
	if (!gather)
		return static_call(iommu_unmap_orig)(domain, iova, size);
	return static_call(iommu_unmap_fast_orig)(domain, iova, size, gather);
}

static bool adopt_is_fenced(struct iommu_domain *domain, unsigned long iova)
{
	return !static_call(iommu_iova_to_phys_orig)(domain, iova) &&
	       adopt_fenced_phys(domain, iova);
}

/* How many bytes a fence has unmapped, or none has */
static size_t adopt_alike(struct iommu_domain *domain, unsigned long iova,
			  size_t size, bool fenced)
{
	size_t nr = 0;

	while (nr < size && adopt_is_fenced(domain, iova + nr) == fenced)
		nr += PAGE_SIZE;
	return nr;
}

/* A part that a fence has unmapped counts as unmapped now */
static size_t adopt_unmap_unfenced(struct iommu_domain *domain,
				   unsigned long iova, size_t size,
				   struct iommu_iotlb_gather *gather)
{
	size_t done = 0, nr;

	while (done < size) {
		nr = adopt_alike(domain, iova + done, size - done, true);
		/* VFIO has what it gathered flushed: not an empty range */
		if (nr && gather)
			iommu_iotlb_gather_add_range(gather, iova + done, nr);
		done += nr;
		if (done >= size)
			break;
		nr = adopt_alike(domain, iova + done, size - done, false);
		nr = adopt_unmap_orig(domain, iova + done, nr, gather);
		if (!nr)
			break;
		done += nr;
	}
	return done;
}

static size_t adopt_unmap_locked(struct iommu_domain *domain,
				 unsigned long iova, size_t size,
				 struct iommu_iotlb_gather *gather)
{
	size_t done;

	lockdep_assert_held(&adopt_vfio_lock);
	if (adopt_maps_fenced())
		done = adopt_unmap_unfenced(domain, iova, size, gather);
	else
		done = adopt_unmap_orig(domain, iova, size, gather);
	if (done)
		adopt_maps_drop(domain, iova, iova + done - 1);
	return done;
}

/* VFIO undoes a call of iommu_map() outside of vfio_unmap_unpin() */
static noinline size_t adopt_unmap(struct iommu_domain *domain,
				   unsigned long iova, size_t size,
				   struct iommu_iotlb_gather *gather)
{
	size_t done;

	if (READ_ONCE(adopt_unmapper) == current)
		return adopt_unmap_locked(domain, iova, size, gather);
	mutex_lock(&adopt_vfio_lock);
	done = adopt_unmap_locked(domain, iova, size, gather);
	mutex_unlock(&adopt_vfio_lock);
	return done;
}

notrace __noendbr size_t rvk_iommu_unmap(struct iommu_domain *domain,
					 unsigned long iova, size_t size)
{
	size_t ret;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER))
		ret = adopt_unmap(domain, iova, size, NULL);
	else
		ret = adopt_unmap_orig(domain, iova, size, NULL);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

notrace __noendbr size_t rvk_iommu_unmap_fast(struct iommu_domain *domain,
					      unsigned long iova, size_t size,
					      struct iommu_iotlb_gather *gather)
{
	size_t ret;

	atomic_inc(&adopt_vfio_calls);
	if (adopt_is_vfio(ADOPT_CALLER))
		ret = adopt_unmap(domain, iova, size, gather);
	else
		ret = adopt_unmap_orig(domain, iova, size, gather);
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
	WRITE_ONCE(adopt_unmapper, current);
	ret = static_call(vfio_unmap_unpin_orig)(iommu, dma, do_accounting);
	WRITE_ONCE(adopt_unmapper, NULL);
	mutex_unlock(&adopt_vfio_lock);
	atomic_dec(&adopt_vfio_calls);
	return ret;
}

static struct rvk_hook adopt_vfio_hooks[] = {
	RVK_HOOK(iommu_iova_to_phys),
	RVK_HOOK(vfio_unmap_unpin),
	RVK_HOOK(iommu_unmap),
	RVK_HOOK(iommu_unmap_fast),
	RVK_HOOK(iommu_domain_free),
	RVK_HOOK(iommu_map),
	RVK_HOOK(vfio_iommu_type1_ioctl),
	RVK_HOOK(vfio_iommu_type1_attach_group),
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
