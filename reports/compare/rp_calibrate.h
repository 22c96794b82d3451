/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_calibrate.h - A against A: limits from the spread of equal code */
#ifndef RP_CALIBRATE_H
#define RP_CALIBRATE_H

#include <jansson.h>

#include "reports/compare/rp_gate.h"

/* A limit is the spread of equal code times this. */
#define RP_CALIBRATE_SAFETY 1.5

/**
 * struct rp_calibration - limits from results of equal code
 * @results:	of equal code
 * @nr:		entries of @results
 * @seeds:	boots of exact mode among them
 * @metrics:	exact metrics with two figures or more
 * @limits:	object: metric to limits wider than the built-in ones
 * @estimates:	timed: size of each A/A estimate, in percent
 * @nr_estimates: entries of @estimates
 * @margin:	their 95th percentile, at least the built-in margin
 * @aa:		alarms of the new gate, each result compared with each
 * @builtin:	the same with the built-in limits
 */
struct rp_calibration {
	const struct rp_saved *results;
	size_t nr;
	size_t seeds;
	size_t metrics;
	json_t *limits;
	double *estimates;
	size_t nr_estimates;
	double margin;
	struct rp_aa aa;
	struct rp_aa builtin;
};

/**
 * rp_calibrate() - make limits
 * @c:		@results and @nr are set
 *
 * A run's figure is the least, or the median, over its seeds, so two runs never
 * differ by more than their seeds do.
 *
 * Return: 0 or -ENOMEM.
 */
int rp_calibrate(struct rp_calibration *c);
void rp_calibrate_free(struct rp_calibration *c);

/**
 * rp_calibrate_gate() - make a gate file
 * @c:		calibrated
 * @days:	until it expires
 *
 * Return: a new reference, or NULL.
 */
json_t *rp_calibrate_gate(const struct rp_calibration *c, unsigned int days);

#endif /* RP_CALIBRATE_H */
