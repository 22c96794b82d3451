// SPDX-License-Identifier: GPL-2.0-only
/* rp_noise_test.c - synthetic durations of a noisy machine, for tests */
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include "reports/stat/rp_noise.h"

#define RUNS RP_NOISE_RUNS

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

const struct rp_noise rp_noise[RP_NOISE_KINDS] = {
	{ "independent", independent },
	{ "heavy-tailed", heavy_tailed },
	{ "drifting", drifting },
	{ "bursts", bursts },
};

void rp_noise_measure(gsl_rng *rng, const struct rp_noise *noise, double change,
		      double *d)
{
	double x[RUNS], outer_less_inner;
	size_t i;

	noise->fill(rng, x);
	for (i = 0; i < RP_NOISE_BLOCKS; i++, d++) {
		outer_less_inner = (x[4 * i] + x[4 * i + 3] - x[4 * i + 1] -
				    x[4 * i + 2]) /
				   2;
		*d = change + (gsl_rng_uniform(rng) < 0.5 ? outer_less_inner :
							    -outer_less_inner);
	}
}
