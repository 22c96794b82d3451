// SPDX-License-Identifier: GPL-2.0-only
/* iommu_dma.c - the case dma for edu, behind an IOMMU or not */
#include <linux/slab.h>

#include "kbench/kb_case.h"
#include "kbench/kb_edu.h"

static int iommu_dma_setup(struct kb_buf *buf)
{
	if (!kb_edu_is_there())
		return -EOPNOTSUPP;
	buf->priv =
		kvcalloc(buf->nr_pages, sizeof(dma_addr_t), GFP_KERNEL_ACCOUNT);
	return buf->priv ? 0 : -ENOMEM;
}

static void iommu_dma_teardown(struct kb_buf *buf)
{
	kvfree(buf->priv);
}

static void iommu_dma_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void iommu_dma_map(struct kb_buf *buf)
{
	kb_edu_map(kb_edu_get(), buf->pages, buf->priv, buf->nr_pinned);
}

static void iommu_dma_unmap(struct kb_buf *buf)
{
	kb_edu_unmap(kb_edu_get(), buf->priv, buf->nr_pinned);
}

static void iommu_dma_unpin(struct kb_buf *buf)
{
	unpin_user_pages_dirty_lock(buf->pages, buf->nr_pinned, buf->write);
}

const struct kb_case kb_case_iommu_dma = {
	.name = "iommu_dma",
	.title = "dma_map_page and dma_unmap_page for edu, a page each",
	.is_there = kb_edu_is_there,
	.setup = iommu_dma_setup,
	.teardown = iommu_dma_teardown,
	.phase = {
		{ "pin", iommu_dma_pin },
		{ "map", iommu_dma_map },
		{ "unmap", iommu_dma_unmap },
		{ "unpin", iommu_dma_unpin },
	},
};
