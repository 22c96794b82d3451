/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_bench.h - the jobs of a plan as benchmarks of Google Benchmark */
#ifndef UB_BENCH_H
#define UB_BENCH_H

#include <jansson.h>

#include "ubench/ub_case.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_job.h"
#include "ubench/ub_plan.h"

/*
 * Register the benchmarks of a plan, which stays referenced: 0 or -ENOMEM.
 * Memory is the outer loop, number of pages the next one, so that each region
 * is set up once for all cases.
 */
int ub_bench_register(const struct ub_plan *plan,
		      const struct ub_case *const *cases, size_t nr);

/* The rows so far, which the caller puts */
json_t *ub_bench_rows(void);

/* The job of a plan with exactly one, else NULL */
struct ub_job *ub_bench_only_job(void);

/* The exit code for the rows */
int ub_bench_exit(void);

/* Prints ticks on stdout, or why a row was refused or skipped */
extern const struct ub_gb_reporter ub_table;

#endif /* UB_BENCH_H */
