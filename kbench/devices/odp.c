// SPDX-License-Identifier: GPL-2.0-only
/* odp.c - an entry may be invalid; the device faults it in on access */

/*
 * Under a policy that needs RVK_FAULT nothing is pinned, and the revoke core
 * calls kb_odp_point() from the MMU notifier, also where that must not block:
 * so kb_device.point_ns is not modelled there. Under any other policy the table
 * is filled once and the device works like the gpu.
 */
#include <linux/sched/mm.h>

#include "kbench/kb_device.h"

static void kb_odp_unmap(struct kb_mr *mr, dma_addr_t addr)
{
	if (addr != RVK_NOWHERE)
		dma_unmap_page_attrs(mr->r.dev, addr, PAGE_SIZE,
				     DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
}

static void kb_odp_point(struct rvk_region *r, unsigned long first,
			 unsigned long nr, dma_addr_t to)
{
	struct kb_mr *mr = kb_mr(r);
	unsigned long i;

	if (rvk_policy_faults(r->policy)) {
		spin_lock_bh(&mr->lock);
		for (i = first; i < first + nr; i++) {
			kb_odp_unmap(mr, mr->table[i]);
			mr->table[i] = RVK_NOWHERE;
		}
		spin_unlock_bh(&mr->lock);
	} else {
		kb_table_point(r, first, nr, to);
	}
}

static struct page *kb_odp_get_page(struct rvk_region *r, unsigned long i)
{
	unsigned int flags = r->flags & RVK_REGION_WRITE ? FOLL_WRITE : 0;
	struct page *page;
	long got;

	if (!mmget_not_zero(r->mm))
		return ERR_PTR(-ESRCH);
	mmap_read_lock(r->mm);
	got = rvk_gup_remote(r->mm, r->addr + i * PAGE_SIZE, flags, &page);
	mmap_read_unlock(r->mm);
	mmput_async(r->mm);
	if (got != 1)
		return ERR_PTR(got < 0 ? got : -EFAULT);
	return page;
}

/* Install an entry; -EAGAIN if the mapping has changed meanwhile */
static int kb_odp_install(struct kb_mr *mr, unsigned long i, dma_addr_t addr,
			  unsigned long seq)
{
	struct rvk_region *r = &mr->r;
	int ret = -EAGAIN;

	mutex_lock(&r->lock);
	if (!mmu_interval_read_retry(&r->mni, seq)) {
		spin_lock_bh(&mr->lock);
		swap(mr->table[i], addr);
		spin_unlock_bh(&mr->lock);
		ret = 0;
	}
	mutex_unlock(&r->lock);
	kb_odp_unmap(mr, addr);
	return ret;
}

/* Needs no reference on the page: the entry lives as long as the mapping */
static int kb_odp_fault(struct kb_mr *mr, unsigned long i)
{
	struct rvk_region *r = &mr->r;
	unsigned long seq;
	struct page *page;
	dma_addr_t addr;
	int ret;

	if (!rvk_policy_faults(r->policy))
		return -EFAULT;
	do {
		seq = mmu_interval_read_begin(&r->mni);
		page = kb_odp_get_page(r, i);
		if (IS_ERR(page))
			return PTR_ERR(page);
		addr = dma_map_page_attrs(r->dev, page, 0, PAGE_SIZE,
					  DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
		ret = dma_mapping_error(r->dev, addr) ?
			      -ENOMEM :
			      kb_odp_install(mr, i, addr, seq);
		put_page(page);
	} while (ret == -EAGAIN);
	return ret;
}

const struct kb_device kb_device_odp = {
	.title = "an entry may be invalid, the device faults it in",
	.fault = kb_odp_fault,
	.ops = {
		.module = THIS_MODULE,
		.name = "odp",
		.can = RVK_REDIRECT | RVK_FENCE | RVK_FAULT,
		.map = kb_table_map,
		.point = kb_odp_point,
		.fence = kb_table_fence,
		.drain = kb_engine_no_drain,
		.stop = kb_engine_stop,
	},
};
