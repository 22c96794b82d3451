// SPDX-License-Identifier: GPL-2.0-only
/* kb_edu_map.c - DMA addresses of edu, and what they stand for */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "kbench/kb_edu.h"
#include "policies/rvk_compat.h"

/**
 * kb_edu_map() - map pages, an address each
 * @edu:	the device
 * @pages:	array of pages
 * @dma:	array of addresses, filled in
 * @nr:		size of both
 */
void kb_edu_map(struct kb_edu *edu, struct page **pages, dma_addr_t *dma,
		int nr)
{
	struct device *dev = &edu->pdev->dev;
	int i;

	for (i = 0; i < nr; i++) {
		dma[i] = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE,
					    DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
		/* Checked as in a driver: there are 2^40 addresses */
		WARN_ON_ONCE(dma_mapping_error(dev, dma[i]));
	}
}

/**
 * kb_edu_unmap() - undo kb_edu_map(), also after kb_edu_replace()
 * @edu:	the device
 * @dma:	array of addresses
 * @nr:		its size
 */
void kb_edu_unmap(struct kb_edu *edu, const dma_addr_t *dma, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		dma_unmap_page_attrs(&edu->pdev->dev, dma[i], PAGE_SIZE,
				     DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
}

/* Of a kernel without IOMMUs, in which no edu has a domain, @gather is empty */
static void kb_edu_gather(struct iommu_iotlb_gather *gather, bool all)
{
	iommu_iotlb_gather_init(gather);
#ifdef CONFIG_IOMMU_API
	gather->queued = all;
#endif
}

/**
 * kb_edu_clear() - remove entries, which the IOTLB may have until kb_edu_flush()
 * @edu:	the device, behind an IOMMU
 * @dma:	array of addresses
 * @nr:		its size
 * @gather:	says what is to be flushed
 *
 * Of one page its address is flushed, of several all that the domain has:
 * addresses need not adjoin, and VT-d's driver, which gathers one range, would
 * flush at each gap.
 */
void kb_edu_clear(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		  struct iommu_iotlb_gather *gather)
{
	unsigned long i;

	kb_edu_gather(gather, nr > 1);
	/* Single pages leave their page table, so that none is to be freed */
	for (i = 0; i < nr; i++)
		iommu_unmap_fast(edu->domain, dma[i], PAGE_SIZE, gather);
}

/**
 * kb_edu_flush() - flush the IOTLB, once, after kb_edu_clear()
 * @edu:	the same
 * @nr:		the same
 * @gather:	the same
 */
void kb_edu_flush(struct kb_edu *edu, unsigned long nr,
		  struct iommu_iotlb_gather *gather)
{
	if (nr > 1)
		iommu_flush_iotlb_all(edu->domain);
	else
		iommu_iotlb_sync(edu->domain, gather);
}

/**
 * kb_edu_enter() - make entries for addresses that were removed and flushed
 * @edu:	the device, behind an IOMMU
 * @dma:	array of addresses
 * @nr:		its size
 * @to:		the page that all of them stand for
 * @prot:	IOMMU_READ, IOMMU_WRITE
 */
void kb_edu_enter(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		  phys_addr_t to, int prot)
{
	unsigned long i;

	/* Page tables are still there, so that no memory is needed */
	for (i = 0; i < nr; i++)
		WARN_ON_ONCE(rvk_iommu_map_atomic(edu->domain, dma[i], to,
						  PAGE_SIZE, prot));
}

/**
 * kb_edu_replace() - have addresses stand for another page
 * @edu:	the device, behind an IOMMU
 * @dma:	array of addresses
 * @nr:		its size
 * @to:		the page
 * @prot:	IOMMU_READ, IOMMU_WRITE
 *
 * Removes the entries, flushes the IOTLB once and makes new entries: no IOMMU
 * driver replaces one in place. When this returns, no access finds an old page;
 * one that is made meanwhile faults.
 */
void kb_edu_replace(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		    phys_addr_t to, int prot)
{
	struct iommu_iotlb_gather gather;

	kb_edu_clear(edu, dma, nr, &gather);
	kb_edu_flush(edu, nr, &gather);
	kb_edu_enter(edu, dma, nr, to, prot);
}

/**
 * kb_edu_case_setup() - kb_case.setup of cases that redirect
 * @buf:	of the case; its priv is a struct kb_edu_case afterwards
 *
 * Return: 0; -EOPNOTSUPP where no IOMMU translates for edu; -ENOMEM.
 */
int kb_edu_case_setup(struct kb_buf *buf)
{
	struct kb_edu *edu = kb_edu_get();
	struct kb_edu_case *own;

	if (!edu || !edu->domain)
		return -EOPNOTSUPP;
	own = kvzalloc(struct_size(own, dma, buf->nr_pages),
		       GFP_KERNEL_ACCOUNT);
	if (!own)
		return -ENOMEM;
	own->edu = edu;
	own->scratch = alloc_page(GFP_KERNEL_ACCOUNT);
	if (!own->scratch) {
		kvfree(own);
		return -ENOMEM;
	}
	buf->priv = own;
	return 0;
}

/**
 * kb_edu_case_teardown() - undo kb_edu_case_setup()
 * @buf:	the same
 */
void kb_edu_case_teardown(struct kb_buf *buf)
{
	struct kb_edu_case *own = buf->priv;

	__free_page(own->scratch);
	kvfree(own);
}
