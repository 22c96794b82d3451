/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_calibrate.h - A against A: how far equal code comes apart by itself */
#ifndef RP_CALIBRATE_H
#define RP_CALIBRATE_H

#include <jansson.h>

#include "reports/compare/rp_gate.h"

/* A limit lies so many times as far as equal code was seen to move. */
#define RP_CALIBRATE_SAFETY 1.5

/**
 * struct rp_calibration - what results of equal code tell
 * @results:	them
 * @nr:		how many
 * @seeds:	boots of exact mode among them
 * @metrics:	exact metrics with two figures or more
 * @limits:	object: metric to limits wider than what is built in
 * @estimates:	timed: size of each A/A estimate, in percent
 * @nr_estimates: how many
 * @margin:	their 95th percentile, or what is built in if that is more
 * @aa:		how often the new gate alarms, comparing all with each other
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
 * A run's figure is the least, or the median, over its seeds, so no two runs
 * of seeds that were seen lie further apart than the seeds themselves do.
 *
 * Return: 0 or -ENOMEM.
 */
int rp_calibrate(struct rp_calibration *c);
void rp_calibrate_free(struct rp_calibration *c);

/**
 * rp_calibrate_gate() - as a gate file
 * @c:		calibrated
 * @days:	until it expires
 *
 * Return: a new reference, or NULL.
 */
json_t *rp_calibrate_gate(const struct rp_calibration *c, unsigned int days);

#endif /* RP_CALIBRATE_H */
