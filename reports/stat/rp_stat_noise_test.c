// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_noise_test.c - false alarms and power of the paired test, by trial */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>

#include "reports/stat/rp_noise.h"
#include "reports/stat/rp_stat.h"

#define BLOCKS RP_NOISE_BLOCKS
#define RUNS RP_NOISE_RUNS
#define TRIALS 20000
#define ALPHA 0.05
#define CHANGE 0.01 /* ln(new / base), about 1 % */

/* All of A, then all of B: the order that ABBA is there to replace. */
static void measure_blocked(gsl_rng *rng, const struct rp_noise *noise,
			    double *d)
{
	double x[RUNS];
	size_t i;

	noise->fill(rng, x);
	for (i = 0; i < BLOCKS; i++)
		d[i] = x[2 * BLOCKS + i] - x[i];
}

struct trials {
	double alarms; /* p below ALPHA */
	double covered; /* the interval holds the change */
	double equivalent; /* TOST with a margin of CHANGE */
};

static struct trials try(const struct rp_noise *noise, double change,
			 int blocked)
{
	struct trials t = { 0 };
	struct rp_interval in;
	double d[BLOCKS], at;
	gsl_rng *rng;
	size_t i;

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	assert_non_null(rng);
	gsl_rng_set(rng, 20181213);
	for (i = 0; i < TRIALS; i++) {
		if (blocked)
			measure_blocked(rng, noise, d);
		else
			rp_noise_measure(rng, noise, change, d);
		t.alarms += rp_stat_signed_rank(d, BLOCKS, 0, RP_EITHER) <
			    ALPHA;
		assert_int_equal(rp_stat_shift(d, BLOCKS, 0.95, &at, &in), 0);
		t.covered += in.low <= change && change <= in.high;
		t.equivalent += rp_stat_equivalence(d, BLOCKS, CHANGE) < ALPHA;
	}
	gsl_rng_free(rng);
	t.alarms /= TRIALS;
	t.covered /= TRIALS;
	t.equivalent /= TRIALS;
	return t;
}

static void test_false_alarms(void **state)
{
	struct trials t;
	size_t i;

	for (i = 0; i < RP_NOISE_KINDS; i++) {
		t = try(&rp_noise[i], 0, 0);
		printf("%s: false alarms %.2f %%, interval holds %.2f %%\n",
		       rp_noise[i].name, 100 * t.alarms, 100 * t.covered);
		assert_true(t.alarms >= 0.03 && t.alarms <= 0.07);
		assert_true(t.covered >= 0.93 && t.covered <= 0.97);
	}
}

/* A change as great as the margin is called equivalent 5 times in 100. */
static void test_equivalence(void **state)
{
	struct trials t;
	size_t i;

	for (i = 0; i < RP_NOISE_KINDS; i++) {
		t = try(&rp_noise[i], CHANGE, 0);
		printf("%s: called the same, wrongly, %.2f %%\n",
		       rp_noise[i].name, 100 * t.equivalent);
		assert_true(t.equivalent <= 0.07);
	}
}

static void test_power(void **state)
{
	struct trials t = try(&rp_noise[RP_NOISE_DRIFTING], CHANGE, 0);

	printf("drifting: a change of 1 %% found in %.1f %%\n", 100 * t.alarms);
	assert_true(t.alarms >= 0.7);
	assert_true(t.covered >= 0.93);
}

/* The trials can tell a bad order: all of A, then all of B. */
static void test_blocked(void **state)
{
	struct trials t = try(&rp_noise[RP_NOISE_DRIFTING], 0, 1);

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
