// SPDX-License-Identifier: GPL-2.0-only
/* kb_table.c - the page table of a device, as policies change it */
#include <linux/string.h>

#include "kbench/kb_device.h"

/**
 * kb_table_map() - rvk_device_ops.map of all devices
 * @r:		the region; fills the table with its DMA addresses
 */
void kb_table_map(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);

	spin_lock_bh(&mr->lock);
	if (r->dma)
		memcpy(mr->table, r->dma, r->nr_pages * sizeof(*mr->table));
	else
		memset64(mr->table, RVK_NOWHERE, r->nr_pages);
	spin_unlock_bh(&mr->lock);
}

/**
 * kb_table_point() - change entries
 * @r:		the region
 * @first:	first entry
 * @nr:		number of entries
 * @to:		a DMA address or RVK_NOWHERE
 *
 * When this returns, no access that looks the table up uses an old entry: each
 * access is made under the same lock.
 */
void kb_table_point(struct rvk_region *r, unsigned long first, unsigned long nr,
		    dma_addr_t to)
{
	struct kb_mr *mr = kb_mr(r);

	spin_lock_bh(&mr->lock);
	memset64(&mr->table[first], to, nr);
	spin_unlock_bh(&mr->lock);
}

/**
 * kb_table_fence() - put a region into error
 * @r:		the region
 */
void kb_table_fence(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);

	spin_lock_bh(&mr->lock);
	mr->dead = true;
	spin_unlock_bh(&mr->lock);
}
