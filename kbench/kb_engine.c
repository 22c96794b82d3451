// SPDX-License-Identifier: GPL-2.0-only
/* kb_engine.c - commands of a device, issued by timers or by a thread */
#include <linux/highmem.h>
#include <linux/iommu.h>
#include <linux/kthread.h>
#include <linux/slab.h>

#include "kbench/kb_device.h"
#include "policies/rvk_compat.h"

/* A timer is late by more than this share of the time between two commands */
#define KB_LATE_SHARE 4
/* Late timers in a row; a host that pauses the guest delays each timer once */
#define KB_LATE_MAX 64
#define KB_WORK_WAIT_MS 10 /* how long kb_mr.work may be queued */

/* The page at a DMA address; without an IOMMU that is the physical address */
static struct page *kb_bus_page(struct device *dev, dma_addr_t addr)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);
	phys_addr_t phys = domain ? iommu_iova_to_phys(domain, addr) : addr;

	return pfn_to_page(PHYS_PFN(phys));
}

static u64 kb_copy(struct kb_mr *mr, struct page *page, unsigned long i)
{
	u64 word, *words = kmap_local_page(page);

	if (mr->r.flags & RVK_REGION_WRITE)
		memset64(words, mr->cookie + i, PAGE_SIZE / sizeof(*words));
	word = *words;
	kunmap_local(words);
	return word;
}

/* Issue a command; it carries the address that the table has now */
static void kb_issue(struct kb_mr *mr, struct kb_slot *slot)
{
	lockdep_assert_held(&mr->lock);
	slot->page = mr->next;
	mr->next = (mr->next + 1) % mr->r.nr_pages;
	slot->addr = mr->dead ? RVK_NOWHERE : mr->table[slot->page];
	slot->number = ++mr->nr_issued;
	slot->state = KB_SLOT_ISSUED;
}

/* End a command: access the memory */
static void kb_complete(struct kb_mr *mr, struct kb_slot *slot, bool failed)
{
	struct page *page = NULL;
	dma_addr_t addr;
	u64 word = 0;

	lockdep_assert_held(&mr->lock);
	if (mr->device->is_early)
		addr = slot->addr;
	else
		addr = mr->dead ? RVK_NOWHERE : mr->table[slot->page];

	if (!failed && addr != RVK_NOWHERE) {
		page = kb_bus_page(mr->r.dev, addr);
		word = kb_copy(mr, page, slot->page);
	}
	kb_ledger_count(mr, slot->page, page, word);
	slot->state = KB_SLOT_IDLE;
	wake_up_all(&mr->ended);
}

static bool kb_needs_fault(const struct kb_mr *mr, const struct kb_slot *slot)
{
	lockdep_assert_held(&mr->lock);
	return mr->device->fault && !mr->dead &&
	       mr->table[slot->page] == RVK_NOWHERE;
}

/*
 * Fault until the entry is valid under the lock, which is dropped meanwhile.
 * Process context. Returns true if the fault failed.
 */
static bool kb_fault(struct kb_mr *mr, struct kb_slot *slot)
	__must_hold(&mr->lock)
{
	int ret = 0;

	while (!ret && kb_needs_fault(mr, slot)) {
		mr->ledger.nr_faults++;
		spin_unlock_bh(&mr->lock);
		ret = mr->device->fault(mr, slot->page);
		spin_lock_bh(&mr->lock);
	}
	return ret;
}

/*
 * Whether timers starve this CPU: they expired late, so kb_mr.work was queued,
 * and it has not run within KB_WORK_WAIT_MS. The caller then defers commands to
 * the work, which ends them and starts their timers again.
 */
static bool kb_starves(struct kb_mr *mr, const struct hrtimer *timer)
{
	ktime_t now = ktime_get();
	u64 late = ktime_to_ns(ktime_sub(now, hrtimer_get_expires(timer)));

	lockdep_assert_held(&mr->lock);
	if (!mr->work_queued) {
		if (late * mr->depth < mr->latency_ns / KB_LATE_SHARE) {
			mr->nr_late = 0;
		} else if (++mr->nr_late == KB_LATE_MAX) {
			mr->work_queued = now;
			queue_work(system_dfl_wq, &mr->work);
		}
		return false;
	}
	if (ktime_ms_delta(now, mr->work_queued) < KB_WORK_WAIT_MS)
		return false;
	if (!mr->ledger.nr_deferred++)
		pr_notice_ratelimited("kbench: timers of %s starve CPU %d\n",
				      mr->device->ops.name, smp_processor_id());
	return true;
}

