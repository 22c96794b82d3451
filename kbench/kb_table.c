// SPDX-License-Identifier: GPL-2.0-only
/* kb_table.c - the page table of a device, as policies change it */
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "kbench/kb_device.h"

static long point_ns = -1;
module_param(point_ns, long, 0644);
MODULE_PARM_DESC(point_ns,
		 "time of any device to change entries, in ns (-1: its own)");

static long fence_ns = -1;
module_param(fence_ns, long, 0644);
MODULE_PARM_DESC(fence_ns,
		 "time of any device to fence a region, in ns (-1: its own)");

/**
 * kb_table_point_ns() - how long a device takes to change entries
 * @device:	the device
 *
 * Return: nanoseconds; 0: not modelled.
 */
u64 kb_table_point_ns(const struct kb_device *device)
{
	long ns = READ_ONCE(point_ns);

	return ns < 0 ? device->point_ns : ns;
}

/**
 * kb_table_fence_ns() - how long a device takes to put a region into error
 * @device:	the device
 *
 * Return: nanoseconds; 0: not modelled.
 */
u64 kb_table_fence_ns(const struct kb_device *device)
{
	long ns = READ_ONCE(fence_ns);

	return ns < 0 ? device->fence_ns : ns;
}

/*
 * Wait for a command to the hardware, asleep as a driver is. The caller holds
 * rvk_region.lock, a mutex; notifiers that must not block are not for regions
 * with pinned pages, and kb_odp_point() does not come here in any notifier.
 */
static void kb_table_wait(u64 ns)
{
	ktime_t time = ns_to_ktime(ns);

	if (!ns)
		return;
	might_sleep();
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_hrtimeout(&time, HRTIMER_MODE_REL);
}

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
 * Takes kb_table_point_ns(). When this returns, no access that looks the table
 * up uses an old entry: each access is made under the same lock.
 */
void kb_table_point(struct rvk_region *r, unsigned long first, unsigned long nr,
		    dma_addr_t to)
{
	struct kb_mr *mr = kb_mr(r);

	kb_table_wait(kb_table_point_ns(mr->device));
	spin_lock_bh(&mr->lock);
	memset64(&mr->table[first], to, nr);
	spin_unlock_bh(&mr->lock);
}

/**
 * kb_table_fence() - put a region into error
 * @r:		the region; takes kb_table_fence_ns(), once
 */
void kb_table_fence(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);

	/* Nobody else sets it: the caller holds rvk_region.lock */
	if (!READ_ONCE(mr->dead))
		kb_table_wait(kb_table_fence_ns(mr->device));
	spin_lock_bh(&mr->lock);
	mr->dead = true;
	spin_unlock_bh(&mr->lock);
}
