// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_shift.c - Hodges and Lehmann's estimate and its interval */
#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "reports/stat/rp_stat_rank.h"

static double walsh_mean(double a, double b)
{
	return a / 2 + b / 2;
}

/* Count the Walsh averages, pairs with themselves included, up to @limit. */
static size_t walsh_count(const double *sorted, size_t n, double limit)
{
	size_t count = 0, i, j = n;

	for (i = 0; i < n; i++) {
		while (j > i && walsh_mean(sorted[i], sorted[j - 1]) > limit)
			j--;
		if (j <= i)
			break;
		count += j - i;
	}
	return count;
}

/*
 * Find the k-th of the n(n+1)/2 Walsh averages, k from 1, without listing them:
 * bisect until no double lies between the bounds. The result is one of them, to
 * the last bit.
 */
static double walsh_select(const double *sorted, size_t n, size_t k)
{
	double low = sorted[0], high = sorted[n - 1], mid;

	if (walsh_count(sorted, n, low) >= k)
		return low;
	for (;;) {
		mid = walsh_mean(low, high);
		if (mid <= low || mid >= high)
			return high;
		if (walsh_count(sorted, n, mid) >= k)
			high = mid;
		else
			low = mid;
	}
}

/*
 * Return: the greatest k with P(T < k) <= tail, 0 without one. The k-th Walsh
 * averages from either end bound the interval.
 */
static size_t exact_rank(size_t n, double tail)
{
	double all = gsl_pow_uint(2, n), below = 0, *ways;
	size_t twice[RP_STAT_EXACT_MAX], sum, i;

	for (i = 0; i < n; i++)
		twice[i] = 2 * (i + 1);
	ways = rp_rank_counts(twice, n, &sum);
	for (i = 0; i <= sum; i += 2) {
		below += ways[i];
		if (below / all > tail)
			break;
	}
	free(ways);
	return i / 2;
}

static size_t normal_rank(double n, double tail)
{
	double middle = n * (n + 1) / 4;
	double sd = sqrt(n * (n + 1) * (2 * n + 1) / 24);
	double k = middle + gsl_cdf_ugaussian_Pinv(tail) * sd + 0.5;

	return k < 1 ? 0 : (size_t)k;
}

static void shift_interval(const double *sorted, size_t n, double level,
			   struct rp_interval *interval)
{
	double tail = (1 - level) / 2;
	size_t all = n * (n + 1) / 2;
	size_t k = n > RP_STAT_EXACT_MAX ? normal_rank(n, tail) :
					   exact_rank(n, tail);

	interval->low = k ? walsh_select(sorted, n, k) : GSL_NEGINF;
	interval->high = k ? walsh_select(sorted, n, all + 1 - k) : GSL_POSINF;
}

int rp_stat_shift(const double *d, size_t n, double level, double *estimate,
		  struct rp_interval *interval)
{
	size_t all = n * (n + 1) / 2, i;
	double *sorted;

	for (i = 0; i < n; i++)
		if (!gsl_finite(d[i]))
			return -EINVAL;
	if (!n)
		return -EINVAL;
	sorted = rvb_alloc(n, sizeof(*sorted));
	memcpy(sorted, d, n * sizeof(*sorted));
	gsl_sort(sorted, 1, n);
	*estimate = walsh_mean(walsh_select(sorted, n, (all + 1) / 2),
			       walsh_select(sorted, n, all / 2 + 1));
	shift_interval(sorted, n, level, interval);
	free(sorted);
	return 0;
}

size_t rp_stat_pairs_needed(size_t n, const struct rp_interval *interval,
			    double margin)
{
	double half = (interval->high - interval->low) / 2, need;

	if (!gsl_finite(half) || margin <= 0)
		return 0;
	need = ceil(n * gsl_pow_2(half / margin));
	return GSL_MAX_DBL(need, n + 1);
}
