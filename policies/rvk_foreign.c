// SPDX-License-Identifier: GPL-2.0-only
/* rvk_foreign.c - regions whose pages somebody else has pinned */

/*
 * A driver of the kernel pins pages for its user. rvk_adopt.ko sees the call
 * return, and opens a region for these pages before the driver has them, so that
 * events find them and policies act on them. An event that took pages before the
 * region was in the index is found by comparing each page with its file. It
 * differs from a region of a device of ours:
 *
 * Nothing is pinned, DMA-mapped or unpinned here: @dma and @live are NULL, and
 * rvk_device_ops.point, .fence and .drain are those of a back end that knows the
 * driver. @held means that the driver may access the page: it is cleared when
 * the driver unpins, or when the back end has cut the access off. Others write
 * to it in any context, so all do so by atomic operations.
 *
 * The region lasts as long as its last pin, not as the owner's memory. No MMU
 * notifier is registered, as the callers may hold mmap_lock: a policy does not
 * hear of munmap.
 *
 * The driver holds locks of its own, and perhaps mmap_lock. So the region is not
 * opened while an event is in progress on its range: waiting for that here could
 * wait for ourselves.
 */
#include <linux/bitmap.h>
#include <linux/fs.h>
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

#include "policies/rvk_gate.h"
#include "policies/rvk_private.h"
#include "policies/rvk_trace.h"

static void rvk_foreign_extent(struct rvk_region *r, struct rvk_extent *x,
			       const struct vm_area_struct *vma,
			       unsigned long addr, unsigned long end)
{
	unsigned long nr = (min(vma->vm_end, end) - addr) >> PAGE_SHIFT;

	x->region = r;
	x->mapping = vma->vm_file->f_mapping;
	x->inode = x->mapping->host;
	x->is_private = !(vma->vm_flags & VM_SHARED);
	x->it.start = vma->vm_pgoff + ((addr - vma->vm_start) >> PAGE_SHIFT);
	x->it.last = x->it.start + nr - 1;
	x->first = (addr - r->addr) >> PAGE_SHIFT;
}

/*
 * A pin for writing has copies of a private mapping, which are no pages of the
 * file, and no event takes the memory of a device.
 */
static bool rvk_foreign_has_file(const struct rvk_region *r,
				 const struct vm_area_struct *vma)
{
	return vma->vm_file &&
	       (vma->vm_flags & VM_SHARED || !(r->flags & RVK_REGION_WRITE)) &&
	       !S_ISCHR(vma->vm_file->f_mapping->host->i_mode);
}

/*
 * Fill in an extent for each file mapping, @max at most, and return how many there
 * are. A mapping may have gone since the pin.
 */
static unsigned int rvk_foreign_walk(struct rvk_region *r, struct rvk_extent *x,
				     unsigned int max)
{
	unsigned long end = r->addr + r->nr_pages * PAGE_SIZE, addr = r->addr;
	unsigned int nr = 0;
	struct vm_area_struct *vma;

	/* mmap_assert_locked() of DEBUG_VM wants dump_mm(), which is not exported */
	lockdep_assert_held(&r->mm->mmap_lock);
	for (; addr < end; addr = vma->vm_end) {
		vma = find_vma(r->mm, addr);
		if (!vma || vma->vm_start > addr)
			break;
		if (!rvk_foreign_has_file(r, vma))
			continue;
		if (nr < max)
			rvk_foreign_extent(r, x + nr, vma, addr, end);
		nr++;
	}
	return nr;
}

static int rvk_foreign_collect(struct rvk_region *r)
{
	unsigned int nr = rvk_foreign_walk(r, &r->extent, 1);

	if (nr > 1) {
		if (rvk_extents_new(r, nr))
			return -ENOMEM;
		rvk_foreign_walk(r, r->extents, nr);
	}
	return rvk_extents_hold(r, nr);
}

/* Bits of the pages that may be accessed, and of the copies among them */
static int rvk_foreign_memory(struct rvk_region *r)
{
	unsigned long words = BITS_TO_LONGS(r->nr_pages);
	bool has_private = false;
	unsigned int i;

	for (i = 0; i < r->nr_extents; i++)
		has_private |= r->extents[i].is_private;
	r->held = kvcalloc(words, sizeof(long), GFP_KERNEL_ACCOUNT);
	if (has_private)
		r->anon = kvcalloc(words, sizeof(long), GFP_KERNEL_ACCOUNT);
	return r->held && (r->anon || !has_private) ? 0 : -ENOMEM;
}

/*
 * Calls that passed the gate before the file was in the index: with mmap_lock
 * held they must not be waited for, as a writer that holds the inode's lock may
 * fault.
 */
static int rvk_foreign_drain(const struct rvk_region *r, bool has_mmap_lock)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < r->nr_extents; i++)
		ret = has_mmap_lock ? rvk_gate_try_drain(r->extents[i].inode) :
				      rvk_gate_drain(r->extents[i].inode);
	return ret;
}

static struct lock_class_key rvk_foreign_lock_key;

/*
 * The opener may hold mmap_lock, for which a back end's point() may wait with the
 * lock held. Before the region is ready there is no such call: an event that has the
 * lock only marks the region as doomed.
 */
static void rvk_foreign_lock(struct rvk_region *r)
{
	mutex_lock_nested(&r->lock, SINGLE_DEPTH_NESTING);
}

