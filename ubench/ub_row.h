/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_row.h - one row of the result: a phase of a job */
#ifndef UB_ROW_H
#define UB_ROW_H

#include <jansson.h>

#include "ubench/ub_job.h"

#define UB_SAMPLES_MAX 1024 /* samples of one row in the result */

/* The figures of a row */
struct ub_figures {
	uint64_t min; /* least sample, in ticks */
	/* median in ticks; the mean of the middle two for an even number */
	double p50;
};

/* Compute the figures of at least one sample: 0, or -ENOMEM */
int ub_figures(const uint64_t *samples, size_t nr, struct ub_figures *figures);

/* "CASE/MEMORY/pages:N/PHASE", to be freed */
char *ub_job_name(const struct ub_job *job, unsigned int phase);

/* Make a row from what ub_job_take() returned; the caller puts it */
json_t *ub_row(const struct ub_job *job, unsigned int phase,
	       const uint64_t *samples, const struct ub_figures *figures);

#endif /* UB_ROW_H */