/* The timer engine: a command ends when its timer expires */
static enum hrtimer_restart kb_timer_end(struct hrtimer *timer)
{
	struct kb_slot *slot = container_of(timer, struct kb_slot, timer);
	enum hrtimer_restart restart = HRTIMER_NORESTART;
	struct kb_mr *mr = slot->mr;

	spin_lock(&mr->lock);
	if (mr->stopping) {
		slot->state = KB_SLOT_IDLE;
	} else if (kb_needs_fault(mr, slot) || kb_starves(mr, timer)) {
		slot->state = KB_SLOT_DEFERRED;
		queue_work(system_dfl_wq, &mr->work);
	} else {
		kb_complete(mr, slot, false);
		kb_issue(mr, slot);
		hrtimer_forward_now(timer, ns_to_ktime(mr->latency_ns));
		restart = HRTIMER_RESTART;
	}
	spin_unlock(&mr->lock);
	return restart;
}

static void kb_timer_begin(struct kb_mr *mr, struct kb_slot *slot,
			   u64 latency_ns)
{
	lockdep_assert_held(&mr->lock);
	kb_issue(mr, slot);
	hrtimer_start(&slot->timer, ns_to_ktime(latency_ns),
		      HRTIMER_MODE_REL_SOFT);
}

static void kb_deferred_work(struct work_struct *work)
{
	struct kb_mr *mr = container_of(work, struct kb_mr, work);
	struct kb_slot *slot;
	bool failed;

	spin_lock_bh(&mr->lock);
	mr->work_queued = 0;
	mr->nr_late = 0;
	spin_unlock_bh(&mr->lock);

	for (slot = mr->slots; slot < mr->slots + mr->depth; slot++) {
		if (READ_ONCE(slot->state) != KB_SLOT_DEFERRED)
			continue;
		spin_lock_bh(&mr->lock);
		failed = kb_fault(mr, slot);
		if (mr->stopping) {
			slot->state = KB_SLOT_IDLE;
		} else {
			kb_complete(mr, slot, failed);
			kb_timer_begin(mr, slot, mr->latency_ns);
		}
		spin_unlock_bh(&mr->lock);
		cond_resched();
	}
}

/* Spread the first commands evenly, as in a queue that has run for a while */
static int kb_timer_start(struct kb_mr *mr)
{
	struct kb_slot *slot = mr->slots;
	unsigned int i;

	spin_lock_bh(&mr->lock);
	for (i = 0; i < mr->depth; i++)
		kb_timer_begin(mr, slot + i,
			       mr->latency_ns * (i + 1) / mr->depth);
	spin_unlock_bh(&mr->lock);
	return 0;
}

/* The thread engine: issue all commands, then end them one by one */
static int kb_thread(void *data)
{
	struct kb_mr *mr = data;
	struct kb_slot *slot, *end = mr->slots + mr->depth;
	bool failed;

	while (!kthread_should_stop()) {
		spin_lock_bh(&mr->lock);
		for (slot = mr->slots; slot < end; slot++)
			kb_issue(mr, slot);
		spin_unlock_bh(&mr->lock);
		for (slot = mr->slots; slot < end; slot++) {
			cond_resched();
			spin_lock_bh(&mr->lock);
			failed = kb_fault(mr, slot);
			kb_complete(mr, slot, failed);
			spin_unlock_bh(&mr->lock);
		}
	}
	return 0;
}

static int kb_thread_start(struct kb_mr *mr)
{
	struct task_struct *thread;

	thread = kthread_run(kb_thread, mr, "kbench/%s", mr->device->ops.name);
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	mr->thread = thread;
	return 0;
}

static const struct kb_engine {
	const char *name;
	int (*start)(struct kb_mr *mr);
} kb_engines[] = {
	{ "thread", kb_thread_start },
	{ "timer", kb_timer_start },
};

static const struct kb_engine *kb_engine_find(const char *name)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(kb_engines); i++)
		if (!strcmp(kb_engines[i].name, name))
			return &kb_engines[i];
	return NULL;
}

