// SPDX-License-Identifier: GPL-2.0-only
/* rp_stat_test.c - the statistics against values worked out by hand */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "lib/rvb_array.h"
#include "reports/stat/rp_stat.h"

#define NEAR 0.000000000001

/* All above zero: of 2^n signs only one gives as much, and one as little. */
static void test_signed_rank(void **state)
{
	static const double up[] = { 1, 2, 3, 4, 5, 6 };
	static const double mixed[] = { 4, -1, 3, -2 };

	assert_float_equal(rp_stat_signed_rank(up, 6, 0, RP_EITHER), 2 / 64.0,
			   NEAR);
	assert_float_equal(rp_stat_signed_rank(up, 6, 0, RP_GREATER), 1 / 64.0,
			   NEAR);
	assert_float_equal(rp_stat_signed_rank(up, 6, 0, RP_LESS), 1, NEAR);
	assert_float_equal(rp_stat_signed_rank(up, 6, 7, RP_LESS), 1 / 64.0,
			   NEAR);
	/* T+ = 4 + 3 = 7: sums 7 8 9 10 come in 2 1 1 1 of 16 ways */
	assert_float_equal(rp_stat_signed_rank(mixed, 4, 0, RP_GREATER),
			   5 / 16.0, NEAR);
	assert_float_equal(rp_stat_signed_rank(mixed, 4, 0, RP_EITHER),
			   10 / 16.0, NEAR);
}

/* Ties share ranks 1.5 1.5 3; a difference of nothing takes no side. */
static void test_ties(void **state)
{
	static const double tied[] = { 1, 1, 2, 0 };
	static const double none[] = { 0, 0 };

	assert_float_equal(rp_stat_signed_rank(tied, 4, 0, RP_GREATER), 1 / 8.0,
			   NEAR);
	assert_float_equal(rp_stat_signed_rank(tied, 4, 0, RP_EITHER), 2 / 8.0,
			   NEAR);
	assert_float_equal(rp_stat_signed_rank(none, 2, 0, RP_EITHER), 1, NEAR);
	assert_float_equal(rp_stat_signed_rank(none, 0, 0, RP_EITHER), 1, NEAR);
}

/* T+ of the mask's signs over ranks of 1 1 2 2 2 3 4: 1.5 1.5 4 4 4 6 7 */
static double rank_sum(unsigned int mask)
{
	static const double rank[] = { 1.5, 1.5, 4, 4, 4, 6, 7 };
	double sum = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rank); i++)
		if (mask >> i & 1)
			sum += rank[i];
	return sum;
}

/* Every assignment of signs to tied values, counted one by one. */
static void test_ties_counted_out(void **state)
{
	static const double size[] = { 1, 1, 2, 2, 2, 3, 4 };
	unsigned int mask, other, greater;
	double d[ARRAY_SIZE(size)];
	size_t i;

	for (mask = 0; mask < 1 << ARRAY_SIZE(size); mask++) {
		for (i = 0; i < ARRAY_SIZE(size); i++)
			d[i] = mask >> i & 1 ? size[i] : -size[i];
		for (other = greater = 0; other < 1 << ARRAY_SIZE(size);
		     other++)
			greater += rank_sum(other) >= rank_sum(mask);
		assert_float_equal(rp_stat_signed_rank(d, ARRAY_SIZE(size), 0,
						       RP_GREATER),
				   greater / 128.0, NEAR);
	}
}

/* Ten in a row: T+ is 55; the normal value differs from 2/1024. */
static void test_many(void **state)
{
	double d[60], p;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(d); i++)
		d[i] = i + 1;
	/* z = (1830 - 915 - 0.5) / sqrt(60 * 61 * 121 / 24) = 6.7320 */
	p = rp_stat_signed_rank(d, 60, 0, RP_EITHER);
	assert_float_equal(p * 1e11, 1.67, 0.02);
	assert_float_equal(rp_stat_signed_rank(d, 10, 0, RP_EITHER), 2 / 1024.0,
			   NEAR);
}

