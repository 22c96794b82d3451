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

/*
 * Run a job with outcome UB_DONE again, for as many loops, and count each phase
 * separately. Part of switching the counters and of entering the kernel is
 * counted as well; the case `empty` shows how much.
 */
void ub_count(struct ub_job *job, struct ub_counts *counts);
void ub_count_free(struct ub_counts *counts);

/* Pass the counters of a phase, or none if NULL, to Google Benchmark */
void ub_count_report(struct ub_gb_state *state, const json_t *counts);

#endif /* UB_COUNT_H */
