// SPDX-License-Identifier: GPL-2.0-only
/* kb_ledger.c - record accesses: sums, single commands, the last event */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "kbench/kb_arg.h"
#include "kbench/kb_device.h"

static_assert(KB_STEP_NOTIFY == (int)RVK_STEP_NOTIFY);
static_assert(KB_STEP_UNPIN == (int)RVK_STEP_UNPIN);
static_assert(KB_STEP_IOTLB == (int)RVK_STEPS);
static_assert(KB_STEPS_MAX > KB_STEP_IOTLB);

/**
 * kb_ledger_init() - initialise a ledger
 * @mr:		zeroed, but for fields that the caller has set
 * @nr_log:	commands to keep
 *
 * Return: 0 or -ENOMEM.
 */
int kb_ledger_init(struct kb_mr *mr, u32 nr_log)
{
	mutex_init(&mr->read_lock);
	if (!nr_log)
		return 0;
	mr->log = kvcalloc(nr_log, sizeof(*mr->log), GFP_KERNEL_ACCOUNT);
	mr->max_log = nr_log;
	return mr->log ? 0 : -ENOMEM;
}

/**
 * kb_ledger_free() - free a ledger
 * @mr:		its device is stopped
 */
void kb_ledger_free(struct kb_mr *mr)
{
	kvfree(mr->log);
	mutex_destroy(&mr->read_lock);
}

/* Whether the last event removes, or has removed, the page from the file */
static bool kb_is_old(const struct kb_mr *mr, unsigned long i, bool stale)
{
	const struct rvk_timeline *line = &mr->r.line;

	return rvk_timeline_hits(line, i) &&
	       (stale || READ_ONCE(line->is_open));
}

static u32 kb_outcome(struct kb_mr *mr, unsigned long i, struct page *page)
{
	bool stale;

	if (!page)
		return KB_MOVED_REFUSED;
	if (rvk_region_is_scratch(&mr->r, page))
		return KB_MOVED_SCRATCH;
	stale = rvk_region_is_stale(&mr->r, i, page);
	if (kb_is_old(mr, i, stale))
		mr->access_ticks = rvk_clock();
	return stale ? KB_MOVED_STALE : KB_MOVED_RIGHT;
}

static __always_inline void kb_log_access(struct kb_mr *mr, unsigned long i,
					  u32 outcome, u64 word, u64 ticks)
{
	struct kb_move *entry;

	if (mr->nr_log == mr->max_log) {
		mr->nr_lost++;
		return;
	}
	entry = &mr->log[mr->nr_log];
	entry->ticks = ticks ?: rvk_clock();
	entry->word = word;
	entry->page = i;
	entry->outcome = outcome;
	/* kb_log_read() sees a whole entry or none, without the lock */
	smp_store_release(&mr->nr_log, mr->nr_log + 1);
}

/* @ticks: of the access; 0: it is made now */
static __always_inline void kb_enter(struct kb_mr *mr, unsigned long i,
				     u32 outcome, u64 word, u64 ticks)
{
	struct kb_ledger *ledger = &mr->ledger;

	switch (outcome) {
	case KB_MOVED_REFUSED:
		ledger->refused_bytes += PAGE_SIZE;
		break;
	case KB_MOVED_SCRATCH:
		ledger->scratch_bytes += PAGE_SIZE;
		break;
	case KB_MOVED_STALE:
		ledger->stale_bytes += PAGE_SIZE;
		ledger->stale_ticks = ticks ?: rvk_clock();
		break;
	default:
		ledger->right_bytes += PAGE_SIZE;
	}
	if (outcome != KB_MOVED_REFUSED && !(mr->r.flags & RVK_REGION_WRITE))
		ledger->last_word = word;
	ledger->nr_commands++;
	if (mr->max_log)
		kb_log_access(mr, i, outcome, word, ticks);
}

/**
 * kb_ledger_count() - count a command that ended
 * @mr:		locked
 * @i:		page of the region
 * @page:	page that was read or written, NULL for an error
 * @word:	its first word
 */
void kb_ledger_count(struct kb_mr *mr, unsigned long i, struct page *page,
		     u64 word)
{
	u32 outcome = kb_outcome(mr, i, page);

	lockdep_assert_held(&mr->lock);
	kb_enter(mr, i, outcome, word, 0);
}

/**
 * kb_ledger_see() - what an access to a page is, now
 * @mr:		locked
 * @i:		page of the region
 * @page:	page that is read or written, NULL for an error
 *
 * Return: for kb_ledger_enter(), when it is known which page it was.
 */
struct kb_seen kb_ledger_see(const struct kb_mr *mr, unsigned long i,
			     struct page *page)
{
	struct kb_seen seen = { .outcome = KB_MOVED_REFUSED };
	bool stale;

	lockdep_assert_held(&mr->lock);
	if (page && rvk_region_is_scratch(&mr->r, page)) {
		seen.outcome = KB_MOVED_SCRATCH;
	} else if (page) {
		stale = rvk_region_is_stale(&mr->r, i, page);
		seen.is_old = kb_is_old(mr, i, stale);
		seen.outcome = stale ? KB_MOVED_STALE : KB_MOVED_RIGHT;
	}
	return seen;
}

