// SPDX-License-Identifier: GPL-2.0-only
/* iommu_sg.c - map a scatter list for edu, as RDMA does; redirect all of it */

/*
 * The DMA API maps the list to one range of addresses, with an entry of 2 MiB
 * wherever memory and address are aligned to that: hugetlb. Redirected to a page
 * it becomes 512 entries.
 */
#include "kbench/kb_case.h"
#include "kbench/kb_edu.h"
#include "policies/rvk_compat.h"

/* The list is made here: only the first phase can fail */
static void iommu_sg_pin(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;
	int ret;

	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
	if (buf->nr_pinned <= 0)
		return;
	ret = sg_alloc_table_from_pages(&own->sgt, buf->pages, buf->nr_pinned,
					0, buf->nr_pinned * PAGE_SIZE,
					GFP_KERNEL_ACCOUNT);
	if (!ret)
		return;
	unpin_user_pages(buf->pages, buf->nr_pinned);
	buf->nr_pinned = ret;
}

static void iommu_sg_map(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	WARN_ON_ONCE(dma_map_sgtable(&own->edu->pdev->dev, &own->sgt,
				     DMA_BIDIRECTIONAL,
				     DMA_ATTR_SKIP_CPU_SYNC));
}

/* All entries are removed, one flush, then an entry is made for each page */
static void iommu_sg_redirect(struct kb_buf *buf)
{
	struct iommu_iotlb_gather gather;
	struct kb_edu_case *own = buf->priv;
	struct iommu_domain *domain = own->edu->domain;
	phys_addr_t to = page_to_phys(own->scratch);
	int i, prot = IOMMU_READ | IOMMU_WRITE;
	struct scatterlist *sg;
	dma_addr_t addr;

	iommu_iotlb_gather_init(&gather);
	for_each_sgtable_dma_sg(&own->sgt, sg, i)
		iommu_unmap_fast(domain, sg_dma_address(sg), sg_dma_len(sg),
				 &gather);
	iommu_iotlb_sync(domain, &gather);
	for_each_sgtable_dma_sg(&own->sgt, sg, i)
		for (addr = sg_dma_address(sg);
		     addr < sg_dma_address(sg) + sg_dma_len(sg);
		     addr += PAGE_SIZE)
			WARN_ON_ONCE(rvk_iommu_map_atomic(domain, addr, to,
							  PAGE_SIZE, prot));
}

static void iommu_sg_unmap(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	dma_unmap_sgtable(&own->edu->pdev->dev, &own->sgt, DMA_BIDIRECTIONAL,
			  DMA_ATTR_SKIP_CPU_SYNC);
}

static void iommu_sg_unpin(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	sg_free_table(&own->sgt);
	unpin_user_pages_dirty_lock(buf->pages, buf->nr_pinned, buf->write);
}

const struct kb_case kb_case_iommu_sg = {
	.name = "iommu_sg",
	.title = "dma_map_sgtable for edu, as RDMA does, and all redirected",
	.is_there = kb_edu_is_there,
	.setup = kb_edu_case_setup,
	.teardown = kb_edu_case_teardown,
	.phase = {
		{ "pin", iommu_sg_pin },
		{ "map", iommu_sg_map },
		{ "redirect", iommu_sg_redirect },
		{ "unmap", iommu_sg_unmap },
		{ "unpin", iommu_sg_unpin },
	},
};
