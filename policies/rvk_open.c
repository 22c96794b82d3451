// SPDX-License-Identifier: GPL-2.0-only
/* rvk_open.c - open a region: pin, DMA-map and index its pages */
#include <linux/bitmap.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

#define RVK_PIN_MAX \
	65536 /* pages of one call, between two checks for signals */

/*
 * Fill in an extent for each file mapping, @max at most, and return how many there
 * are. An address without a mapping is refused, although an munmap that has yet to
 * zap it may leave a page there for pin_user_pages_fast(): it would be of a file
 * that the index does not know.
 */
static int rvk_walk_vmas(struct rvk_region *r, struct rvk_extent *x, int max)
{
	unsigned long end = r->addr + r->nr_pages * PAGE_SIZE;
	unsigned long start, stop, addr = r->addr;
	struct vm_area_struct *vma;
	int nr = 0;

	lockdep_assert_held(&r->mm->mmap_lock);
	for (; addr < end; addr = vma->vm_end) {
		vma = find_vma(r->mm, addr);
		if (!vma || vma->vm_start > addr)
			return -EFAULT;
		if (!vma->vm_file)
			continue;
		if (nr++ >= max)
			continue;
		start = max(vma->vm_start, r->addr);
		stop = min(vma->vm_end, end);
		x->region = r;
		x->mapping = vma->vm_file->f_mapping;
		x->inode = x->mapping->host;
		x->is_private = !(vma->vm_flags & VM_SHARED);
		x->it.start =
			vma->vm_pgoff + ((start - vma->vm_start) >> PAGE_SHIFT);
		x->it.last = x->it.start + ((stop - start) >> PAGE_SHIFT) - 1;
		x->first = (start - r->addr) >> PAGE_SHIFT;
		x++;
	}
	return nr;
}

/**
 * rvk_extents_new() - memory for the extents of a region
 * @r:		the region
 * @nr:		how many it has, more than one
 *
 * Return: 0 or -ENOMEM.
 */
int rvk_extents_new(struct rvk_region *r, unsigned int nr)
{
	r->extents = kvcalloc(nr, sizeof(*r->extents),
			      GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	return r->extents ? 0 : -ENOMEM;
}

/**
 * rvk_extents_hold() - hold the files of a region that is being opened
 * @r:		the region; mmap_lock is held, or the files are
 * @nr:		how many extents it has
 *
 * Return: @nr
 */
int rvk_extents_hold(struct rvk_region *r, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		ihold(r->extents[i].inode);
	r->nr_extents = nr;
	return nr;
}

/**
 * rvk_extents_put() - end that: eviction removes extents from the index
 * @r:		the region
 */
void rvk_extents_put(struct rvk_region *r)
{
	unsigned int i;

	for (i = 0; i < r->nr_extents; i++)
		iput(r->extents[i].inode);
}

static int rvk_collect_extents(struct rvk_region *r)
{
	int ret;

	/*
	 * Not called for an invalidation that began before the notifier was
	 * inserted, so wait for that one
	 */
	mmu_interval_read_begin(&r->mni);
	if (mmap_read_lock_killable(r->mm))
		return -EINTR;
	ret = rvk_walk_vmas(r, &r->extent, 1);
	if (ret > 1 && rvk_extents_new(r, ret))
		ret = -ENOMEM;
	if (ret > 1)
		rvk_walk_vmas(r, r->extents, ret);
	if (ret > 0)
		rvk_extents_hold(r, ret);
	mmap_read_unlock(r->mm);
	return min(ret, 0);
}

/* Wait for calls that passed the gate before the region was in the index */
static int rvk_wait_passing(struct rvk_region *r)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < r->nr_extents; i++)
		ret = rvk_gate_drain(r->extents[i].inode);
	return ret;
}

