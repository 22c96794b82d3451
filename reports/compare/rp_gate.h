/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_gate.h - how much may change before it counts, and what that rests on */
#ifndef RP_GATE_H
#define RP_GATE_H

#include <jansson.h>
#include <stddef.h>

#include "reports/compare/rp_metric.h"

#define RP_GATE_SCHEMA "revokebench/gate-1"

/* Percent; the floor that unrelated perturbations were measured to have. */
#define RP_GATE_MIN 0.05
#define RP_GATE_MEDIAN 0.3
/* In the metric's own unit; equal code differs by so much over start dates. */
#define RP_GATE_FLOOR 2
/* Percent; a change of 1 % is to be found with ten pairs. */
#define RP_GATE_MARGIN 0.5
#define RP_GATE_ALPHA 0.05
#define RP_GATE_DAYS 30

/**
 * struct rp_limits - what one metric is held to; NaN: not set
 * @min:	change of the least that is too much, in percent
 * @median:	the same of the median
 * @floor:	change of either that never counts, in the metric's unit
 * @margin:	change that matters of a timed metric, in percent
 */
struct rp_limits {
	double min;
	double median;
	double floor;
	double margin;
};

/**
 * struct rp_rule - limits of the metrics that a glob names
 * @glob:	over names
 * @limits:	of them
 * @better:	"lower", "higher" or NULL for the metric's own
 */
struct rp_rule {
	const char *glob;
	struct rp_limits limits;
	const char *better;
};

/**
 * struct rp_aa - what came of A against A
 * @results:	saved results it was made from; 0: not known
 * @comparisons: of two metrics of equal code
 * @alarms:	of them with the gate that was made
 * @significant: of the timed ones with p below alpha
 * @timed:	how many timed ones there were
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
 * @made:	when, or NULL
 * @expires:	last day, "2026-12-24", or NULL
 * @limits:	where no rule says otherwise
 * @alpha:	of all tests
 * @rules:	written by hand; each must name something
 * @nr_rules:	how many
 * @primary:	globs of the metrics that Holm's method protects
 * @nr_primary:	how many
 * @calibrated:	object: name to limits, made by calibrate, or NULL
 * @environment: object: what it was made in, or NULL
 * @aa:		what came of A against A
 * @root:	owns all of it
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
 * rp_gate_default() - the limits that are built in
 * @g:		filled in
 */
void rp_gate_default(struct rp_gate *g);

/**
 * rp_gate_load() - read and check a gate file
 * @g:		filled in; nothing to be freed after an error
 * @path:	the file
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0; -EKEYEXPIRED for one past its day; or -errno.
 */
int rp_gate_load(struct rp_gate *g, const char *path, char *why, size_t size);
void rp_gate_free(struct rp_gate *g);

/**
 * rp_gate_cached() - where calibrate keeps the gate of an environment
 * @s:		a result of it
 *
 * Return: a path for free(), or NULL.
 */
char *rp_gate_cached(const struct rp_saved *s);

/**
 * rp_gate_names_all() - does each rule name something in one of both results
 * @g:		the gate
 * @a:		one
 * @b:		other
 * @why:	if not, one line
 * @size:	bytes in @why
 *
 * Return: 0 or -ENOENT.
 */
int rp_gate_names_all(const struct rp_gate *g, const struct rp_saved *a,
		      const struct rp_saved *b, char *why, size_t size);

/**
 * rp_gate_limits() - what a metric is held to
 * @g:		the gate
 * @name:	the metric's
 * @better:	changed where a rule says so
 */
struct rp_limits rp_gate_limits(const struct rp_gate *g, const char *name,
				enum rp_polarity *better);

/**
 * rp_gate_is_primary() - is it one of the few that matter most
 * @g:		the gate
 * @name:	the metric's
 */
int rp_gate_is_primary(const struct rp_gate *g, const char *name);

#endif /* RP_GATE_H */
