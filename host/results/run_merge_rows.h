/* SPDX-License-Identifier: GPL-2.0-only */
/* run_merge_rows.h - one row of each kind out of those of several boots */
#ifndef RUN_MERGE_ROWS_H
#define RUN_MERGE_ROWS_H

#include "host/results/run_merge.h"

/**
 * struct run_group - boots whose figures belong together
 * @cell:	these
 * @row:	of each the row that is being merged, all DONE
 * @nr:		how many
 * @emulated:	timed in a guest without hardware help
 * @samples:	most raw samples of one distribution
 */
struct run_group {
	const struct run_cell *cell[RUN_SEEDS_MAX];
	json_t *row[RUN_SEEDS_MAX];
	int nr;
	bool emulated;
	size_t samples;
};

/*
 * Each takes what the rows are of in @out and adds the figures, or status
 * ERROR with a reason. Of a distribution see run_merge_distribution(), counts
 * are medians, pairs follow each other; of throughput and ledger everything
 * adds up, and each ledger has to account for every byte; of scaling each
 * point is the median.
 */
void run_merge_rows_distribution(const struct run_group *g, json_t *out);
void run_merge_rows_throughput(const struct run_group *g, json_t *out);
void run_merge_rows_ledger(const struct run_group *g, json_t *out);
void run_merge_rows_scaling(const struct run_group *g, json_t *out);

#endif /* RUN_MERGE_ROWS_H */
