/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_bench.h - the jobs of a plan as benchmarks of Google Benchmark */
#ifndef UB_BENCH_H
#define UB_BENCH_H

#include <jansson.h>

#include "ubench/ub_case.h"
#include "ubench/ub_job.h"
#include "ubench/ub_plan.h"

/**
 * ub_bench_register() - register the benchmarks of a plan
 * @plan:	stays referenced; its lists are checked
 * @cases:	user and kernel cases, NULL at the end
 * @nr:		set to the number of benchmarks
 *
 * Memory is the outer loop, number of pages the next one, so that each region is
 * set up once for all cases.
 *
 * Return: 0, or -ENOMEM.
 */
int ub_bench_register(const struct ub_plan *plan,
		      const struct ub_case *const *cases, size_t nr);

/**
 * ub_bench_rows() - get the rows so far
 *
 * Return: an array of rows, which the caller puts, or NULL.
 */
json_t *ub_bench_rows(void);

/**
 * ub_bench_only_job() - get the job of a plan with exactly one
 *
 * Return: the job, or NULL if there is none or more than one.
 */
struct ub_job *ub_bench_only_job(void);

/**
 * ub_bench_exit() - get the exit code for the rows
 *
 * Return: RVB_EXIT_HARNESS if a job failed, RVB_EXIT_NOTHING if no row has
 * figures, else RVB_EXIT_OK.
 */
int ub_bench_exit(void);

#endif /* UB_BENCH_H */
