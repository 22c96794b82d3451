// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_trend.c - a trend in values that were taken one after the other */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"
#include "reports/stat/rp_stat.h"

double rp_stat_trend(const double *x, size_t n, double *extent)
{
	size_t nr = n * (n - 1) / 2, i, k, at = 0;
	double *slope = rvb_alloc(nr, sizeof(*slope)), variance, s = 0;

	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++) {
			slope[at++] = (x[k] - x[i]) / (k - i);
			s += (x[k] > x[i]) - (x[k] < x[i]);
		}
	gsl_sort(slope, 1, nr);
	*extent = (n - 1) * gsl_stats_median_from_sorted_data(slope, 1, nr);
	free(slope);
	variance = n * (n - 1) * (2.0 * n + 5) / 18;
	return 2 * gsl_cdf_ugaussian_Q(GSL_MAX_DBL(fabs(s) - 1, 0) /
				       sqrt(variance));
}
