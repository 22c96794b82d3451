// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio_map.c - the mappings that VFIO has in IOMMUs */
#include <linux/slab.h>

#include "kbench/adopt/adopt_vfio.h"

/* VFIO looks up what it unpins while it unmaps: nobody redirects meanwhile */
DEFINE_MUTEX(adopt_vfio_lock);

/* Protects the trees; taken inside of adopt_vfio_lock */
DEFINE_SPINLOCK(adopt_maps_lock);
static unsigned long adopt_nr_fenced;
static struct rb_root_cached adopt_by_iova = RB_ROOT_CACHED;
static struct rb_root_cached adopt_by_phys = RB_ROOT_CACHED;

/**
 * adopt_map_of() - the mappings that led to an address when they were made
 * @mm:		whose memory
 * @phys:	the address
 * @after:	from this function, NULL: the first
 *
 * Context: under adopt_maps_lock.
 * Return: the next one, or NULL.
 */
struct adopt_map *adopt_map_of(const struct mm_struct *mm, phys_addr_t phys,
			       struct adopt_map *after)
{
	struct interval_tree_node *node;
	struct adopt_map *map;

	lockdep_assert_held(&adopt_maps_lock);
	node = after ? interval_tree_iter_next(&after->by_phys, phys, phys) :
		       interval_tree_iter_first(&adopt_by_phys, phys, phys);
	for (; node; node = interval_tree_iter_next(node, phys, phys)) {
		map = container_of(node, struct adopt_map, by_phys);
		if (map->mm == mm)
			return map;
	}
	return NULL;
}

static void adopt_map_free(struct adopt_map *map)
{
	lockdep_assert_held(&adopt_maps_lock);
	interval_tree_remove(&map->by_iova, &adopt_by_iova);
	interval_tree_remove(&map->by_phys, &adopt_by_phys);
	WRITE_ONCE(adopt_nr_fenced, adopt_nr_fenced - map->fenced);
	kfree(map);
}

/* Whether a fence has unmapped the same pages at the same address elsewhere */
static bool adopt_is_refused(const struct adopt_map *map)
{
	unsigned long offset = map->by_iova.start - map->by_phys.start;
	struct interval_tree_node *node;
	struct adopt_map *other;

	lockdep_assert_held(&adopt_maps_lock);
	node = interval_tree_iter_first(&adopt_by_iova, map->by_iova.start,
					map->by_iova.last);
	for (; node; node = interval_tree_iter_next(node, map->by_iova.start,
						    map->by_iova.last)) {
		other = container_of(node, struct adopt_map, by_iova);
		if (other->fenced && other->mm == map->mm &&
		    other->by_iova.start - other->by_phys.start == offset)
			return true;
	}
	return false;
}

/**
 * adopt_map_begin() - VFIO is about to make a mapping
 * @map:	from kmalloc()
 *
 * VFIO maps what it has mapped again for a device that joins: a fence holds for
 * that one, too.
 *
 * Return: 0; -EBUSY for pages that are fenced at that address: @map is freed.
 */
int adopt_map_begin(struct adopt_map *map)
{
	int ret = -EBUSY;

	spin_lock(&adopt_maps_lock);
	if (!adopt_nr_fenced || !adopt_is_refused(map)) {
		interval_tree_insert(&map->by_iova, &adopt_by_iova);
		interval_tree_insert(&map->by_phys, &adopt_by_phys);
		ret = 0;
	}
	spin_unlock(&adopt_maps_lock);
	if (ret)
		kfree(map);
	return ret;
}

/**
 * adopt_map_end() - VFIO has made it
 * @map:	from adopt_map_begin()
 * @error:	-errno if not: @map is freed
 */
void adopt_map_end(struct adopt_map *map, int error)
{
	spin_lock(&adopt_maps_lock);
	map->is_made = true;
	if (error)
		adopt_map_free(map);
	spin_unlock(&adopt_maps_lock);
}

/**
 * adopt_map_set_fenced() - an unmap of a mapping is not VFIO's
 * @map:	the mapping
 *
 * Context: under adopt_maps_lock.
 */
void adopt_map_set_fenced(struct adopt_map *map)
{
	lockdep_assert_held(&adopt_maps_lock);
	map->fenced = true;
	WRITE_ONCE(adopt_nr_fenced, adopt_nr_fenced + 1);
}

/**
 * adopt_maps_fenced() - whether there are fenced mappings
 *
 * Return: true if so; exact under adopt_vfio_lock.
 */
bool adopt_maps_fenced(void)
{
	return READ_ONCE(adopt_nr_fenced);
}

/**
 * adopt_fenced_phys() - where an address led before a fence
 * @domain:	of the IOMMU
 * @iova:	the address, which leads nowhere
 *
 * Return: the page, or 0 if no fence was there.
 */
phys_addr_t adopt_fenced_phys(const struct iommu_domain *domain,
			      unsigned long iova)
{
	struct interval_tree_node *node;
	struct adopt_map *map;
	phys_addr_t phys = 0;

	spin_lock(&adopt_maps_lock);
	node = interval_tree_iter_first(&adopt_by_iova, iova, iova);
	for (; node; node = interval_tree_iter_next(node, iova, iova)) {
		map = container_of(node, struct adopt_map, by_iova);
		if (map->domain == domain && map->fenced)
			phys = map->by_phys.start + (iova - node->start);
	}
	spin_unlock(&adopt_maps_lock);
	return phys;
}

/**
 * adopt_maps_drop() - forget mappings of which the last page is unmapped
 * @domain:	of the IOMMU
 * @iova:	first address that is unmapped
 * @last:	last one
 *
 * VFIO unmaps upwards, and looks up each address before.
 */
void adopt_maps_drop(const struct iommu_domain *domain, unsigned long iova,
		     unsigned long last)
{
	struct interval_tree_node *node, *next;
	struct adopt_map *map;

	spin_lock(&adopt_maps_lock);
	node = interval_tree_iter_first(&adopt_by_iova, iova, last);
	for (; node; node = next) {
		next = interval_tree_iter_next(node, iova, last);
		map = container_of(node, struct adopt_map, by_iova);
		if (map->domain == domain && node->last <= last)
			adopt_map_free(map);
	}
	spin_unlock(&adopt_maps_lock);
}

/**
 * adopt_maps_free() - forget all mappings
 */
void adopt_maps_free(void)
{
	struct interval_tree_node *node;

	spin_lock(&adopt_maps_lock);
	while ((node = interval_tree_iter_first(&adopt_by_iova, 0, ULONG_MAX)))
		adopt_map_free(container_of(node, struct adopt_map, by_iova));
	spin_unlock(&adopt_maps_lock);
}
