// SPDX-License-Identifier: GPL-2.0-only
/* rvk_timeline.c - time line of the last event that hit a region */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

#include "policies/rvk_timeline.h"

bool rvk_timeline_enable = true;
module_param_named(timeline, rvk_timeline_enable, bool, 0644);
MODULE_PARM_DESC(timeline,
		 "time the steps of events (0: to measure what that costs)");

/**
 * rvk_timeline_begin() - an event hits pages of a region
 * @line:	of the region
 * @begin_ticks: of the event; if the event is open, adds a part of the region
 * @first:	first page of the region
 * @nr:		number of pages
 *
 * Context: the task that truncates, before the policy is called.
 */
void rvk_timeline_begin(struct rvk_timeline *line, u64 begin_ticks,
			unsigned long first, unsigned long nr)
{
	unsigned long end = first + nr;

	if (line->is_open && line->begin_ticks == begin_ticks) {
		end = max(end, line->first + line->nr);
		first = min(first, line->first);
	} else {
		memset(line->step_ticks, 0, sizeof(line->step_ticks));
		line->unpin_ticks = 0;
		line->quiet_ticks = 0;
		line->end_ticks = 0;
		line->begin_ticks = begin_ticks;
		line->task = current;
	}
	WRITE_ONCE(line->nr, end - first);
	WRITE_ONCE(line->first, first);
	WRITE_ONCE(line->is_open, true);
}

/**
 * rvk_timeline_end() - an event ends
 * @line:	of a region that it hit
 * @end_ticks:	when
 */
void rvk_timeline_end(struct rvk_timeline *line, u64 end_ticks)
{
	line->end_ticks = end_ticks;
	line->task = NULL;
	WRITE_ONCE(line->is_open, false);
}
