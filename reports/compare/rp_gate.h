/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_gate.h - limits: how much a metric may change before it counts */
#ifndef RP_GATE_H
#define RP_GATE_H

#include <jansson.h>
#include <stddef.h>

#include "reports/compare/rp_metric.h"

#define RP_GATE_SCHEMA "revokebench/gate-1"

/* Percent; unrelated changes of code were measured to move figures so much. */
#define RP_GATE_MIN 0.05
#define RP_GATE_MEDIAN 0.3
/* In the metric's unit; start dates move the figures of equal code so much. */
#define RP_GATE_FLOOR 2
/* Percent; ten pairs of blocks have to show a change of 1 %. */
#define RP_GATE_MARGIN 0.5
#define RP_GATE_ALPHA 0.05
#define RP_GATE_DAYS 30

/* Limits of one metric; NaN: not set */
struct rp_limits {
	/* greatest change of the minimum that is no regression, in percent */
	double min;
	double median; /* the same of the median */
	/* change of either that never counts, in the metric's unit */
	double floor;
	/* least change of a timed metric that matters, in percent */
	double margin;
};

/* Limits of the metrics that a glob matches */
struct rp_rule {
	const char *glob; /* over names */
	struct rp_limits limits; /* of these metrics */
	const char *better; /* "lower", "higher" or NULL for the metric's own */
};

/* Equal code compared with equal code, A against A */
struct rp_aa {
	long long results; /* saved results that were compared; 0: not known */
	long long comparisons; /* of two metrics of equal code */
	long long alarms; /* comparisons that regressed under the new gate */
	long long significant; /* timed comparisons with p below alpha */
	long long timed; /* timed comparisons */
};

/* All limits */
struct rp_gate {
	const char *path; /* the file, or NULL for what is built in */
	const char *made; /* day, or NULL */
	const char *expires; /* last day, "2026-12-24", or NULL */
	struct rp_limits limits; /* of metrics without a rule */
	double alpha; /* of all tests */
	struct rp_rule *rules; /* written by hand; each must match a metric */
	size_t nr_rules;
	/* globs of the metrics whose p is adjusted by Holm's method */
	const char **primary;
	size_t nr_primary;
	/* object: name to limits, made by calibrate, or NULL */
	const json_t *calibrated;
	/* object: keys it was calibrated in, or NULL */
	const json_t *environment;
	struct rp_aa aa; /* outcome of A against A */
	json_t *root; /* the file; owns the texts above */
	struct obstack memory; /* of @path and all arrays */
};

/* The built-in limits */
void rp_gate_default(struct rp_gate *g);

/*
 * Read and check a gate file. @g: filled in; after an error there is nothing to
 * free. @why: on error one line. Return: 0; -EKEYEXPIRED for an expired gate;
 * or -errno.
 */
int rp_gate_load(struct rp_gate *g, const char *path, char *why, size_t size);
void rp_gate_free(struct rp_gate *g);

/*
 * Path of the gate that calibrate makes for an environment. @s: a result of
 * that environment. Return: a path for free(), or NULL.
 */
char *rp_gate_cached(const struct rp_saved *s);

/*
 * Does each glob match a metric of one of two results. @a: one result. @why: if
 * not, one line. Return: 0 or -ENOENT.
 */
int rp_gate_names_all(const struct rp_gate *g, const struct rp_saved *a,
		      const struct rp_saved *b, char *why, size_t size);

/* The limits of a metric. @better: changed if a rule has a polarity. */
struct rp_limits rp_gate_limits(const struct rp_gate *g, const char *name,
				enum rp_polarity *better);

/* Does a glob of "primary" match a metric */
int rp_gate_is_primary(const struct rp_gate *g, const char *name);

#endif /* RP_GATE_H */
