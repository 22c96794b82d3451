// SPDX-License-Identifier: GPL-2.0-only
/* rp_changepoint.c - find where a series changed its level: E-divisive */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"
#include "reports/history/rp_changepoint.h"

/* gsl_stats_variance() divides by n - 1. */
double rp_divide_welch(const double *a, size_t na, const double *b, size_t nb)
{
	double by = fabs(gsl_stats_mean(a, 1, na) - gsl_stats_mean(b, 1, nb));
	double va = gsl_stats_variance(a, 1, na) / na;
	double vb = gsl_stats_variance(b, 1, nb) / nb, df;

	if (va + vb <= 0)
		return !by;
	df = gsl_pow_2(va + vb) /
	     (gsl_pow_2(va) / (na - 1) + gsl_pow_2(vb) / (nb - 1));
	return 2 * gsl_cdf_tdist_Q(by / sqrt(va + vb), df);
}

/*
 * Two points that are equal by chance make Welch's p arbitrarily small: a
 * change must also pass Student's test, which pools both variances.
 */
static double keeps(const double *a, size_t na, const double *b, size_t nb)
{
	double by = fabs(gsl_stats_mean(a, 1, na) - gsl_stats_mean(b, 1, nb));
	double df = na + nb - 2, pooled, p;

	pooled = ((na - 1) * gsl_stats_variance(a, 1, na) +
		  (nb - 1) * gsl_stats_variance(b, 1, nb)) /
		 df;
	if (pooled <= 0)
		return !by;
	p = 2 * gsl_cdf_tdist_Q(by / sqrt(pooled * (1.0 / na + 1.0 / nb)), df);
	return GSL_MAX_DBL(p, rp_divide_welch(a, na, b, nb));
}

/* Sum of the distances of @n values from one. */
static double distances(const double *x, size_t n, double from)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += fabs(x[i] - from);
	return sum;
}

static double energy(double between, double left, double right, double n,
		     double m)
{
	return n * m / (n + m) *
	       (2 * between / (n * m) - 2 * left / (n * (n - 1)) -
		2 * right / (m * (m - 1)));
}

/* The best index to divide n values at, 0 if there are too few. */
static size_t best_split(const double *x, size_t n)
{
	double between = 0, left = 0, right = 0, to_left, to_right, q;
	double most = GSL_NEGINF;
	size_t k, best = 0;

	for (k = 0; k < n; k++)
		right += distances(x, k, x[k]);
	for (k = 1; k < n; k++) {
		/* x[k - 1] goes from the right part to the left one */
		to_left = distances(x, k - 1, x[k - 1]);
		to_right = distances(x + k, n - k, x[k - 1]);
		left += to_left;
		right -= to_right;
		between += to_right - to_left;
		if (k < RP_DIVIDE_LASTS || n - k < RP_DIVIDE_LASTS)
			continue;
		q = energy(between, left, right, k, n - k);
		if (q > most) {
			most = q;
			best = k;
		}
	}
	return best;
}

static void split(const double *x, size_t from, size_t to, char *is_change)
{
	size_t k = best_split(x + from, to - from);

	if (!k || rp_divide_welch(x + from, k, x + from + k, to - from - k) >=
			  10 * RP_DIVIDE_P)
		return;
	is_change[from + k] = 1;
	split(x, from, from + k, is_change);
	split(x, from + k, to, is_change);
}

static size_t next_change(const char *is_change, size_t from, size_t n)
{
	for (from++; from < n && !is_change[from]; from++)
		;
	return from;
}

/* List all changes with the levels on both sides. Return: how many. */
static size_t levels(const double *x, size_t n, const char *is_change,
		     struct rp_change *c)
{
	size_t begin = 0, at = next_change(is_change, 0, n), end, nr = 0;

	for (; at < n; begin = at, at = end) {
		end = next_change(is_change, at, n);
		c[nr++] = (struct rp_change){
			.at = at,
			.before = gsl_stats_mean(x + begin, 1, at - begin),
			.after = gsl_stats_mean(x + at, 1, end - at),
			.p = keeps(x + begin, at - begin, x + at, end - at),
		};
	}
	return nr;
}

static int matters(const struct rp_change *c, double effect, double floor)
{
	double by = fabs(c->after - c->before);

	return by > floor && by > effect * fabs(c->before);
}

/* The weakest change that must go, or @nr if all stay. */
static size_t weakest(const struct rp_change *c, size_t nr, double effect,
		      double floor)
{
	double p, most = -1;
	size_t i, found = nr;

	for (i = 0; i < nr; i++) {
		p = matters(&c[i], effect, floor) ? c[i].p : 1;
		if (p >= RP_DIVIDE_P && p > most) {
			most = p;
			found = i;
		}
	}
	return found;
}

size_t rp_divide(const double *x, size_t n, double effect, double floor,
		 struct rp_change *changes)
{
	char *is_change = rvb_alloc(n, 1);
	size_t weak, nr;

	split(x, 0, n, is_change);
	for (;;) {
		nr = levels(x, n, is_change, changes);
		weak = weakest(changes, nr, effect, floor);
		if (weak == nr)
			break;
		is_change[changes[weak].at] = 0;
	}
	free(is_change);
	return nr;
}
