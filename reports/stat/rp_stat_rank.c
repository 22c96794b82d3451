// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_rank.c - Wilcoxon's signed ranks: test, equivalence */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"
#include "reports/stat/rp_stat_rank.h"

/* Differences from the shift, by size */
struct ranks {
	size_t n; /* how many are not zero */
	/* twice the rank of each: ties share the middle of their ranks */
	size_t *twice;
	double plus; /* twice the sum of the ranks of those above zero */
	double ties; /* the sum of t^3 - t over groups of t ties */
};

/* Give the equal values @first..@last (from 0) the mean of their ranks. */
static void rank_group(struct ranks *r, const size_t *order, const double *from,
		       size_t first, size_t last)
{
	double t = last - first + 1;
	size_t i;

	r->ties += t * t * t - t;
	for (i = first; i <= last; i++) {
		r->twice[i] = first + last + 2;
		if (from[order[i]] > 0)
			r->plus += r->twice[i];
	}
}

static void rank(struct ranks *r, const double *d, size_t n, double shift)
{
	double *from = rvb_alloc(n + 1, sizeof(*from));
	double *size = rvb_alloc(n + 1, sizeof(*size));
	size_t *order = rvb_alloc(n, sizeof(*order));
	size_t i, last;

	r->twice = rvb_alloc(n, sizeof(*r->twice));
	for (i = 0; i < n; i++) {
		from[r->n] = d[i] - shift;
		size[r->n] = fabs(from[r->n]);
		r->n += size[r->n] > 0;
	}
	gsl_sort_index(order, size, 1, r->n);
	for (i = 0; i < r->n; i = last + 1) {
		last = i;
		while (last + 1 < r->n &&
		       size[order[last + 1]] == size[order[i]])
			last++;
		rank_group(r, order, from, i, last);
	}
	free(from);
	free(size);
	free(order);
}

double *rp_rank_counts(const size_t *twice, size_t n, size_t *sum)
{
	double *ways;
	size_t i, j;

	*sum = 0;
	for (i = 0; i < n; i++)
		*sum += twice[i];
	ways = rvb_alloc(*sum + 1, sizeof(*ways));

	/* Counts stay below 2^53, so a double holds each exactly. */
	ways[0] = 1;
	for (i = 0, *sum = 0; i < n; i++) {
		*sum += twice[i];
		for (j = *sum; j >= twice[i]; j--)
			ways[j] += ways[j - twice[i]];
	}
	return ways;
}

static double one_side(enum rp_stat_side side, double greater, double less)
{
	if (side == RP_GREATER)
		return greater;
	if (side == RP_LESS)
		return less;
	return GSL_MIN_DBL(1, 2 * GSL_MIN_DBL(greater, less));
}

/* Under the null hypothesis each of the 2^n sign patterns is equally likely. */
static double p_exact(const struct ranks *r, enum rp_stat_side side)
{
	double greater = 0, less = 0, all = gsl_pow_uint(2, r->n), *ways;
	size_t sum, i;

	ways = rp_rank_counts(r->twice, r->n, &sum);
	for (i = 0; i <= sum; i++) {
		if (i >= r->plus)
			greater += ways[i];
		if (i <= r->plus)
			less += ways[i];
	}
	free(ways);
	return one_side(side, greater / all, less / all);
}

static double p_normal(const struct ranks *r, enum rp_stat_side side)
{
	double n = r->n, from = r->plus / 2 - n * (n + 1) / 4, sd;

	sd = sqrt((n * (n + 1) * (2 * n + 1) - r->ties / 2) / 24);
	return one_side(side, gsl_cdf_ugaussian_Q((from - 0.5) / sd),
			gsl_cdf_ugaussian_P((from + 0.5) / sd));
}

double rp_stat_signed_rank(const double *d, size_t n, double shift,
			   enum rp_stat_side side)
{
	struct ranks r = { 0 };
	double p;

	rank(&r, d, n, shift);
	p = r.n > RP_STAT_EXACT_MAX ? p_normal(&r, side) : p_exact(&r, side);
	free(r.twice);
	return p;
}

double rp_stat_equivalence(const double *d, size_t n, double margin)
{
	return GSL_MAX_DBL(rp_stat_signed_rank(d, n, -margin, RP_GREATER),
			   rp_stat_signed_rank(d, n, margin, RP_LESS));
}
