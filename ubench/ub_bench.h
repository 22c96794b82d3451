/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_bench.h - the jobs of a plan as benchmarks of Google Benchmark */
#ifndef UB_BENCH_H
#define UB_BENCH_H

#include <jansson.h>

#include "ubench/ub_case.h"
#include "ubench/ub_job.h"
#include "ubench/ub_plan.h"

/**
 * ub_bench_register() - register what a plan asks for
 * @plan:	to stay, its lists checked
 * @cases:	user cases and those of the kernel, NULL at the end
 * @nr:		how many
 *
 * The memory is the outer loop, the number of pages the next: each region is
 * set up once for all cases.
 *
 * Return: 0, or -ENOMEM.
 */
int ub_bench_register(const struct ub_plan *plan,
		      const struct ub_case *const *cases, size_t nr);

/**
 * ub_bench_rows() - what came out so far
 *
 * Return: array of rows, a reference of the caller's, or NULL.
 */
json_t *ub_bench_rows(void);

/**
 * ub_bench_only_job() - the job of a plan that has but one
 *
 * Return: the job, or NULL where there is none or another.
 */
struct ub_job *ub_bench_only_job(void);

/**
 * ub_bench_exit() - the exit code that fits the rows
 *
 * Return: RVB_EXIT_HARNESS when one went wrong, RVB_EXIT_NOTHING when none came
 * to anything, else RVB_EXIT_OK.
 */
int ub_bench_exit(void);

#endif /* UB_BENCH_H */
