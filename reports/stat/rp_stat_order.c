// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_order.c - quantiles with order-statistic intervals */
#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>

#include "reports/stat/rp_stat.h"

/* Return: the least k with P(B <= k) >= p, B binomial; GSL has no inverse. */
static size_t binomial_quantile(double p, double q, size_t n)
{
	size_t low = 0, high = n, k;

	while (low < high) {
		k = low + (high - low) / 2;
		if (gsl_cdf_binomial_P(k, q, n) >= p)
			high = k;
		else
			low = k + 1;
	}
	return low;
}

int rp_stat_quantile(const double *sorted, size_t n, double q, double level,
		     double *value, struct rp_interval *interval)
{
	double beyond = n * (q < 0.5 ? q : 1 - q), tail = (1 - level) / 2;
	size_t low, high;

	/* Tolerance: 10,000 * (1 - 0.999) in doubles is slightly below ten. */
	if (beyond < RP_STAT_BEYOND - 0.000001)
		return -ERANGE;

	/* As many samples as @low lie below the quantile, but for the tail. */
	low = binomial_quantile(tail, q, n);
	high = binomial_quantile(1 - tail, q, n) + 1;
	*value = gsl_stats_quantile_from_sorted_data(sorted, 1, n, q);
	interval->low = low ? sorted[low - 1] : GSL_NEGINF;
	interval->high = high <= n ? sorted[high - 1] : GSL_POSINF;
	return 0;
}

double rp_stat_percent(double log_ratio)
{
	return 100 * gsl_expm1(log_ratio);
}
