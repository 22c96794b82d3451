// SPDX-License-Identifier: GPL-2.0-only
/* iommu.c - redirect, flush and unmap DMA addresses of edu, a page each */
#include "kbench/kb_case.h"
#include "kbench/kb_edu.h"

#define IOMMU_FLUSHES 256 /* pages for a flush, as the device edu does it */

static void iommu_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void iommu_map_pages(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	kb_edu_map(own->edu, buf->pages, own->dma, buf->nr_pinned);
}

/* A flush for each page */
static void iommu_redirect(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;
	int i;

	for (i = 0; i < buf->nr_pinned; i++)
		kb_edu_replace(own->edu, own->dma + i, 1,
			       page_to_phys(own->scratch),
			       IOMMU_READ | IOMMU_WRITE);
}

static void iommu_batch(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;
	int i;

	for (i = 0; i < buf->nr_pinned; i += IOMMU_FLUSHES)
		kb_edu_replace(own->edu, own->dma + i,
			       min(buf->nr_pinned - i, IOMMU_FLUSHES),
			       page_to_phys(own->scratch),
			       IOMMU_READ | IOMMU_WRITE);
}

static void iommu_flush(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	iommu_flush_iotlb_all(own->edu->domain);
}

static void iommu_unmap_pages(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	kb_edu_unmap(own->edu, own->dma, buf->nr_pinned);
}

static void iommu_unpin(struct kb_buf *buf)
{
	unpin_user_pages_dirty_lock(buf->pages, buf->nr_pinned, buf->write);
}

const struct kb_case kb_case_iommu = {
	.name = "iommu",
	.title = "redirect, flush and unmap DMA addresses of edu, a page each",
	.is_there = kb_edu_is_there,
	.setup = kb_edu_case_setup,
	.teardown = kb_edu_case_teardown,
	.phase = {
		{ "pin", iommu_pin },
		{ "map", iommu_map_pages },
		{ "redirect", iommu_redirect },
		{ "batch", iommu_batch },
		{ "flush", iommu_flush },
		{ "unmap", iommu_unmap_pages },
		{ "unpin", iommu_unpin },
	},
};
