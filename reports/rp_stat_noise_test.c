// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_noise_test.c - false alarms and power of the paired test, by trial */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>

#include "reports/rp_stat.h"

#define BLOCKS 10
#define RUNS (4 * BLOCKS)
#define TRIALS 20000
#define ALPHA 0.05
#define CHANGE 0.01 /* ln(new / base), about 1 % */

/* Each fills the logarithms of RUNS durations that follow one another. */
typedef void (*noise_fn)(gsl_rng *rng, double *x);

static void independent(gsl_rng *rng, double *x)
{
	size_t i;

	for (i = 0; i < RUNS; i++)
		x[i] = gsl_ran_gaussian(rng, 0.02);
}

static void heavy_tailed(gsl_rng *rng, double *x)
{
	size_t i;

	for (i = 0; i < RUNS; i++)
		x[i] = 0.01 * gsl_ran_tdist(rng, 2);
}

/* A machine that warms up and cools down by 2 %, slowly. */
static void drifting(gsl_rng *rng, double *x)
{
	const double keep = 0.9, step = 0.02 * sqrt(1 - keep * keep);
	double level = gsl_ran_gaussian(rng, 0.02);
	size_t i;

	for (i = 0; i < RUNS; i++) {
		level = keep * level + gsl_ran_gaussian(rng, step);
		x[i] = level + gsl_ran_gaussian(rng, 0.005);
	}
}

/* A neighbour that makes everything 10 % slower for about four runs. */
static void bursts(gsl_rng *rng, double *x)
{
	int busy = gsl_rng_uniform(rng) < 0.2;
	size_t i;

	for (i = 0; i < RUNS; i++) {
		busy = gsl_rng_uniform(rng) < (busy ? 0.75 : 0.06);
		x[i] = 0.1 * busy + gsl_ran_gaussian(rng, 0.005);
	}
}

/* Blocks A B B A or, by a coin, B A A B; each gives one difference. */
static void measure(gsl_rng *rng, noise_fn noise, double change, double *d)
{
	double x[RUNS], outer_less_inner;
	size_t i;

	noise(rng, x);
	for (i = 0; i < BLOCKS; i++, d++) {
		outer_less_inner = (x[4 * i] + x[4 * i + 3] - x[4 * i + 1] -
				    x[4 * i + 2]) /
				   2;
		*d = change + (gsl_rng_uniform(rng) < 0.5 ? outer_less_inner :
							    -outer_less_inner);
	}
}

/* All of A, then all of B: the order that ABBA is there to replace. */
static void measure_blocked(gsl_rng *rng, noise_fn noise, double *d)
{
	double x[RUNS];
	size_t i;

	noise(rng, x);
	for (i = 0; i < BLOCKS; i++)
		d[i] = x[2 * BLOCKS + i] - x[i];
}

struct trials {
	double alarms; /* p below ALPHA */
	double covered; /* the interval holds the change */
	double equivalent; /* TOST with a margin of CHANGE */
};

static struct trials try(noise_fn noise, double change, int blocked)
{
	struct trials t = { 0 };
	struct rp_interval in;
	double d[BLOCKS], p, at;
	gsl_rng *rng;
	size_t i;

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	assert_non_null(rng);
	gsl_rng_set(rng, 20181213);
	for (i = 0; i < TRIALS; i++) {
		if (blocked)
			measure_blocked(rng, noise, d);
		else
			measure(rng, noise, change, d);
		assert_int_equal(rp_stat_signed_rank(d, BLOCKS, 0, RP_EITHER, &p),
				 0);
		t.alarms += p < ALPHA;
		assert_int_equal(rp_stat_shift(d, BLOCKS, 0.95, &at, &in), 0);
		t.covered += in.low <= change && change <= in.high;
		assert_int_equal(rp_stat_equivalence(d, BLOCKS, CHANGE, &p), 0);
		t.equivalent += p < ALPHA;
	}
	gsl_rng_free(rng);
	t.alarms /= TRIALS;
	t.covered /= TRIALS;
	t.equivalent /= TRIALS;
	return t;
}

static const struct {
	const char *name;
	noise_fn noise;
} kinds[] = {
	{ "independent", independent },
	{ "heavy-tailed", heavy_tailed },
	{ "drifting", drifting },
	{ "bursts", bursts },
};

static void test_false_alarms(void **state)
{
	struct trials t;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		t = try(kinds[i].noise, 0, 0);
		printf("%s: false alarms %.2f %%, interval holds %.2f %%\n",
		       kinds[i].name, 100 * t.alarms, 100 * t.covered);
		assert_true(t.alarms >= 0.03 && t.alarms <= 0.07);
		assert_true(t.covered >= 0.93 && t.covered <= 0.97);
	}
}

/* A change as great as the margin is called equivalent 5 times in 100. */
static void test_equivalence(void **state)
{
	struct trials t;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		t = try(kinds[i].noise, CHANGE, 0);
		printf("%s: called the same, wrongly, %.2f %%\n", kinds[i].name,
		       100 * t.equivalent);
		assert_true(t.equivalent <= 0.07);
	}
}

static void test_power(void **state)
{
	struct trials t = try(drifting, CHANGE, 0);

	printf("drifting: a change of 1 %% found in %.1f %%\n", 100 * t.alarms);
	assert_true(t.alarms >= 0.7);
	assert_true(t.covered >= 0.93);
}

/* The trials can tell a bad order: all of A, then all of B. */
static void test_blocked(void **state)
{
	struct trials t = try(drifting, 0, 1);

	printf("drifting, not interleaved: false alarms %.1f %%\n",
	       100 * t.alarms);
	assert_true(t.alarms > 0.25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_false_alarms),
		cmocka_unit_test(test_equivalence),
		cmocka_unit_test(test_power),
		cmocka_unit_test(test_blocked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
