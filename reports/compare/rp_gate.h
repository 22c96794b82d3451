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

/**
 * struct rp_limits - limits of one metric; NaN: not set
 * @min:	greatest change of the minimum that is no regression, in percent
 * @median:	the same of the median
 * @floor:	change of either that never counts, in the metric's unit
 * @margin:	least change of a timed metric that matters, in percent
 */
struct rp_limits {
	double min;
	double median;
	double floor;
	double margin;
};

/**
 * struct rp_rule - limits of the metrics that a glob matches
 * @glob:	over names
 * @limits:	of these metrics
 * @better:	"lower", "higher" or NULL for the metric's own
 */
struct rp_rule {
	const char *glob;
	struct rp_limits limits;
	const char *better;
};

/**
 * struct rp_aa - equal code compared with equal code, A against A
 * @results:	saved results that were compared; 0: not known
 * @comparisons: of two metrics of equal code
 * @alarms:	comparisons that regressed under the new gate
 * @significant: timed comparisons with p below alpha
 * @timed:	timed comparisons
 */
struct rp_aa {
	long long results;
	long long comparisons;
	long long alarms;
	long long significant;
	long long timed;
};

/**
 * struct rp_gate - all limits
 * @path:	the file, or NULL for what is built in
 * @made:	day, or NULL
 * @expires:	last day, "2026-12-24", or NULL
 * @limits:	of metrics without a rule
 * @alpha:	of all tests
 * @rules:	written by hand; each must match a metric
 * @nr_rules:	entries of @rules
 * @primary:	globs of the metrics whose p is adjusted by Holm's method
 * @nr_primary:	entries of @primary
 * @calibrated:	object: name to limits, made by calibrate, or NULL
 * @environment: object: keys it was calibrated in, or NULL
 * @aa:		outcome of A against A
 * @root:	the file; owns the texts above
 */
struct rp_gate {
	char *path;
	const char *made;
	const char *expires;
	struct rp_limits limits;
	double alpha;
	struct rp_rule *rules;
	size_t nr_rules;
	const char **primary;
	size_t nr_primary;
	const json_t *calibrated;
	const json_t *environment;
	struct rp_aa aa;
	json_t *root;
};

/**
 * rp_gate_default() - the built-in limits
 * @g:		filled in
 */
void rp_gate_default(struct rp_gate *g);

/**
 * rp_gate_load() - read and check a gate file
 * @g:		filled in; after an error there is nothing to free
 * @path:	the file
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0; -EKEYEXPIRED for an expired gate; or -errno.
 */
int rp_gate_load(struct rp_gate *g, const char *path, char *why, size_t size);
void rp_gate_free(struct rp_gate *g);

/**
 * rp_gate_cached() - path of the gate that calibrate makes for an environment
 * @s:		a result of that environment
 *
 * Return: a path for free(), or NULL.
 */
char *rp_gate_cached(const struct rp_saved *s);

/**
 * rp_gate_names_all() - does each glob match a metric of one of two results
 * @g:		the gate
 * @a:		one result
 * @b:		the other
 * @why:	if not, one line
 * @size:	bytes in @why
 *
 * Return: 0 or -ENOENT.
 */
int rp_gate_names_all(const struct rp_gate *g, const struct rp_saved *a,
		      const struct rp_saved *b, char *why, size_t size);

/**
 * rp_gate_limits() - the limits of a metric
 * @g:		the gate
 * @name:	of the metric
 * @better:	changed if a rule has a polarity
 */
struct rp_limits rp_gate_limits(const struct rp_gate *g, const char *name,
				enum rp_polarity *better);

/**
 * rp_gate_is_primary() - does a glob of "primary" match a metric
 * @g:		the gate
 * @name:	of the metric
 */
int rp_gate_is_primary(const struct rp_gate *g, const char *name);

#endif /* RP_GATE_H */
