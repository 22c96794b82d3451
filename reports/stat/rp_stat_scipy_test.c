// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_scipy_test.c - print all statistics of some numbers */
#include <gsl/gsl_sort.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/rvb_array.h"
#include "reports/stat/rp_stat.h"

#define MOST 20000

static void print_pairs(const double *d, size_t n)
{
	struct rp_interval in;
	double value;

	printf("both %.17g\n", rp_stat_signed_rank(d, n, 0, RP_EITHER));
	printf("greater %.17g\n", rp_stat_signed_rank(d, n, 0.125, RP_GREATER));
	printf("less %.17g\n", rp_stat_signed_rank(d, n, 0.125, RP_LESS));
	printf("equivalence %.17g\n", rp_stat_equivalence(d, n, 0.25));
	if (!rp_stat_shift(d, n, 0.95, &value, &in))
		printf("shift %.17g %.17g %.17g\n", value, in.low, in.high);
}

static void print_quantiles(double *d, size_t n)
{
	static const double q[] = { 0.5, 0.9, 0.99, 0.999 };
	struct rp_interval in;
	double value;
	size_t i;

	gsl_sort(d, 1, n);
	for (i = 0; i < ARRAY_SIZE(q); i++) {
		if (!rp_stat_quantile(d, n, q[i], 0.95, &value, &in))
			printf("quantile%g %.17g %.17g %.17g\n", q[i], value,
			       in.low, in.high);
	}
}

static void print_adjusted(const double *p, size_t n)
{
	double *adjusted = malloc(n * sizeof(*adjusted));
	size_t i;

	if (!adjusted)
		exit(1);
	rp_stat_holm(p, n, adjusted);
	printf("holm");
	for (i = 0; i < n; i++)
		printf(" %.17g", adjusted[i]);
	rp_stat_hochberg(p, n, adjusted);
	printf("\nhochberg");
	for (i = 0; i < n; i++)
		printf(" %.17g", adjusted[i]);
	printf("\n");
	free(adjusted);
}

/* A line "pairs" or "p" on standard input, then numbers. */
int main(void)
{
	static double x[MOST];
	char word[8];
	size_t n = 0;

	if (scanf("%7s", word) != 1)
		return 2;
	while (n < MOST && scanf("%lf", &x[n]) == 1)
		n++;
	if (word[1]) {
		print_pairs(x, n);
		print_quantiles(x, n);
	} else {
		print_adjusted(x, n);
	}
	return 0;
}
