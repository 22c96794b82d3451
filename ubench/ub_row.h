/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_row.h - one row of the result: a phase of a job */
#ifndef UB_ROW_H
#define UB_ROW_H

#include <jansson.h>

#include "ubench/ub_job.h"

#define UB_SAMPLES_MAX 1024 /* samples of one row in the result */

/**
 * struct ub_figures - the figures of a row
 * @min:	least sample, in ticks
 * @p50:	median in ticks; the mean of the middle two for an even number
 */
struct ub_figures {
	uint64_t min;
	double p50;
};

/**
 * ub_figures() - compute the figures of samples
 * @samples:	ticks
 * @nr:		number of samples, at least one
 * @figures:	filled in
 *
 * Return: 0, or -ENOMEM.
 */
int ub_figures(const uint64_t *samples, size_t nr, struct ub_figures *figures);

/**
 * ub_job_name() - make the name of a benchmark, CASE/MEMORY/pages:N/PHASE
 * @job:	the job
 * @phase:	counted from 0
 *
 * Return: the name, which the caller frees, or NULL.
 */
char *ub_job_name(const struct ub_job *job, unsigned int phase);

/**
 * ub_row() - make one row of the result
 * @job:	the job, after ub_job_take()
 * @phase:	the phase of that call
 * @samples:	what ub_job_take() returned
 * @figures:	of @samples; ignored if @samples is NULL
 *
 * Return: the row, which the caller puts, or NULL.
 */
json_t *ub_row(const struct ub_job *job, unsigned int phase,
	       const uint64_t *samples, const struct ub_figures *figures);

#endif /* UB_ROW_H */
