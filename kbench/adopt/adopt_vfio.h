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
 * @domain:	of the IOMMU
 * @mm:		whose memory
 * @prot:	IOMMU_*
 */
struct adopt_map {
	struct interval_tree_node by_iova;
	struct interval_tree_node by_phys;
	struct iommu_domain *domain;
	struct mm_struct *mm;
	int prot;
};

/* adopt_vfio_map.c */
extern struct mutex adopt_vfio_lock;
extern spinlock_t adopt_maps_lock;
struct adopt_map *adopt_map_of(const struct mm_struct *mm, phys_addr_t phys,
			       struct adopt_map *after);
void adopt_map_add(struct adopt_map *map);
void adopt_maps_drop(const struct iommu_domain *domain, unsigned long iova,
		     unsigned long last);
void adopt_maps_free(void);

/* adopt_vfio_act.c */
extern const struct rvk_device_ops adopt_vfio_ops;

#endif /* ADOPT_VFIO_H */
