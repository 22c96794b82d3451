/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt_vfio.h - mappings that VFIO made in an IOMMU, and what acts on them */
#ifndef ADOPT_VFIO_H
#define ADOPT_VFIO_H

#include <linux/interval_tree.h>
#include <linux/iommu.h>
#include <linux/mutex.h>

#include "kbench/adopt/adopt.h"

/**
 * struct adopt_map - a mapping that VFIO made
 * @by_iova:	the device's addresses
 * @by_phys:	where they led when it was made
 * @container:	of VFIO; it has one pin for all domains in which it maps a page
 * @domain:	of the IOMMU
 * @mm:		whose memory
 * @prot:	IOMMU_*
 * @is_made:	the IOMMU has it; protected by adopt_maps_lock, as are all below
 * @redirected:	some pages of it lead elsewhere
 * @fenced:	what does not lead elsewhere leads nowhere
 */
struct adopt_map {
	struct interval_tree_node by_iova;
	struct interval_tree_node by_phys;
	const void *container;
	struct iommu_domain *domain;
	struct mm_struct *mm;
	int prot;
	bool is_made;
	bool redirected;
	bool fenced;
};

/* adopt_vfio_map.c */
extern struct mutex adopt_vfio_lock;
extern spinlock_t adopt_maps_lock;
struct adopt_map *adopt_map_of(const struct mm_struct *mm, phys_addr_t phys,
			       struct adopt_map *after);
int adopt_map_begin(struct adopt_map *map);
void adopt_map_end(struct adopt_map *map, int error);
void adopt_map_set_fenced(struct adopt_map *map);
bool adopt_maps_fenced(void);
phys_addr_t adopt_fenced_phys(const struct iommu_domain *domain,
			      unsigned long iova);
void adopt_maps_drop(const struct iommu_domain *domain, unsigned long iova,
		     unsigned long last);
void adopt_maps_free(void);

/* adopt_vfio_act.c */
extern const struct rvk_device_ops adopt_vfio_ops;

#endif /* ADOPT_VFIO_H */