static int rvk_pin(struct rvk_region *r)
{
	unsigned int flags = 0;
	unsigned long addr, done;
	int got, want;

	if (r->flags & RVK_REGION_WRITE)
		flags |= FOLL_WRITE;
	if (r->flags & RVK_REGION_LONGTERM)
		flags |= FOLL_LONGTERM;
	for (done = 0; done < r->nr_pages; done += got) {
		addr = r->addr + done * PAGE_SIZE;
		want = min_t(unsigned long, r->nr_pages - done, RVK_PIN_MAX);
		got = -EINTR;
		if (!fatal_signal_pending(current))
			got = pin_user_pages_fast(addr, want, flags,
						  r->pages + done);
		if (got > 0)
			continue;
		unpin_user_pages(r->pages, done);
		return got ?: -EFAULT;
	}
	return 0;
}

static void rvk_dma_unmap_all(struct rvk_region *r, unsigned long nr)
{
	while (nr--)
		dma_unmap_page_attrs(r->dev, r->dma[nr], PAGE_SIZE,
				     DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
}

static int rvk_dma_map_all(struct rvk_region *r)
{
	struct page **page = r->pages, **end = page + r->nr_pages;
	struct device *dev = r->dev;
	dma_addr_t *dma = r->dma;

	for (; page < end; page++, dma++) {
		*dma = dma_map_page_attrs(dev, *page, 0, PAGE_SIZE,
					  DMA_BIDIRECTIONAL, RVK_DMA_ATTRS);
		if (dma_mapping_error(dev, *dma)) {
			rvk_dma_unmap_all(r, dma - r->dma);
			return -ENOMEM;
		}
	}
	return 0;
}

static int rvk_pin_and_map(struct rvk_region *r)
{
	int ret;

	if (!r->pages)
		return 0;
	ret = rvk_pin(r);
	if (ret)
		return ret;
	ret = rvk_dma_map_all(r);
	if (ret)
		unpin_user_pages(r->pages, r->nr_pages);
	return ret;
}

static void rvk_unmap_and_unpin(struct rvk_region *r)
{
	if (!r->pages)
		return;
	rvk_dma_unmap_all(r, r->nr_pages);
	unpin_user_pages(r->pages, r->nr_pages);
}

static int rvk_open_scratch(struct rvk_region *r)
{
	if (!(r->policy->needs & RVK_REDIRECT))
		return 0;
	r->scratch = rvk_scratch_new(r, GFP_KERNEL_ACCOUNT, &r->scratch_dma);
	return r->scratch ? 0 : -ENOMEM;
}

/* Allocate all memory that an event may need before the first event */
static int rvk_open_memory(struct rvk_region *r)
{
	int ret;

	if (rvk_policy_faults(r->policy))
		return 0;
	ret = account_locked_vm(r->mm, r->nr_pages, true);
	if (ret)
		return ret;
	r->pages = kvmalloc_array(r->nr_pages,
				  sizeof(*r->pages) + sizeof(*r->dma),
				  GFP_KERNEL_ACCOUNT);
	r->live = kvcalloc(3 * BITS_TO_LONGS(r->nr_pages), sizeof(*r->live),
			   GFP_KERNEL_ACCOUNT);
	ret = -ENOMEM;
	if (r->pages && r->live) {
		r->dma = (dma_addr_t *)(r->pages + r->nr_pages);
		r->held = r->live + BITS_TO_LONGS(r->nr_pages);
		r->claimed = r->held + BITS_TO_LONGS(r->nr_pages);
		ret = rvk_open_scratch(r);
	}
	if (ret)
		account_locked_vm(r->mm, r->nr_pages, false);
	return ret;
}

static bool rvk_has_private(const struct rvk_region *r)
{
	unsigned int i;

	for (i = 0; i < r->nr_extents; i++)
		if (r->extents[i].is_private)
			return true;
	return false;
}

static int rvk_open_anon(struct rvk_region *r)
{
	if (!r->pages || !rvk_has_private(r))
		return 0;
	r->anon = kvcalloc(BITS_TO_LONGS(r->nr_pages), sizeof(*r->anon),
			   GFP_KERNEL_ACCOUNT);
	return r->anon ? 0 : -ENOMEM;
}

/* The pages are pinned: which of them are copies does not change any more */
static void rvk_mark_anon(struct rvk_region *r)
{
	unsigned long i;

	for (i = 0; r->anon && i < r->nr_pages; i++)
		if (PageAnon(r->pages[i]))
			__set_bit(i, r->anon);
}

static void rvk_close_memory(struct rvk_region *r)
{
	rvk_scratch_free_all(r);
	if (r->pages)
		account_locked_vm(r->mm, r->nr_pages, false);
}

/*
 * If the mappings changed between rvk_collect_extents() and the pin, the
 * extents may not be those of the pinned pages: -EAGAIN. -EBUSY if an event
 * revoked the region meanwhile, or crosses, see rvk_region_is_crossed().
 */
static int rvk_open_ready(struct rvk_region *r)
{
	int ret = 0;

	mutex_lock(&r->lock);
	if (r->pages && r->invalidations)
		ret = -EAGAIN;
	else if (r->pages && (r->doomed || rvk_region_is_crossed(r)))
		ret = -EBUSY;
	if (!ret) {
		if (r->pages) {
			bitmap_set(r->live, 0, r->nr_pages);
			bitmap_set(r->held, 0, r->nr_pages);
			rvk_mark_anon(r);
		}
		r->ops->map(r);
		rvk_index_ready(r);
	}
	mutex_unlock(&r->lock);
	return ret;
}

/* Events that wait for the region must find it without a pinned page */
static void rvk_open_failed(struct rvk_region *r)
{
	mutex_lock(&r->lock);
	r->closed = true;
	rvk_index_ready(r);
	mutex_unlock(&r->lock);
}

static int rvk_open_pages(struct rvk_region *r)
{
	int ret;

	ret = rvk_collect_extents(r);
	if (ret)
		return ret;
	ret = rvk_open_anon(r);
	if (!ret && r->policy->admit)
		ret = r->policy->admit(r);
	if (!ret)
		ret = rvk_index_link(r);
	if (ret)
		goto put_inodes;

	ret = rvk_wait_passing(r);
	if (!ret)
		ret = rvk_pin_and_map(r);
	if (ret)
		goto failed;
	ret = rvk_open_ready(r);
	if (!ret) {
		rvk_extents_put(r);
		return 0;
	}
	rvk_unmap_and_unpin(r);
failed:
	rvk_open_failed(r);
	if (ret == -EBUSY) {
		ret = -EAGAIN;
		if (!(r->flags & RVK_REGION_NOWAIT))
			ret = rvk_index_wait_events(r) ?: -EAGAIN;
	}
	rvk_index_unlink(r);
put_inodes:
	rvk_extents_put(r);
	return ret;
}

/**
 * rvk_region_open() - register memory with a device
 * @r:		from rvk_region_init()
 *
 * On success the pages are pinned (unless the policy needs RVK_FAULT), charged
 * to RLIMIT_MEMLOCK, DMA-mapped, in the index and in the device's table, until
 * rvk_region_close(). The caller keeps its reference in either case.
 *
 * Context: the process that owns the memory; may sleep.
 * Return: 0; -EAGAIN when the mappings changed meanwhile (try a new region) or,
 * with RVK_REGION_NOWAIT, when a revoke is in progress; -EFAULT for memory that
 * is not mapped; -EDEADLK when a revoke of the pages waits for this process;
 * -EINTR; -ENOMEM; the error of the policy's admit or of the pin.
 */
int rvk_region_open(struct rvk_region *r)
{
	int ret;

	ret = mmu_interval_notifier_insert(&r->mni, r->mm, r->addr,
					   r->nr_pages * PAGE_SIZE,
					   &rvk_region_mni_ops);
	if (ret)
		goto closed;
	ret = rvk_open_memory(r);
	if (ret)
		goto remove;
	ret = rvk_open_pages(r);
	if (!ret) {
		trace_rvk_region_registered(r);
		return 0;
	}

	rvk_close_memory(r);
remove:
	mmu_interval_notifier_remove(&r->mni);
closed:
	r->closed = true;
	return ret;
}
EXPORT_SYMBOL_GPL(rvk_region_open);
