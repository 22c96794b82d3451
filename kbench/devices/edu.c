// SPDX-License-Identifier: GPL-2.0-only
/* edu.c - real DMA by QEMU's edu, behind an IOMMU that redirects it */

/*
 * Behind an IOMMU an address of the device stays, and what it stands for is
 * replaced: the entry is removed, the IOTLB flushed and another entry made, 256
 * pages for each flush. Of a transfer in progress the rest then goes to the
 * other page. Without one the driver can only give the next transfer another
 * address, and the one in progress must drain.
 *
 * The DMA API expects an entry for each address that it unmaps: what is not
 * valid any more points at a page of the driver, which a device either only
 * reads or only writes, so that no owner gets the data of another.
 */
#include <linux/moduleparam.h>

#include "kbench/kb_edu.h"

static bool edu_flush = true;
module_param(edu_flush, bool, 0644);
MODULE_PARM_DESC(edu_flush,
		 "flush before pages are unpinned (0: trust the DMA API)");

#define EDU_BATCH 256UL /* pages for each flush of the IOTLB */

/* Flush, and add the time to that of the event that the task revokes for */
static void edu_sync(struct kb_edu *edu, const struct rvk_region *r,
		     unsigned long nr, struct iommu_iotlb_gather *gather)
{
	struct kb_edu_flush *flush = &edu->flush;
	u64 since = rvk_clock(), ticks;

	kb_edu_flush(edu, nr, gather);
	ticks = rvk_clock() - since;
	if (r->line.task != current)
		return;
	spin_lock_bh(&edu->lock);
	if (flush->r != r || flush->begin_ticks != r->line.begin_ticks)
		*flush = (struct kb_edu_flush){ r, r->line.begin_ticks, 0 };
	flush->ticks += ticks;
	spin_unlock_bh(&edu->lock);
}

static u64 edu_flush_ticks(const struct kb_mr *mr)
{
	struct kb_edu *edu = kb_edu_get();
	u64 ticks = 0;

	spin_lock_bh(&edu->lock);
	if (edu->flush.r == &mr->r &&
	    edu->flush.begin_ticks == mr->r.line.begin_ticks)
		ticks = edu->flush.ticks;
	spin_unlock_bh(&edu->lock);
	return ticks;
}

/* Replace the entries from @first on, unless they have been replaced before */
static void edu_redirect(struct kb_edu *edu, struct kb_mr *mr,
			 unsigned long first, unsigned long end, phys_addr_t to,
			 int prot)
{
	struct iommu_iotlb_gather gather;
	dma_addr_t *dma = mr->r.dma;
	unsigned long run;

	for (; first < end; first = run + 1) {
		for (run = first; run < end && mr->table[run] == dma[run];
		     run++)
			;
		if (run == first)
			continue;
		kb_edu_clear(edu, dma + first, run - first, &gather);
		edu_sync(edu, &mr->r, run - first, &gather);
		kb_edu_enter(edu, dma + first, run - first, to, prot);
	}
}

/* The table changes under rvk_region.lock only, which the caller holds */
static void kb_edu_point(struct rvk_region *r, unsigned long first,
			 unsigned long nr, dma_addr_t to)
{
	int prot = r->flags & RVK_REGION_WRITE ? IOMMU_WRITE : IOMMU_READ;
	struct kb_edu *edu = kb_edu_get();
	struct kb_mr *mr = kb_mr(r);
	unsigned long part;
	phys_addr_t page;

	lockdep_assert_held(&r->lock);
	if (to != RVK_NOWHERE)
		prot = IOMMU_READ | IOMMU_WRITE;
	page = !edu->domain ?
		       0 :
		       iommu_iova_to_phys(edu->domain,
					  to == RVK_NOWHERE ?
						  kb_edu_sink(edu, mr)->dma :
						  to);
	for (; nr; first += part, nr -= part) {
		part = min(nr, EDU_BATCH);
		/* A device that has stopped has no transfer in progress */
		if (edu->domain && !mr->stopping && READ_ONCE(edu_flush))
			edu_redirect(edu, mr, first, first + part, page, prot);
		spin_lock_bh(&mr->lock);
		memset64(&mr->table[first], to, part);
		spin_unlock_bh(&mr->lock);
	}
}

const struct kb_device kb_device_edu = {
	.title = "real DMA, a command in 300 ms, behind an IOMMU if there is one",
	.command_ns = KB_EDU_TRANSFERS * KB_EDU_TRANSFER_NS,
	.dev = kb_edu_dev,
	.start = kb_edu_start,
	.flush_ticks = edu_flush_ticks,
	.ops = {
		.module = THIS_MODULE,
		.name = kb_edu_name,
		.can = RVK_REDIRECT | RVK_FENCE,
		.map = kb_table_map,
		.point = kb_edu_point,
		.fence = kb_table_fence,
		.drain = kb_edu_drain,
		.stop = kb_edu_stop,
	},
};
