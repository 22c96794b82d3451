/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_noise.h - synthetic durations of a noisy machine, for tests */
#ifndef RP_NOISE_H
#define RP_NOISE_H

#include <gsl/gsl_rng.h>

#define RP_NOISE_BLOCKS 10
#define RP_NOISE_RUNS (4 * RP_NOISE_BLOCKS)

/* One kind */
struct rp_noise {
	const char *name; /* of it */
	/* logarithms of durations that follow one another */
	void (*fill)(gsl_rng *rng, double *x);
};

#define RP_NOISE_KINDS 4
#define RP_NOISE_DRIFTING 2

/* independent, heavy-tailed, drifting, bursts */
extern const struct rp_noise rp_noise[RP_NOISE_KINDS];

/*
 * Blocks A B B A or, by a coin, B A A B. @rng: source. @noise: kind. @change:
 * ln(new / base). @d: set to a difference of each of RP_NOISE_BLOCKS blocks.
 */
void rp_noise_measure(gsl_rng *rng, const struct rp_noise *noise, double change,
		      double *d);

#endif /* RP_NOISE_H */