static void test_shift(void **state)
{
	static const double d[] = { 3, 1, 6 }; /* means 1 2 3 3.5 4.5 6 */
	static const double ten[] = { 9, 1, 8, 2, 7, 3, 6, 4, 10, 5 };
	struct rp_interval in;
	double middle;

	assert_int_equal(rp_stat_shift(d, 3, 0.95, &middle, &in), 0);
	assert_float_equal(middle, 3.25, NEAR);
	assert_true(isinf(in.low) && isinf(in.high));

	/* 55 means; the 9th from below: 1 1.5 2 2 2.5 2.5 3 3 3 */
	assert_int_equal(rp_stat_shift(ten, 10, 0.95, &middle, &in), 0);
	assert_float_equal(middle, 5.5, NEAR);
	assert_float_equal(in.low, 3, NEAR);
	assert_float_equal(in.high, 8, NEAR);

	assert_int_equal(rp_stat_shift(d, 0, 0.95, &middle, &in), -EINVAL);
	assert_int_equal(rp_stat_shift((double[]){ NAN }, 1, 0.95, &middle,
				       &in),
			 -EINVAL);
}

static void test_equivalence(void **state)
{
	static const double d[] = { 0.1, -0.2, 0.3, -0.1, 0.2, 0.15 };

	assert_float_equal(rp_stat_equivalence(d, 6, 1), 1 / 64.0, NEAR);
	assert_true(rp_stat_equivalence(d, 6, 0.01) > 0.5);
}

/*
 * n = 20, median: P(B <= 5) = 0.0207, P(B <= 6) = 0.0577, so the interval is
 * from the 6th to the 15th.
 */
static void test_quantile(void **state)
{
	double x[1000], value = -1;
	struct rp_interval in = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(x); i++)
		x[i] = i + 1;
	assert_int_equal(rp_stat_quantile(x, 20, 0.5, 0.95, &value, &in), 0);
	assert_float_equal(value, 10.5, NEAR);
	assert_float_equal(in.low, 6, NEAR);
	assert_float_equal(in.high, 15, NEAR);

	assert_int_equal(rp_stat_quantile(x, 999, 0.99, 0.95, &value, &in),
			 -ERANGE);
	assert_float_equal(value, 10.5, NEAR);
	assert_int_equal(rp_stat_quantile(x, 1000, 0.99, 0.95, &value, &in), 0);
	assert_true(in.low < value && value < in.high);
	assert_int_equal(rp_stat_quantile(x, 19, 0.5, 0.95, &value, &in),
			 -ERANGE);
}

static void test_adjust(void **state)
{
	static const double p[] = { 0.01, 0.04, 0.03, 0.5 };
	static const double holm[] = { 0.04, 0.09, 0.09, 0.5 };
	static const double bh[] = { 0.04, 0.16 / 3, 0.16 / 3, 0.5 };
	double got[ARRAY_SIZE(p)];
	size_t i;

	rp_stat_holm(p, ARRAY_SIZE(p), got);
	for (i = 0; i < ARRAY_SIZE(p); i++)
		assert_float_equal(got[i], holm[i], NEAR);
	rp_stat_hochberg(p, ARRAY_SIZE(p), got);
	for (i = 0; i < ARRAY_SIZE(p); i++)
		assert_float_equal(got[i], bh[i], NEAR);
	rp_stat_holm(p, 0, got);
}

static void test_rest(void **state)
{
	struct rp_interval in = { -0.02, 0.04 }, open = { -INFINITY, 1 };

	assert_int_equal(rp_stat_pairs_needed(10, &in, 0.01), 90);
	assert_int_equal(rp_stat_pairs_needed(10, &in, 0.1), 11);
	assert_int_equal(rp_stat_pairs_needed(5, &open, 0.01), 0);
	assert_float_equal(rp_stat_percent(log(1.05)), 5, NEAR);
	assert_float_equal(rp_stat_percent(0), 0, NEAR);
}

/* scipy.stats.kendalltau and theilslopes, p by hand from S = 35 */
static void test_trend(void **state)
{
	static const double x[] = { 1, 3, 2, 5, 4, 6, 9, 8, 7, 10 };
	static const double flat[] = { 5, 5, 5, 5 };
	double p, extent;

	p = rp_stat_trend(x, 10, &extent);
	assert_float_equal(extent, 9, 0.000000001);
	assert_float_equal(p, 0.002357527595795495, 0.000000000001);
	p = rp_stat_trend(flat, 4, &extent);
	assert_float_equal(extent, 0, 0);
	assert_float_equal(p, 1, 0.000000001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signed_rank),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_ties_counted_out),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_shift),
		cmocka_unit_test(test_equivalence),
		cmocka_unit_test(test_quantile),
		cmocka_unit_test(test_adjust),
		cmocka_unit_test(test_rest),
		cmocka_unit_test(test_trend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
