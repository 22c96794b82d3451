// SPDX-License-Identifier: GPL-2.0-only
/* rp_changepoint_test.c - changes of level that are known */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>

#include "lib/rvb_array.h"
#include "reports/history/rp_changepoint.h"

#define LENGTH 60
#define TRIALS 200

static size_t divide(const double *x, size_t n, struct rp_change *c)
{
	return rp_divide(x, n, 0.003, 2, c);
}

static void test_welch(void **state)
{
	static const double a[] = { 1, 2, 3, 4 }, b[] = { 3, 5, 7 };
	static const double c[] = { 5, 5 }, d[] = { 6, 6, 6 };

	/* scipy.stats.ttest_ind(a, b, equal_var=False).pvalue */
	assert_float_equal(rp_divide_welch(a, 4, b, 3), 0.14847134702688522,
			   0.000000001);
	assert_float_equal(rp_divide_welch(c, 2, d, 3), 0, 0);
	assert_float_equal(rp_divide_welch(c, 2, c, 2), 1, 0);
}

static void test_exact_series(void **state)
{
	static const double step[] = { 1000, 1000, 1000, 1000, 1020, 1020 };
	static const double last[] = { 1000, 1000, 1000, 1000, 1000, 1020 };
	static const double spike[] = {
		1000, 1000, 1000, 1020, 1000, 1000, 1000
	};
	static const double little[] = { 1000, 1000, 1000, 1002, 1002, 1002 };
	static const double two[] = { 1000, 1000, 1000, 1020, 1020,
				      1020, 990,  990,	990 };
	struct rp_change c[ARRAY_SIZE(two)];

	assert_int_equal(divide(step, ARRAY_SIZE(step), c), 1);
	assert_int_equal(c[0].at, 4);
	assert_float_equal(c[0].before, 1000, 0);
	assert_float_equal(c[0].after, 1020, 0);
	/* one point may go away again; two units never matter */
	assert_int_equal(divide(last, ARRAY_SIZE(last), c), 0);
	assert_int_equal(divide(spike, ARRAY_SIZE(spike), c), 0);
	assert_int_equal(divide(little, ARRAY_SIZE(little), c), 0);
	assert_int_equal(divide(two, ARRAY_SIZE(two), c), 2);
	assert_int_equal(c[0].at, 3);
	assert_int_equal(c[1].at, 6);
	assert_int_equal(divide(step, 1, c), 0);
	assert_int_equal(divide(step, 0, c), 0);
}

/* A step of twice the noise in the middle: found, near there, and alone. */
static void test_noisy_series(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double x[LENGTH], found = 0, wrong = 0;
	struct rp_change c[LENGTH];
	size_t i, k, nr;

	gsl_rng_set(rng, 20181213);
	for (i = 0; i < TRIALS; i++) {
		for (k = 0; k < LENGTH; k++)
			x[k] = 1000 + gsl_ran_gaussian(rng, 10);
		wrong += divide(x, LENGTH, c) > 0;
		for (k = LENGTH / 2; k < LENGTH; k++)
			x[k] += 20;
		nr = divide(x, LENGTH, c);
		found += nr == 1 && c[0].at >= 27 && c[0].at <= 33;
	}
	gsl_rng_free(rng);
	printf("a step found in %.1f %%, one seen wrongly in %.1f %%\n",
	       100 * found / TRIALS, 100 * wrong / TRIALS);
	assert_true(found / TRIALS > 0.9);
	assert_true(wrong / TRIALS < 0.07);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_welch),
		cmocka_unit_test(test_exact_series),
		cmocka_unit_test(test_noisy_series),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
