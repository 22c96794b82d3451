/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_timeline.h - when the last event did what to a region */
#ifndef RVK_TIMELINE_H
#define RVK_TIMELINE_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <asm/msr.h>
#include <asm/tsc.h>

/* The clock of all times of the core; its rate is tsc_khz */
static inline u64 rvk_clock(void)
{
	return rdtsc_ordered();
}

/* What an event spends its time with; the order is that of kb_uapi.h */
enum rvk_step {
	RVK_STEP_NOTIFY, /* the owner is told, or sent a signal */
	RVK_STEP_WAIT, /* until the owner has let go */
	RVK_STEP_REDIRECT, /* entries rewritten, the device's table flushed */
	RVK_STEP_DRAIN, /* commands that may carry an old address end */
	RVK_STEP_FLUSH, /* DMA addresses unmapped, the IOTLB flushed */
	RVK_STEP_UNPIN, /* pages dirtied and unpinned */
	RVK_STEPS,
};

/**
 * struct rvk_timeline - the last event that hit a region
 * @begin_ticks: it reached the gate; 0: there was none yet
 * @quiet_ticks: its policy was done
 * @end_ticks:	the system call behind the gate returned
 * @unpin_ticks: the last page of its range was unpinned, whoever did that
 * @step_ticks:	spent with each step by the task that truncates
 * @first:	first page of the region that it hits
 * @nr:		how many; what lies between two hits counts as hit
 * @is_open:	it is not over yet
 * @task:	whose steps count while it is open; to compare with only
 *
 * Written by the task that truncates. Where a region lies in two files two
 * events at a time are mixed up here, and nowhere else.
 */
struct rvk_timeline {
	u64 begin_ticks;
	u64 quiet_ticks;
	u64 end_ticks;
	u64 unpin_ticks;
	u64 step_ticks[RVK_STEPS];
	unsigned long first;
	unsigned long nr;
	bool is_open;
	const struct task_struct *task;
};

/* Off: no step is timed, so that what timing them costs is a figure */
extern bool rvk_timeline_enable;

void rvk_timeline_begin(struct rvk_timeline *line, u64 begin_ticks,
			unsigned long first, unsigned long nr);
void rvk_timeline_end(struct rvk_timeline *line, u64 end_ticks);

/**
 * rvk_step_begin() - a step begins
 * @line:	of the region that it is done for
 *
 * Return: what rvk_step_end() needs; 0 if this task's steps do not count.
 */
static inline u64 rvk_step_begin(const struct rvk_timeline *line)
{
	if (!READ_ONCE(rvk_timeline_enable) || line->task != current)
		return 0;
	return rvk_clock();
}

/**
 * rvk_step_end() - a step is done
 * @line:	as in rvk_step_begin()
 * @step:	which; one that is done in parts adds up
 * @since:	from rvk_step_begin()
 */
static inline void rvk_step_end(struct rvk_timeline *line, enum rvk_step step,
				u64 since)
{
	if (since)
		line->step_ticks[step] += rvk_clock() - since;
}

/* Whether pages from @first to before @end are among those */
static inline bool rvk_timeline_overlaps(const struct rvk_timeline *line,
					 unsigned long first, unsigned long end)
{
	return end > line->first && first < line->first + line->nr;
}

/* Whether a page of a region is one that the last event hit */
static inline bool rvk_timeline_hits(const struct rvk_timeline *line,
				     unsigned long i)
{
	unsigned long first = READ_ONCE(line->first);

	return i >= first && i - first < READ_ONCE(line->nr);
}

#endif /* RVK_TIMELINE_H */
