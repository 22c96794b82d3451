// SPDX-License-Identifier: GPL-2.0-only
/* adopt_vfio_map.c - the mappings that VFIO has in IOMMUs */
#include <linux/slab.h>

#include "kbench/adopt/adopt_vfio.h"

/* VFIO looks up what it unpins while it unmaps: nobody redirects meanwhile */
DEFINE_MUTEX(adopt_vfio_lock);

/* Protects the trees; taken inside of adopt_vfio_lock */
DEFINE_SPINLOCK(adopt_maps_lock);
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

/**
 * adopt_map_add() - VFIO has made a mapping
 * @map:	from kmalloc()
 */
void adopt_map_add(struct adopt_map *map)
{
	spin_lock(&adopt_maps_lock);
	interval_tree_insert(&map->by_iova, &adopt_by_iova);
	interval_tree_insert(&map->by_phys, &adopt_by_phys);
	spin_unlock(&adopt_maps_lock);
}

static void adopt_map_free(struct adopt_map *map)
{
	lockdep_assert_held(&adopt_maps_lock);
	interval_tree_remove(&map->by_iova, &adopt_by_iova);
	interval_tree_remove(&map->by_phys, &adopt_by_phys);
	kfree(map);
}

/**
 * adopt_maps_drop() - forget mappings of which a part is unmapped
 * @domain:	of the IOMMU
 * @iova:	first address of that part
 * @last:	last one
 *
 * VFIO unmaps all of what it mapped before anybody else looks.
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
		if (map->domain == domain)
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