/**
 * kb_engine_exists() - whether an engine of that name exists
 * @engine:	a string
 *
 * Return: true if so.
 */
bool kb_engine_exists(const char *engine)
{
	return kb_engine_find(engine);
}

/**
 * kb_engine_start() - start the commands of a device
 * @mr:		an open region
 * @engine:	a name for which kb_engine_exists(); a real device has its own
 *
 * Return: 0 or -errno.
 */
int kb_engine_start(struct kb_mr *mr, const char *engine)
{
	if (!mr->depth)
		return 0;
	return mr->device->start ? mr->device->start(mr) :
				   kb_engine_find(engine)->start(mr);
}

/**
 * kb_engine_stop() - rvk_device_ops.stop of all devices
 * @r:		the region; no command of it is in progress on return
 */
void kb_engine_stop(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);
	unsigned int i;

	spin_lock_bh(&mr->lock);
	mr->stopping = true;
	spin_unlock_bh(&mr->lock);

	if (mr->thread)
		kthread_stop(mr->thread);
	mr->thread = NULL;
	for (i = 0; i < mr->depth; i++) {
		hrtimer_cancel(&mr->slots[i].timer);
		/* A command that was cancelled will never use its address */
		WRITE_ONCE(mr->slots[i].state, KB_SLOT_IDLE);
	}
	cancel_work_sync(&mr->work);
	wake_up_all(&mr->ended);
}

/* Whether each command up to number @last has ended */
static bool kb_drained(struct kb_mr *mr, u64 last)
{
	const struct kb_slot *slot = mr->slots;
	const struct kb_slot *end = slot + mr->depth;

	spin_lock_bh(&mr->lock);
	while (slot < end &&
	       (slot->state == KB_SLOT_IDLE || slot->number > last))
		slot++;
	spin_unlock_bh(&mr->lock);
	return slot == end;
}

/**
 * kb_engine_drain() - wait for each command in progress to end
 * @r:		the region; new commands may begin meanwhile, and are not waited
 *		for: a command lives for kb_mr.latency_ns, so this takes no longer
 */
void kb_engine_drain(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);
	u64 last;

	might_sleep();
	spin_lock_bh(&mr->lock);
	last = mr->nr_issued;
	spin_unlock_bh(&mr->lock);
	wait_event(mr->ended, kb_drained(mr, last));
}

/**
 * kb_engine_no_drain() - for devices whose accesses look the table up
 * @r:		the region; its commands carry no addresses
 */
void kb_engine_no_drain(struct rvk_region *r)
{
}

/**
 * kb_mr_free() - rvk_region.free
 * @r:		member of a kb_mr; the device is stopped
 */
void kb_mr_free(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);

	kb_ledger_free(mr);
	kvfree(mr->slots);
	kvfree(mr->table);
	kfree(mr);
}

/**
 * kb_mr_new() - allocate the device's side of a region
 * @device:	the device
 * @arg:	checked by the caller
 *
 * Return: a struct for kb_mr_free(), whose @r is not filled in, or NULL.
 */
struct kb_mr *kb_mr_new(const struct kb_device *device,
			const struct kb_region *arg)
{
	struct kb_mr *mr;
	unsigned int i;

	mr = kzalloc(sizeof(*mr), GFP_KERNEL_ACCOUNT);
	if (!mr)
		return NULL;
	mr->device = device;
	mr->depth = arg->depth;
	mr->latency_ns = arg->latency_ns;
	mr->cookie = arg->cookie;
	spin_lock_init(&mr->lock);
	init_waitqueue_head(&mr->ended);
	INIT_WORK(&mr->work, kb_deferred_work);
	mr->table =
		kvcalloc(arg->nr_pages, sizeof(*mr->table), GFP_KERNEL_ACCOUNT);
	mr->slots = kvcalloc(max(mr->depth, 1U), sizeof(*mr->slots),
			     GFP_KERNEL_ACCOUNT);
	if (!mr->table || !mr->slots || kb_ledger_init(mr, arg->nr_log)) {
		kb_mr_free(&mr->r);
		return NULL;
	}
	for (i = 0; i < mr->depth; i++) {
		mr->slots[i].mr = mr;
		rvk_hrtimer_setup(&mr->slots[i].timer, kb_timer_end);
	}
	return mr;
}