/* Have events and policies act on the pages, unless one was in between */
static int rvk_foreign_ready(struct rvk_region *r)
{
	int ret = -EAGAIN;

	rvk_foreign_lock(r);
	if (!r->doomed && !rvk_region_is_crossed(r) &&
	    rvk_foreign_is_right(r)) {
		bitmap_set(r->held, 0, r->nr_pages);
		rvk_index_ready(r);
		ret = 0;
	}
	mutex_unlock(&r->lock);
	return ret;
}

static void rvk_foreign_fail(struct rvk_region *r)
{
	rvk_foreign_lock(r);
	r->closed = true;
	rvk_index_ready(r);
	mutex_unlock(&r->lock);
	rvk_index_unlink(r);
}

static int rvk_foreign_link(struct rvk_region *r, bool has_mmap_lock)
{
	int ret = rvk_index_link(r);

	if (ret)
		return ret;
	ret = rvk_foreign_drain(r, has_mmap_lock);
	if (!ret)
		ret = rvk_foreign_ready(r);
	if (ret)
		rvk_foreign_fail(r);
	return ret;
}

/**
 * rvk_foreign_open_extents() - rvk_foreign_open(), once the extents are known
 * @r:		with @extents, of which this puts the inodes
 * @has_lock:	mmap_lock or the lock of an inode is held
 *
 * Context: as rvk_foreign_open().
 * Return: likewise.
 */
int rvk_foreign_open_extents(struct rvk_region *r, bool has_lock)
{
	int ret = rvk_pair_lacks(r->policy, r->ops) ? -EOPNOTSUPP :
						      rvk_foreign_memory(r);

	lockdep_set_class(&r->lock, &rvk_foreign_lock_key);
	if (!ret && r->policy->admit)
		ret = r->policy->admit(r);
	if (!ret)
		ret = rvk_foreign_link(r, has_lock);
	if (!ret)
		trace_rvk_region_registered(r);
	rvk_extents_put(r);
	return ret ?: r->nr_extents;
}

/**
 * rvk_foreign_open() - have policies act on pages that others have pinned
 * @r:		from rvk_region_init(), with RVK_REGION_NOWAIT and @pages
 * @has_mmap_lock: the caller holds mmap_lock of @r->mm
 *
 * Context: may sleep; locks of a driver and mmap_lock may be held.
 * Return: the number of file mappings, 0 if there is none: then nothing was
 * opened. Else unpin: -EAGAIN while a revoke or an unseen call is in progress, or
 * if a page is not the one that its file has; -EOPNOTSUPP if the back end lacks
 * what the policy needs; -EINTR; -ENOMEM; the error of the policy's admit.
 */
int rvk_foreign_open(struct rvk_region *r, bool has_mmap_lock)
{
	int ret;

	if (!has_mmap_lock && mmap_read_lock_killable(r->mm))
		return -EINTR;
	ret = rvk_foreign_collect(r);
	if (!has_mmap_lock)
		mmap_read_unlock(r->mm);
	if (!ret && !rvk_foreign_is_fileless(r, 0, r->nr_pages))
		return -EAGAIN;
	if (ret <= 0)
		return ret;
	return rvk_foreign_open_extents(r, has_mmap_lock);
}
EXPORT_SYMBOL_GPL(rvk_foreign_open);

/* Others write to the words, too */
static void rvk_held_clear(unsigned long *held, unsigned long first,
			   unsigned long nr)
{
	unsigned long bits;

	for (; nr; first += bits, nr -= bits) {
		bits = min(nr, BITS_PER_LONG - first % BITS_PER_LONG);
		atomic_long_andnot(GENMASK(first % BITS_PER_LONG + bits - 1,
					   first % BITS_PER_LONG),
				   (atomic_long_t *)&held[BIT_WORD(first)]);
	}
}

/**
 * rvk_foreign_unpinned() - the driver cannot access pages any more
 * @r:		a region that is open
 * @first:	first page
 * @nr:		pages
 *
 * Context: any.
 * Return: whether an event may wait for that: then call rvk_foreign_wake().
 */
bool rvk_foreign_unpinned(struct rvk_region *r, unsigned long first,
			  unsigned long nr)
{
	const struct rvk_inode *node;
	bool is_waited_for = false;
	unsigned int k;

	rvk_held_clear(r->held, first, nr);
	/* Pairs with the barrier of wait_event(), after which it looks at @held */
	smp_mb__after_atomic();
	rcu_read_lock();
	for (k = 0; k < r->nr_extents; k++) {
		node = READ_ONCE(r->extents[k].node);
		is_waited_for |= node && READ_ONCE(node->event);
	}
	rcu_read_unlock();
	return is_waited_for;
}
EXPORT_SYMBOL_GPL(rvk_foreign_unpinned);

/**
 * rvk_foreign_wake() - wake the events that wait for a region
 * @r:		the region
 *
 * Context: process.
 */
void rvk_foreign_wake(struct rvk_region *r)
{
	rvk_index_wake(r);
}
EXPORT_SYMBOL_GPL(rvk_foreign_wake);

/**
 * rvk_foreign_close() - take a region from the index whose last pin is gone
 * @r:		was open
 *
 * Context: may sleep; no lock held.
 */
void rvk_foreign_close(struct rvk_region *r)
{
	mutex_lock(&r->lock);
	r->closed = true;
	mutex_unlock(&r->lock);
	rvk_index_wake(r);
	rvk_index_unlink(r);
}
EXPORT_SYMBOL_GPL(rvk_foreign_close);
