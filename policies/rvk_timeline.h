/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_timeline.h - time line of the last event that hit a region */
#ifndef RVK_TIMELINE_H
#define RVK_TIMELINE_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <asm/msr.h>
#include <asm/tsc.h>

/* The clock of the core; its rate is tsc_khz. rvk.ko needs a stable TSC */
static inline u64 rvk_clock(void)
{
	return rdtsc_ordered();
}

/* Steps of an event; the values are KB_STEP_* */
enum rvk_step {
	RVK_STEP_NOTIFY, /* notify the owner, or send it a signal */
	RVK_STEP_WAIT, /* wait until the owner has released */
	RVK_STEP_REDIRECT, /* rewrite entries, flush the device's table */
	RVK_STEP_DRAIN, /* wait for commands that may carry an old address */
	RVK_STEP_FLUSH, /* unmap DMA addresses; a strict IOMMU flushes, too */
	RVK_STEP_UNPIN, /* dirty and unpin pages */
	RVK_STEPS,
};

/**
 * struct rvk_timeline - the last event that hit a region
 * @begin_ticks: the event reached the gate; 0 before the first event
 * @quiet_ticks: the policy returned
 * @end_ticks:	the system call behind the gate returned
 * @unpin_ticks: the last page of the range was unpinned, by any task
 * @step_ticks:	spent in each step by the task that truncates
 * @first:	first page of the region that the event hits
 * @nr:		number of pages; includes pages between two hits
 * @is_open:	the event is in progress
 * @task:	the task whose steps count while @is_open; never dereferenced
 *
 * Written by the task that truncates. If a region has pages of two files, two
 * events at a time mix their time lines; nothing else is affected.
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

/* Parameter; when off no step is timed, to measure what timing costs */
extern bool rvk_timeline_enable;

void rvk_timeline_begin(struct rvk_timeline *line, u64 begin_ticks,
			unsigned long first, unsigned long nr);
void rvk_timeline_end(struct rvk_timeline *line, u64 end_ticks);

/**
 * rvk_step_begin() - a step begins
 * @line:	of the region
 *
 * Return: for rvk_step_end(); 0 if this task's steps do not count.
 */
static inline u64 rvk_step_begin(const struct rvk_timeline *line)
{
	if (!READ_ONCE(rvk_timeline_enable) || line->task != current)
		return 0;
	return rvk_clock();
}

/**
 * rvk_step_end() - a step ends
 * @line:	as in rvk_step_begin()
 * @step:	the step; its parts add up
 * @since:	from rvk_step_begin()
 */
static inline void rvk_step_end(struct rvk_timeline *line, enum rvk_step step,
				u64 since)
{
	if (since)
		line->step_ticks[step] += rvk_clock() - since;
}

/* Whether the last event hit a page from @first up to before @end */
static inline bool rvk_timeline_overlaps(const struct rvk_timeline *line,
					 unsigned long first, unsigned long end)
{
	return end > line->first && first < line->first + line->nr;
}

/* Whether the last event hit page @i */
static inline bool rvk_timeline_hits(const struct rvk_timeline *line,
				     unsigned long i)
{
	unsigned long first = READ_ONCE(line->first);

	return i >= first && i - first < READ_ONCE(line->nr);
}

#endif /* RVK_TIMELINE_H */
