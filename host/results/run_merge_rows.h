/* SPDX-License-Identifier: GPL-2.0-only */
/* run_merge_rows.h - merge the rows of several boots */
#ifndef RUN_MERGE_ROWS_H
#define RUN_MERGE_ROWS_H

#include "host/run/run.h"
#include "reports/model/rp_schema.h"

/* More boots are never merged into one figure. */
#define RUN_SEEDS_MAX 8

#define RUN_DISAGREE "the seeds disagree on what this is"

/* Boots that are merged with each other */
struct run_group {
	const struct rp_kind *kind; /* of the rows */
	const struct run_cell *cell[RUN_SEEDS_MAX]; /* the boots */
	/* of each boot the row, or the part of it, that is being merged */
	json_t *row[RUN_SEEDS_MAX];
	int nr; /* how many boots */
	bool emulated; /* timed in a guest without hardware help */
	size_t samples; /* most raw samples of one distribution */
};

/*
 * Find the boots of one program in one mode. @program: that they ran. @mode:
 * exact or timed. @cells: set to them, without the twin. Return: how many.
 */
int run_merge_boots(const struct run *run, const char *program,
		    const char *mode,
		    const struct run_cell *cells[RUN_SEEDS_MAX]);

/*
 * Merge all rows of a kind. @g: the boots; each name is there once in each
 * frame. @results: handed to @add. @add: called for each name, the first boot's
 * in its order, then those that only other boots have; @g has the rows, NULL
 * where a boot has none; the reference of @out is taken over. @out is what
 * identifies the row. It has figures if all boots measured the row; its status
 * is ERROR if a boot lacks it, failed or disagrees on what it is.
 */
void run_merge_rows(struct run_group *g, json_t *results,
		    void (*add)(const struct run_group *g, json_t *out,
				json_t *results));

/*
 * Merge each key of a table. @g: with rows that are measured. @out: gets the
 * merged keys, or status ERROR with a reason.
 */
void run_merge_figures(const struct run_group *g,
		       const struct rp_fields *fields, json_t *out);

/*
 * Have all rows the same values of the RP_M_SAME keys. @g: with rows, none
 * NULL.
 */
bool run_merge_agree(const struct run_group *g, const struct rp_fields *fields);

/*
 * Merge histograms and what is made of all samples. @g: with rows of
 * distributions. @f: "histogram". @out: with the merged n, p50 and max. The
 * histograms add up. Quantiles above the median are lower edges of buckets;
 * p50_ci and p99_ci are order-statistic intervals of 95 %. A quantile with
 * fewer than ten samples beyond it is left out.
 */
void run_merge_buckets(const struct run_group *g, const struct rp_field *f,
		       json_t *out);

/* A number as JSON, whole if it is. @value: any that is finite. */
json_t *run_merge_number(double value);

#endif /* RUN_MERGE_ROWS_H */
