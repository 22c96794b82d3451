// SPDX-License-Identifier: GPL-2.0-only
/* rp_calibrate.c - A against A: limits from the spread of equal code */
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/rvb_array.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_calibrate.h"
#include "reports/compare/rp_compare.h"

/* Keep the least and the greatest of both figures, in an object a metric. */
static void widen(json_t *spreads, const char *name, const char *figure,
		  double value)
{
	json_t *spread = json_object_get(spreads, name), *range;

	if (gsl_isnan(value))
		return;
	if (!spread) {
		spread = json_object();
		json_object_set_new(spreads, name, spread);
	}
	range = json_object_get(spread, figure);
	if (!range) {
		json_object_set_new(spread, figure,
				    json_pack("[f, f]", value, value));
		return;
	}
	if (value < json_real_value(json_array_get(range, 0)))
		json_real_set(json_array_get(range, 0), value);
	if (value > json_real_value(json_array_get(range, 1)))
		json_real_set(json_array_get(range, 1), value);
}

/* "benchmarks" of a result has a row a seed. */
static void widen_seeds(struct rp_calibration *c, json_t *spreads,
			const struct rp_saved *s)
{
	const json_t *rows = json_object_get(s->model.root, "benchmarks");
	size_t i, k;

	for (i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		const char *name =
			json_string_value(json_object_get(row, "run_name"));
		static const char *const figures[] = { "min", "p50" };

		for (k = 0; name && k < 2; k++) {
			const json_t *value = json_object_get(row, figures[k]);

			if (json_is_number(value))
				widen(spreads, name, figures[k],
				      json_number_value(value));
		}
	}
	c->seeds += json_array_size(s->model.seeds);
}

static void widen_runs(json_t *spreads, const struct rp_saved *s)
{
	const struct rp_metric *m;

	rvb_each(m, s, metrics) {
		if (m->how != RP_EXACT || m->missing)
			continue;
		widen(spreads, m->name, "min", m->min);
		widen(spreads, m->name, "p50", m->p50);
		widen(spreads, m->name, "p50", m->low);
		widen(spreads, m->name, "p50", m->high);
	}
}

/* The limit that a range needs, in percent; 0 if the built-in one is enough. */
static double limit_of(const json_t *range, double builtin)
{
	double low = json_number_value(json_array_get(range, 0));
	double high = json_number_value(json_array_get(range, 1)), limit;

	if (!(low > 0) || high - low <= RP_GATE_FLOOR)
		return 0;
	limit = RP_CALIBRATE_SAFETY * 100 * (high / low - 1);
	return limit > builtin ? limit : 0;
}

static void exact_limits(struct rp_calibration *c)
{
	json_t *spreads = json_object(), *spread, *own;
	const char *name;
	double least, median;
	size_t i;

	c->limits = json_object();
	if (!spreads || !c->limits)
		rvb_no_memory();
	for (i = 0; i < c->nr; i++) {
		widen_runs(spreads, &c->results[i]);
		widen_seeds(c, spreads, &c->results[i]);
	}
	json_object_foreach(spreads, name, spread)
	{
		least = limit_of(json_object_get(spread, "min"), RP_GATE_MIN);
		median = limit_of(json_object_get(spread, "p50"),
				  RP_GATE_MEDIAN);
		c->metrics++;
		if (!least && !median)
			continue;
		own = json_object();
		if (least)
			json_object_set_new(own, "min", json_real(least));
		if (median)
			json_object_set_new(own, "median", json_real(median));
		json_object_set_new(c->limits, name, own);
	}
	json_decref(spreads);
}

static void note(struct rp_calibration *c, double percent)
{
	c->estimates =
		rvb_grow(c->estimates, c->nr_estimates, sizeof(*c->estimates));
	c->estimates[c->nr_estimates++] = fabs(percent);
}

/* Compare each result with each other, as compare does. */
static void compare_all(struct rp_calibration *c, const struct rp_gate *gate,
			struct rp_aa *aa, int estimate)
{
	const struct rp_judged *j;
	size_t a, b;

	*aa = (struct rp_aa){ .results = c->nr };
	for (a = 0; a < c->nr; a++) {
		for (b = 0; b < c->nr; b++) {
			struct rp_comparison cmp = { .base = &c->results[a],
						     .new = &c->results[b],
						     .gate = gate };

			if (a == b)
				continue;
			rp_compare_keys(&cmp);
			rp_compare(&cmp);
			aa->comparisons += rp_compare_verdicts(&cmp);
			aa->alarms +=
				cmp.count[RP_REGRESSED] + cmp.count[RP_LOST];
			rvb_each(j, &cmp, judged) {
				if (!rp_judged_timed(j) || a > b)
					continue;
				aa->timed++;
				aa->significant += j->p < gate->alpha;
				if (estimate)
					note(c, j->median);
			}
			rp_compare_free(&cmp);
		}
	}
}

static void timed_margin(struct rp_calibration *c)
{
	double seen = 0;

	if (c->nr_estimates) {
		gsl_sort(c->estimates, 1, c->nr_estimates);
		seen = gsl_stats_quantile_from_sorted_data(
			c->estimates, 1, c->nr_estimates, 0.95);
	}
	c->margin = GSL_MAX_DBL(RP_GATE_MARGIN, seen);
}

void rp_calibrate(struct rp_calibration *c)
{
	struct rp_gate gate;

	rp_gate_default(&gate);
	exact_limits(c);
	compare_all(c, &gate, &c->builtin, 1);
	timed_margin(c);
	gate.calibrated = c->limits;
	gate.limits.margin = c->margin;
	compare_all(c, &gate, &c->aa, 0);
}

void rp_calibrate_free(struct rp_calibration *c)
{
	json_decref(c->limits);
	free(c->estimates);
}

static json_t *environment(const struct rp_saved *s)
{
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < s->nr_keys; i++)
		json_object_set_new(object, s->keys[i].key,
				    s->keys[i].value ?
					    json_string(s->keys[i].value) :
					    json_null());
	return object;
}

json_t *rp_calibrate_gate(const struct rp_calibration *c, unsigned int days)
{
	time_t now = time(NULL), end = now + days * 86400L;
	char made[11], expires[11];
	struct tm tm;

	strftime(made, sizeof(made), "%F", gmtime_r(&now, &tm));
	strftime(expires, sizeof(expires), "%F", gmtime_r(&end, &tm));
	return json_pack(
		"{s:s, s:s, s:s, s:{s:f, s:f, s:f, s:f}, s:f, s:O, s:o, s:{s:I, s:I, s:I, s:I, s:I}}",
		"schema", RP_GATE_SCHEMA, "made", made, "expires", expires,
		"limits", "min", RP_GATE_MIN, "median", RP_GATE_MEDIAN, "floor",
		(double)RP_GATE_FLOOR, "margin", c->margin, "alpha",
		RP_GATE_ALPHA, "calibrated", c->limits, "environment",
		environment(&c->results[0]), "aa", "results",
		(json_int_t)c->aa.results, "comparisons",
		(json_int_t)c->aa.comparisons, "alarms",
		(json_int_t)c->aa.alarms, "significant",
		(json_int_t)c->aa.significant, "timed",
		(json_int_t)c->aa.timed);
}
