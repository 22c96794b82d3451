/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_device.h - what a device in kbench/devices/ implements, and its engine */
#ifndef KB_DEVICE_H
#define KB_DEVICE_H

#include <linux/hrtimer.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "kbench/kb_uapi.h"
#include "policies/rvk_region.h"

struct kb_mr;

/**
 * struct kb_device - one device; kbench/devices/NAME.c defines kb_device_NAME
 * @title:	one line
 * @ops:	what the revoke core calls: kb_table_*() and kb_engine_*()
 * @is_early:	a command gets its address when it is issued; else the access
 *		looks the table up
 * @point_ns:	how long the hardware takes to change entries, after which the
 *		new ones are used; 0: not modelled
 * @fence_ns:	as @point_ns, to put a region into error
 * @command_ns:	how long a command takes, whatever kb_region.latency_ns says;
 *		0: that long
 * @dev:	the real device, which DMA is mapped for; it returns NULL where the
 *		machine has none. NULL for an emulated device
 * @start:	issue commands by the real device; NULL for an emulated one, whose
 *		engine is chosen by its name
 * @fault:	make entry @i valid; process context, may sleep; NULL where an
 *		access to an entry that is not valid is an error
 * @flush_ticks: how long the last event that hit a region flushed an IOTLB; NULL
 *		without an IOMMU
 */
struct kb_device {
	const char *title;
	struct rvk_device_ops ops;
	bool is_early;
	u64 point_ns;
	u64 fence_ns;
	u64 command_ns;
	struct device *(*dev)(void);
	int (*start)(struct kb_mr *mr);
	int (*fault)(struct kb_mr *mr, unsigned long i);
	u64 (*flush_ticks)(const struct kb_mr *mr);
};

/**
 * struct kb_seen - what an access to a page is at the time when it is made
 * @outcome:	KB_MOVED_*
 * @is_old:	the last event removes, or has removed, the page from the file
 */
struct kb_seen {
	u32 outcome;
	bool is_old;
};

enum kb_slot_state {
	KB_SLOT_IDLE,
	KB_SLOT_ISSUED,
	KB_SLOT_DEFERRED,
};

/**
 * struct kb_slot - a command
 * @timer:	ends it (timer engine)
 * @mr:		its region
 * @state:	idle, issued, or deferred to kb_mr.work
 * @page:	page of the region
 * @addr:	address that it carries, if kb_device.is_early
 * @number:	the command's: kb_mr.nr_issued when it was issued
 */
struct kb_slot {
	struct hrtimer timer;
	struct kb_mr *mr;
	enum kb_slot_state state;
	unsigned long page;
	dma_addr_t addr;
	u64 number;
};

/**
 * struct kb_mr - a region as its device sees it
 * @r:		the region as the revoke core sees it
 * @device:	the device
 * @lock:	protects @table, @dead, @slots, @stopping, @next, @nr_issued,
 *		@nr_late, @work_queued, @ledger and all from @access_ticks to
 *		@nr_lost.
 *		Each access is made with it held, so no access is in progress
 *		while another context holds it. Taken in softirq context.
 * @table:	page table of the device: DMA addresses or RVK_NOWHERE
 * @dead:	the region is in error
 * @depth:	number of @slots
 * @slots:	commands in progress
 * @next:	page of the next command
 * @nr_issued:	commands issued so far
 * @latency_ns:	of a command (timer engine)
 * @cookie:	word that a device which writes adds page numbers to
 * @stopping:	no new command begins
 * @ended:	woken when a command ends
 * @thread:	thread engine, or NULL
 * @work:	timer engine: ends commands that need process context, also
 *		when timers expire too late in softirq context
 * @nr_late:	consecutive timers that expired late
 * @work_queued: when @work was queued because timers came late, or 0
 * @ledger:	sums of all accesses
 * @access_ticks: rvk_clock() at the last access to a page that the last event
 *		removes, or has removed, from the file
 * @log:	the first commands that ended, or NULL
 * @nr_log:	entries in @log; these are not written again
 * @max_log:	size of @log
 * @nr_lost:	commands that ended when @log was full
 * @nr_read:	entries that were read; protected by @read_lock
 * @read_lock:	serialises readers of the log and of events; a mutex, taken
 *		before @lock
 */
struct kb_mr {
	struct rvk_region r;
	const struct kb_device *device;
	spinlock_t lock; /* see above */
	dma_addr_t *table;
	bool dead;
	unsigned int depth;
	struct kb_slot *slots;
	unsigned long next;
	u64 nr_issued;
	u64 latency_ns;
	u64 cookie;
	bool stopping;
	wait_queue_head_t ended;
	struct task_struct *thread;
	struct work_struct work;
	unsigned int nr_late;
	ktime_t work_queued;
	struct kb_ledger ledger;
	u64 access_ticks;
	struct kb_move *log;
	u32 nr_log;
	u32 max_log;
	u64 nr_lost;
	u32 nr_read;
	struct mutex read_lock; /* see above */
};

static inline struct kb_mr *kb_mr(struct rvk_region *r)
{
	return container_of(r, struct kb_mr, r);
}

int kb_ioc_device(void __user *uarg);

struct kb_mr *kb_mr_new(const struct kb_device *device,
			const struct kb_region *arg);
void kb_mr_free(struct rvk_region *r);

u64 kb_table_point_ns(const struct kb_device *device);
u64 kb_table_fence_ns(const struct kb_device *device);
void kb_table_map(struct rvk_region *r);
void kb_table_point(struct rvk_region *r, unsigned long first, unsigned long nr,
		    dma_addr_t to);
void kb_table_fence(struct rvk_region *r);
void kb_engine_drain(struct rvk_region *r);
void kb_engine_no_drain(struct rvk_region *r);
void kb_engine_stop(struct rvk_region *r);
int kb_engine_start(struct kb_mr *mr, const char *engine);
bool kb_engine_exists(const char *engine);

int kb_ledger_init(struct kb_mr *mr, u32 nr_log);
void kb_ledger_free(struct kb_mr *mr);
void kb_ledger_count(struct kb_mr *mr, unsigned long i, struct page *page,
		     u64 word);
struct kb_seen kb_ledger_see(const struct kb_mr *mr, unsigned long i,
			     struct page *page);
void kb_ledger_enter(struct kb_mr *mr, unsigned long i, struct kb_seen seen,
		     u64 word, u64 ticks);
int kb_ioc_ledger(struct kb_mr *mr, void __user *uarg);
int kb_ioc_timeline(struct kb_mr *mr, void __user *uarg);
int kb_ioc_log(struct kb_mr *mr, void __user *uarg);

int kb_mr_open(struct kb_region *arg, const char *name, struct device *dev,
	       struct kb_mr **opened);
void kb_mr_close(struct kb_mr *mr);
int kb_region_open(struct kb_region *arg, const char *name, struct device *dev,
		   void __user *uarg);

/* Generated by Kbuild from kbench/devices/: kb_device_NAME, and the lists of them */
#include "kb_devices.h"

#endif /* KB_DEVICE_H */
