// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_adjust.c - p values of many comparisons at once */
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"
#include "reports/stat/rp_stat.h"

void rp_stat_holm(const double *p, size_t n, double *adjusted)
{
	size_t *order = rvb_alloc(n, sizeof(*order)), i;
	double most = 0;

	gsl_sort_index(order, p, 1, n);
	for (i = 0; i < n; i++) {
		most = GSL_MAX_DBL(most, (n - i) * p[order[i]]);
		adjusted[order[i]] = GSL_MIN_DBL(1, most);
	}
	free(order);
}

void rp_stat_hochberg(const double *p, size_t n, double *adjusted)
{
	size_t *order = rvb_alloc(n, sizeof(*order)), i;
	double least = 1;

	gsl_sort_index(order, p, 1, n);
	for (i = n; i; i--) {
		least = GSL_MIN_DBL(least, n * p[order[i - 1]] / i);
		adjusted[order[i - 1]] = least;
	}
	free(order);
}
