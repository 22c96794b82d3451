// SPDX-License-Identifier: GPL-2.0-only
/* rp_judge_test.c - the six words, by hand and by trial */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "reports/compare/rp_judge.h"
#include "reports/stat/rp_noise.h"

#define TRIALS 5000
#define CHANGE 0.01 /* ln(new / base), about 1 % */

static struct rp_metric exact(double min, double p50)
{
	return (struct rp_metric){
		.name = "m", .how = RP_EXACT, .min = min, .p50 = p50
	};
}

static enum rp_word word_of(struct rp_metric base, struct rp_metric new,
			    enum rp_polarity better)
{
	struct rp_gate gate;
	struct rp_judged j = { .base = &base, .new = &new, .better = better };

	rp_gate_default(&gate);
	j.limits = gate.limits;
	rp_judge_all(&j, 1, gate.alpha);
	return j.word;
}

static void test_exact(void **state)
{
	const struct rp_metric base = exact(100000, 100100);

	assert_int_equal(word_of(base, base, RP_LOWER), RP_SAME);
	assert_int_equal(word_of(base, exact(101000, 101101), RP_LOWER),
			 RP_REGRESSED);
	assert_int_equal(word_of(base, exact(99000, 99099), RP_LOWER),
			 RP_IMPROVED);
	assert_int_equal(word_of(base, exact(100000, 100300), RP_LOWER),
			 RP_NEGLIGIBLE);
	/* each limit by itself: 0.05 % of the least, 0.3 % of the median */
	assert_int_equal(word_of(base, exact(100051, 100100), RP_LOWER),
			 RP_REGRESSED);
	assert_int_equal(word_of(base, exact(100050, 100100), RP_LOWER),
			 RP_NEGLIGIBLE);
	assert_int_equal(word_of(base, exact(100000, 100401), RP_LOWER),
			 RP_REGRESSED);
	/* the better half does not hide the worse one */
	assert_int_equal(word_of(base, exact(100051, 90000), RP_LOWER),
			 RP_REGRESSED);
	assert_int_equal(word_of(base, exact(101000, 101101), RP_HIGHER),
			 RP_IMPROVED);
}

/* Two units are not a change, however small the figure; zero is a level. */
static void test_exact_small(void **state)
{
	assert_int_equal(word_of(exact(118, 118), exact(120, 120), RP_LOWER),
			 RP_NEGLIGIBLE);
	assert_int_equal(word_of(exact(118, 118), exact(121, 121), RP_LOWER),
			 RP_REGRESSED);
	assert_int_equal(word_of(exact(0, 0), exact(0, 0), RP_LOWER), RP_SAME);
	assert_int_equal(word_of(exact(0, 0), exact(0, 50), RP_LOWER),
			 RP_REGRESSED);
	assert_int_equal(word_of(exact(NAN, 500), exact(NAN, 600), RP_LOWER),
			 RP_REGRESSED);
}

static void test_missing(void **state)
{
	struct rp_metric gone = exact(NAN, NAN), there = exact(10, 10);
	enum rp_outcome outcome;

	gone.missing = "a reason";
	for (outcome = RP_REFUSED; outcome < RP_OUTCOMES; outcome++) {
		gone.outcome = outcome;
		assert_int_equal(word_of(there, gone, RP_LOWER), RP_LOST);
		assert_int_equal(word_of(gone, there, RP_LOWER), RP_IMPROVED);
		assert_int_equal(word_of(gone, gone, RP_LOWER), RP_NEITHER);
	}
	assert_int_equal(word_of(exact(10, 10), exact(NAN, 10), RP_LOWER),
			 RP_LOST);
	assert_int_equal(word_of(exact(10, 10), exact(10, NAN), RP_LOWER),
			 RP_LOST);
}

/* A bad state is a result, too: it is kept, lost or gets better. */
static void test_states(void **state)
{
	const struct rp_metric good = { .name = "m", .how = RP_STATE };
	struct rp_metric bad = good, other = good;

	bad.outcome = RP_FAILED;
	bad.missing = "8 bytes stale or lost";
	other.outcome = RP_NOT_RUN;
	other.missing = "SKIP: n/a: cmdq cannot fault";
	assert_int_equal(word_of(good, bad, RP_LOWER), RP_REGRESSED);
	assert_int_equal(word_of(bad, bad, RP_LOWER), RP_SAME);
	assert_int_equal(word_of(bad, good, RP_LOWER), RP_IMPROVED);
	assert_int_equal(word_of(good, other, RP_LOWER), RP_LOST);
	assert_int_equal(word_of(bad, other, RP_LOWER), RP_LOST);
	other.outcome = RP_BROKE;
	bad.outcome = RP_REFUSED;
	assert_int_equal(word_of(bad, other, RP_LOWER), RP_REGRESSED);
}