/**
 * kb_ledger_enter() - count a command that ended some time after its access
 * @mr:		locked
 * @i:		page of the region
 * @seen:	from kb_ledger_see(), at the access
 * @word:	first word that was read or written
 * @ticks:	rvk_clock() at the access
 */
void kb_ledger_enter(struct kb_mr *mr, unsigned long i, struct kb_seen seen,
		     u64 word, u64 ticks)
{
	lockdep_assert_held(&mr->lock);
	if (seen.is_old)
		mr->access_ticks = ticks;
	kb_enter(mr, i, seen.outcome, word, ticks);
}

/**
 * kb_ioc_ledger() - KB_IOC_LEDGER
 * @mr:		the region
 * @uarg:	struct kb_ledger
 *
 * Return: 0 or -errno.
 */
int kb_ioc_ledger(struct kb_mr *mr, void __user *uarg)
{
	struct rvk_stats stats;
	struct kb_ledger arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags)
		return -EINVAL;

	spin_lock_bh(&mr->lock);
	arg = mr->ledger;
	spin_unlock_bh(&mr->lock);
	mutex_lock(&mr->r.lock);
	stats = mr->r.stats;
	mutex_unlock(&mr->r.lock);

	arg.abi = KB_ABI;
	arg.nr_events = atomic64_read(&stats.nr_events);
	arg.nr_unmaps = stats.nr_unmaps;
	arg.begin_ticks = mr->r.line.begin_ticks;
	arg.quiet_ticks = mr->r.line.quiet_ticks;
	arg.end_ticks = mr->r.line.end_ticks;
	arg.revoked_pages = stats.revoked_pages;
	arg.scratch_pages = stats.scratch_pages;
	arg.quarantine_pages = stats.quarantine_pages;
	arg.quarantine_max = stats.quarantine_max;
	arg.escaped_pages = atomic64_read(&stats.escaped_pages);
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

/**
 * kb_ioc_timeline() - KB_IOC_TIMELINE
 * @mr:		the region
 * @uarg:	struct kb_timeline
 *
 * Return: 0 or -errno.
 */
int kb_ioc_timeline(struct kb_mr *mr, void __user *uarg)
{
	const struct rvk_timeline *line = &mr->r.line;
	struct kb_timeline arg;
	int i, ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (arg.flags)
		return -EINVAL;

	memset(&arg, 0, sizeof(arg));
	arg.abi = KB_ABI;
	arg.begin_ticks = line->begin_ticks;
	arg.quiet_ticks = line->quiet_ticks;
	arg.end_ticks = line->end_ticks;
	arg.unpin_ticks = line->unpin_ticks;
	for (i = 0; i < RVK_STEPS; i++)
		arg.step_ticks[i] = line->step_ticks[i];
	if (mr->device->flush_ticks)
		arg.step_ticks[KB_STEP_IOTLB] = mr->device->flush_ticks(mr);
	arg.step_ticks[KB_STEP_REDIRECT] -=
		min(arg.step_ticks[KB_STEP_REDIRECT],
		    arg.step_ticks[KB_STEP_IOTLB]);
	spin_lock_bh(&mr->lock);
	if (mr->access_ticks >= arg.begin_ticks)
		arg.access_ticks = mr->access_ticks;
	spin_unlock_bh(&mr->lock);
	return kb_put_arg(uarg, &arg, sizeof(arg));
}

static int kb_log_read(struct kb_mr *mr, struct kb_log *arg)
{
	u32 nr;

	lockdep_assert_held(&mr->read_lock);
	/* Pairs with kb_log_access(); entries below nr_log do not change */
	nr = smp_load_acquire(&mr->nr_log) - mr->nr_read;
	arg->nr_moves = min(arg->nr_moves, nr);
	if (copy_to_user(u64_to_user_ptr(arg->moves), mr->log + mr->nr_read,
			 arg->nr_moves * sizeof(*mr->log)))
		return -EFAULT;
	mr->nr_read += arg->nr_moves;
	return 0;
}

/**
 * kb_ioc_log() - KB_IOC_LOG
 * @mr:		the region
 * @uarg:	struct kb_log
 *
 * Return: 0 or -errno.
 */
int kb_ioc_log(struct kb_mr *mr, void __user *uarg)
{
	struct kb_log arg;
	int ret;

	ret = kb_get_arg(&arg, sizeof(arg), uarg);
	if (ret)
		return ret;
	if (mutex_lock_killable(&mr->read_lock))
		return -EINTR;
	ret = kb_log_read(mr, &arg);
	mutex_unlock(&mr->read_lock);
	if (ret)
		return ret;

	spin_lock_bh(&mr->lock);
	arg.nr_lost = mr->nr_lost;
	spin_unlock_bh(&mr->lock);
	return kb_put_arg(uarg, &arg, sizeof(arg));
}
