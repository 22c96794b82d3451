/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_count.h - counts each phase, in loops of their own */
#ifndef UB_COUNT_H
#define UB_COUNT_H

#include <jansson.h>

#include "ubench/ub_gbench.h"
#include "ubench/ub_job.h"

/**
 * struct ub_counts - counters of one job
 * @phase:	for each phase an array of objects: event, and either value, for
 *		one loop and scaled if it was not counted all the time, or reason
 */
struct ub_counts {
	json_t *phase[KB_PHASES_MAX];
};

/**
 * ub_count() - run a job again and count each phase separately
 * @job:	a job with outcome UB_DONE
 * @counts:	filled in
 *
 * Runs as many loops as the job has and keeps its samples. Part of switching the
 * counters and of entering the kernel is counted as well; the case `empty` shows
 * how much.
 */
void ub_count(struct ub_job *job, struct ub_counts *counts);
void ub_count_free(struct ub_counts *counts);

/**
 * ub_count_report() - pass the counters of a phase to Google Benchmark
 * @state:	of the run
 * @counts:	an array of struct ub_counts, or NULL
 */
void ub_count_report(struct ub_gb_state *state, const json_t *counts);

#endif /* UB_COUNT_H */
