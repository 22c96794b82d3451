/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_calibrate.h - A against A: limits from the spread of equal code */
#ifndef RP_CALIBRATE_H
#define RP_CALIBRATE_H

#include <jansson.h>

#include "reports/compare/rp_gate.h"

/* A limit is the spread of equal code times this. */
#define RP_CALIBRATE_SAFETY 1.5

/* Limits from results of equal code */
struct rp_calibration {
	const struct rp_saved *results; /* of equal code */
	size_t nr;
	size_t seeds; /* boots of exact mode among them */
	size_t metrics; /* exact metrics with two figures or more */
	/* object: metric to limits wider than the built-in ones */
	json_t *limits;
	double *estimates; /* timed: size of each A/A estimate, in percent */
	size_t nr_estimates;
	double margin; /* their 95th percentile, at least the built-in margin */
	/* alarms of the new gate, each result compared with each */
	struct rp_aa aa;
	struct rp_aa builtin; /* the same with the built-in limits */
};

/*
 * Make limits. @c: @results and @nr are set. A run's figure is the least, or
 * the median, over its seeds, so two runs never differ by more than their seeds
 * do.
 */
void rp_calibrate(struct rp_calibration *c);
void rp_calibrate_free(struct rp_calibration *c);

/*
 * Make a gate file. @c: calibrated. @days: until it expires. Return: a new
 * reference, or NULL.
 */
json_t *rp_calibrate_gate(const struct rp_calibration *c, unsigned int days);

#endif /* RP_CALIBRATE_H */
