/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_count.h - what counters say of each phase, in loops of their own */
#ifndef UB_COUNT_H
#define UB_COUNT_H

#include <jansson.h>

#include "ubench/ub_gbench.h"
#include "ubench/ub_job.h"

/**
 * struct ub_counts - what one job counted
 * @phase:	for each an array of objects: event, and either value (a loop;
 *		scaled where it was not counted all the time) or reason
 */
struct ub_counts {
	json_t *phase[KB_PHASES_MAX];
};

/**
 * ub_count() - run a job once more, counting each phase apart
 * @job:	that has run well
 * @counts:	filled in
 *
 * As many loops as the job has; its samples stay as they are. Of switching the
 * counters and of the call into the kernel a part is counted, too: that is what
 * the case `empty` shows.
 */
void ub_count(struct ub_job *job, struct ub_counts *counts);
void ub_count_free(struct ub_counts *counts);

/**
 * ub_count_report() - hand the counters of a phase to Google Benchmark
 * @state:	of the run
 * @counts:	an array of struct ub_counts, or NULL
 */
void ub_count_report(struct ub_gb_state *state, const json_t *counts);

#endif /* UB_COUNT_H */
