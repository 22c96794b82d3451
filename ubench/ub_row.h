/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_row.h - one row of the result: a phase of a job */
#ifndef UB_ROW_H
#define UB_ROW_H

#include <jansson.h>

#include "ubench/ub_job.h"

#define UB_SAMPLES_MAX 1024 /* of one row that go into the result */

/**
 * struct ub_figures - what a row comes down to
 * @min:	ticks
 * @p50:	ticks; the mean of the middle two for an even number
 */
struct ub_figures {
	uint64_t min;
	double p50;
};

/**
 * ub_figures() - reduce samples
 * @samples:	ticks
 * @nr:		how many, at least one
 * @figures:	filled in
 *
 * Return: 0, or -ENOMEM.
 */
int ub_figures(const uint64_t *samples, size_t nr, struct ub_figures *figures);

/**
 * ub_job_name() - the name of a benchmark, CASE/MEMORY/pages:N/PHASE
 * @job:	the job
 * @phase:	counted from 0
 *
 * Return: the name, to be freed, or NULL.
 */
char *ub_job_name(const struct ub_job *job, unsigned int phase);

/**
 * ub_row() - one row
 * @job:	after ub_job_take()
 * @phase:	what was taken
 * @samples:	what ub_job_take() returned
 * @figures:	of these; not looked at without @samples
 *
 * Return: the row, a reference of the caller's, or NULL.
 */
json_t *ub_row(const struct ub_job *job, unsigned int phase,
	       const uint64_t *samples, const struct ub_figures *figures);

#endif /* UB_ROW_H */
