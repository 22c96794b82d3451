/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_stat_rank.h - the signed-rank distribution, for test and interval */
#ifndef RP_STAT_RANK_H
#define RP_STAT_RANK_H

#include "reports/stat/rp_stat.h"

/*
 * Count the sign patterns that give each sum of ranks. @twice: twice the ranks.
 * @n: how many, at most RP_STAT_EXACT_MAX. @sum: set to twice the greatest sum.
 * Return: counts for twice the sums 0..@sum, for free().
 */
double *rp_rank_counts(const size_t *twice, size_t n, size_t *sum);

#endif /* RP_STAT_RANK_H */