/* The verdict on RP_NOISE_BLOCKS differences among @tests equal metrics. */
static struct rp_judged judge(const double *d, size_t n, double margin,
			      int primary, size_t tests)
{
	static const double zero[RP_NOISE_BLOCKS];
	const struct rp_metric base = { .how = RP_BLOCKS,
					.log = zero,
					.nr = n };
	const struct rp_metric new = { .how = RP_BLOCKS, .log = d, .nr = n };
	struct rp_judged j[8];
	size_t i;

	for (i = 0; i < tests; i++)
		j[i] = (struct rp_judged){ .base = &base,
					   .new = i ? &base : &new,
					   .limits.margin = margin,
					   .primary = primary };
	rp_judge_all(j, tests, 0.05);
	j[0].base = NULL;
	j[0].new = NULL;
	return j[0];
}

static void test_timed(void **state)
{
	double up[10], wide[10], level[10], little[10];
	struct rp_judged j;
	int i;

	for (i = 0; i < 10; i++) {
		up[i] = 0.02 + i * 0.0001;
		wide[i] = (i % 2 ? 1 : -1) * (0.01 + i * 0.002);
		level[i] = (i % 2 ? 1 : -1) * (0.0005 + i * 0.0001);
		little[i] = 0.001 + i * 0.0001;
	}
	assert_int_equal(judge(up, 10, 0.5, 1, 1).word, RP_REGRESSED);
	assert_int_equal(judge(level, 10, 0.5, 1, 1).word, RP_SAME);
	assert_int_equal(judge(little, 10, 0.5, 1, 1).word, RP_NEGLIGIBLE);
	j = judge(wide, 10, 0.5, 1, 1);
	assert_int_equal(j.word, RP_UNSURE);
	assert_true(j.needed > 100 && j.needed < 1000);
	/* a trend that explains the change, and one that does not */
	for (i = 0; i < 10; i++)
		up[i] = i * 0.004;
	j = judge(up, 10, 0.5, 1, 1);
	assert_int_equal(j.word, RP_UNSURE);
	assert_string_equal(j.why, "drifts within the new result");
	assert_float_equal(j.drift, 100 * expm1(0.036), 0.000001);
	for (i = 0; i < 10; i++)
		up[i] = -0.02 - i * 0.004;
	assert_int_equal(judge(up, 10, 0.5, 1, 1).word, RP_UNSURE);
	for (i = 0; i < 10; i++)
		up[i] = 0.02 + i * 0.0001;
	j = judge(up, 10, 0.5, 1, 1);
	assert_int_equal(j.word, RP_REGRESSED);
	assert_null(j.why);
	/* five pairs cannot reach 5 %: six can, so six would decide */
	j = judge(up, 5, 0.5, 1, 1);
	assert_int_equal(j.word, RP_UNSURE);
	assert_int_equal(j.needed, 6);
}

/* Among many tests a p of 0.002 is not much, and more pairs are asked for. */
static void test_many(void **state)
{
	double up[RP_NOISE_BLOCKS];
	struct rp_judged j;
	int i;

	for (i = 0; i < RP_NOISE_BLOCKS; i++)
		up[i] = 0.02 + i * 0.0001;
	j = judge(up, 7, 0.5, 1, 8);
	assert_float_equal(j.p, 2 / 128.0, 0.000000000001);
	assert_float_equal(j.adjusted, 16 / 128.0, 0.000000000001);
	assert_int_equal(j.word, RP_UNSURE);
	assert_int_equal(j.needed, 9); /* 8 * 2 / 2^9 < 0.05 */
	assert_int_equal(judge(up, 10, 0.5, 1, 8).word, RP_REGRESSED);
	j = judge(up, 7, 0.5, 0, 8);
	assert_float_equal(j.adjusted, 16 / 128.0, 0.000000000001);
}

static double share(const struct rp_noise *noise, double change, double margin,
		    int any)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double d[RP_NOISE_BLOCKS], alarms = 0;
	struct rp_judged j;
	size_t i;

	gsl_rng_set(rng, 20181213);
	for (i = 0; i < TRIALS; i++) {
		rp_noise_measure(rng, noise, change, d);
		j = judge(d, RP_NOISE_BLOCKS, margin, 1, 1);
		alarms += j.word == RP_REGRESSED ||
			  (any && j.word == RP_IMPROVED);
	}
	gsl_rng_free(rng);
	return alarms / TRIALS;
}

/* All the way to the word, with a margin that lets every change matter. */
static void test_false_alarms(void **state)
{
	double alarms;
	int i;

	for (i = 0; i < RP_NOISE_KINDS; i++) {
		alarms = share(&rp_noise[i], 0, 0.000000001, 1);
		printf("%s: regressed or improved, wrongly, %.2f %%\n",
		       rp_noise[i].name, 100 * alarms);
		assert_true(alarms >= 0.03 && alarms <= 0.07);
	}
}

/* With the margin that is built in. */
static void test_power(void **state)
{
	const struct rp_noise *drifting = &rp_noise[RP_NOISE_DRIFTING];
	double found = share(drifting, CHANGE, RP_GATE_MARGIN, 0);
	double wrong = share(drifting, 0, RP_GATE_MARGIN, 0);

	printf("drifting: 1 %% called regressed in %.1f %%, none in %.1f %%\n",
	       100 * found, 100 * wrong);
	assert_true(found >= 0.7);
	assert_true(wrong <= 0.035);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_exact_small),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_timed),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_false_alarms),
		cmocka_unit_test(test_power),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
