// SPDX-License-Identifier: GPL-2.0-only
/* run_frame_row.c - figures that a row of each kind has to hold */
#include <string.h>

#include "host/results/run_frame.h"
#include "host/results/run_merge.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

/* Times are rounded one by one: a least may be above the median by that. */
#define ROUNDED 1

/* All that any row has. */
struct figures {
	const char *text, *status;
	const json_t *histogram, *samples, *pairs, *counts, *points;
	const json_t *counters, *recovery;
	long long n, rate;
	double min, p50, max, number;
	int flag;
};

#define FIGURE(need, member, key, type) \
	RP_##need(struct figures, member, key, RP_T_##type)

/* Numbers of one object that are needed, none below zero. */
static void check_numbers(struct rp_check *ck, const json_t *object,
			  const char *at, const char *const keys[], size_t nr)
{
	const json_t *value;
	size_t i;

	for (i = 0; i < nr && !ck->failed; i++) {
		value = json_object_get(object, keys[i]);
		if (!json_is_number(value))
			rp_check_fault(ck, at, "has no number \"%s\"", keys[i]);
		else if (json_number_value(value) < 0)
			rp_check_fault(ck, at, "\"%s\" is below zero", keys[i]);
	}
}

/* A list of numbers, none below @least or above @most. */
static void check_list(struct rp_check *ck, const char *at, const json_t *list,
		       double least, double most)
{
	const json_t *value;
	double number;
	size_t i;

	json_array_foreach(list, i, value)
	{
		number = json_number_value(value);
		if (!json_is_number(value))
			rp_check_fault(ck, at, "holds more than numbers");
		if (number < least || number > most)
			rp_check_fault(ck, at, "%.0f is outside of min and max",
				       number);
	}
}

static void check_order(struct rp_check *ck, const char *at,
			const struct figures *f)
{
	if (f->min < 0)
		rp_check_fault(ck, at, "min is below zero");
	if (f->p50 < f->min - ROUNDED)
		rp_check_fault(ck, at, "p50 is below min");
	if (f->max < f->min || f->p50 > f->max + ROUNDED)
		rp_check_fault(ck, at, "max is below min or p50");
}

static const struct rp_field distribution_figures[] = {
	FIGURE(NEED, n, "n", INTEGER),
	FIGURE(NEED, min, "min", NUMBER),
	FIGURE(NEED, p50, "p50", NUMBER),
	FIGURE(NEED, max, "max", NUMBER),
	FIGURE(MAYBE, histogram, "histogram", ARRAY),
	FIGURE(MAYBE, samples, "samples", ARRAY),
	FIGURE(MAYBE, pairs, "pairs", ARRAY),
	FIGURE(MAYBE, counts, "counts", OBJECT),
	FIGURE(MAYBE, flag, "steady", BOOL),
	FIGURE(MAYBE, rate, "blocks_seed", INTEGER),
};

/* Lower edges, rising from one that is not above min, each with its samples. */
static void check_histogram(struct rp_check *ck, const struct figures *f)
{
	const json_t *pair, *edge, *count;
	double last = -1;
	long long n = 0;
	size_t i;

	json_array_foreach(f->histogram, i, pair)
	{
		edge = json_array_get(pair, 0);
		count = json_array_get(pair, 1);
		if (json_array_size(pair) != 2 || !json_is_number(edge) ||
		    !json_is_integer(count))
			rp_check_fault(ck, "histogram",
				       "[%zu] is no edge with its count", i);
		if (json_integer_value(count) < 1)
			rp_check_fault(ck, "histogram",
				       "[%zu] has a count below 1", i);
		if (json_number_value(edge) <= last)
			rp_check_fault(ck, "histogram", "[%zu] does not rise",
				       i);
		last = json_number_value(edge);
		n += json_integer_value(count);
		if (ck->failed)
			return;
	}
	if (n != f->n)
		rp_check_fault(ck, "histogram", "holds %lld of %lld samples", n,
			       f->n);
	edge = json_array_get(json_array_get(f->histogram, 0), 0);
	if (json_number_value(edge) > f->min || last > f->max)
		rp_check_fault(ck, "histogram", "is outside of min and max");
}

static void check_pairs(struct rp_check *ck, const json_t *pairs)
{
	const json_t *pair;
	size_t i;

	json_array_foreach(pairs, i, pair)
	{
		if (json_array_size(pair) != 2)
			rp_check_fault(ck, "pairs", "[%zu] is no pair", i);
		check_list(ck, "pairs", pair, 0, RUN_FRAME_NUMBER);
	}
}

void run_frame_distribution(struct rp_check *ck, const json_t *row)
{
	struct figures f = { 0 };
	const json_t *value;
	const char *key;

	rp_check_object(ck, row, "", distribution_figures,
			NR(distribution_figures), &f);
	if (!ck->failed && (f.n < 1 || f.n > RUN_FRAME_SAMPLES))
		rp_check_fault(ck, "n", "is not in 1..%d", RUN_FRAME_SAMPLES);
	check_order(ck, "figures", &f);
	check_list(ck, "samples", f.samples, f.min, f.max);
	if (json_array_size(f.samples) > (size_t)f.n)
		rp_check_fault(ck, "samples", "are more than n");
	check_pairs(ck, f.pairs);
	json_object_foreach((json_t *)f.counts, key, value)
		check_numbers(ck, f.counts, "counts", &key, 1);
	if (f.histogram && !f.samples)
		rp_check_fault(ck, "samples", "missing beside a histogram");
	if (f.histogram && !ck->failed)
		check_histogram(ck, &f);
}

static const struct rp_field points_figures[] = {
	FIGURE(NEED, points, "points", ARRAY),
	FIGURE(MAYBE, recovery, "recovery", OBJECT),
};

static const struct rp_field rate_figures[] = {
	FIGURE(NEED, rate, "rate", INTEGER),
};

static const struct rp_field recovery_figures[] = {
	FIGURE(NEED, n, "n", INTEGER),
	FIGURE(MAYBE, p50, "p50", NUMBER),
	FIGURE(MAYBE, max, "max", NUMBER),
	FIGURE(MAYBE, text, "reason", STRING),
};

/* What rows of points have in common; @f is filled in. */
static void
check_points(struct rp_check *ck, const json_t *row, struct figures *f,
	     void (*check)(struct rp_check *ck, const json_t *point))
{
	const json_t *point;
	size_t i;

	rp_check_object(ck, row, "", points_figures, NR(points_figures), f);
	if (!ck->failed && !json_array_size(f->points))
		rp_check_fault(ck, "points", "is empty");
	json_array_foreach(f->points, i, point) check(ck, point);
}

static void check_recovery(struct rp_check *ck, const json_t *recovery)
{
	struct figures f = { .text = "" };

	rp_check_object(ck, recovery, "recovery", recovery_figures,
			NR(recovery_figures), &f);
	if (json_object_get(recovery, "p50")) {
		if (f.n < 1)
			rp_check_fault(ck, "recovery", "n is below 1");
		check_order(ck, "recovery", &f);
	} else if (!*f.text) {
		rp_check_fault(ck, "recovery", "has neither p50 nor a reason");
	}
}

static void check_rate(struct rp_check *ck, const json_t *point)
{
	static const char *const sums[] = { "revokes", "duration",
					    "device_bytes", "fs_ops",
					    "dio_bytes" };
	struct figures f = { 0 };

	if (json_object_get(point, "refused")) {
		if (!*run_merge_text(point, "refused"))
			rp_check_fault(ck, "points", "refused by no errno");
		return;
	}
	rp_check_object(ck, point, "points", rate_figures, NR(rate_figures),
			&f);
	if (f.rate < -1)
		rp_check_fault(ck, "points", "rate is below -1");
	check_numbers(ck, point, "points", sums, NR(sums));
}

void run_frame_throughput(struct rp_check *ck, const json_t *row)
{
	struct figures f = { 0 };

	check_points(ck, row, &f, check_rate);
	if (f.recovery)
		check_recovery(ck, f.recovery);
}

void run_frame_ledger(struct rp_check *ck, const json_t *row)
{
	static const char *const sums[] = {
		"issued_bytes", "right_bytes",	 "stale_bytes", "scratch_bytes",
		"lost_bytes",	"refused_bytes", "errors",	"killed",
		"fs_held",	"pages_held",	 "blocks_held", "events",
	};

	check_numbers(ck, row, "figures", sums, NR(sums));
}

static const struct rp_field point_figures[] = {
	FIGURE(NEED, n, "n", INTEGER),
	FIGURE(MAYBE, min, "min", NUMBER),
	FIGURE(MAYBE, p50, "p50", NUMBER),
	FIGURE(MAYBE, status, "status", STRING),
	FIGURE(MAYBE, text, "reason", STRING),
};

/* Memory is what was free before less what is free then: may be below zero. */
static void check_point(struct rp_check *ck, const json_t *point)
{
	struct figures f = { .text = "", .status = "DONE" };

	rp_check_object(ck, point, "points", point_figures, NR(point_figures),
			&f);
	rp_check_status(ck, "points", f.status);
	if (f.n < 0)
		rp_check_fault(ck, "points", "n is below zero");
	if (strcmp(f.status, "DONE")) {
		if (!*f.text)
			rp_check_fault(ck, "points", "%s without a reason",
				       f.status);
		return;
	}
	if (!json_object_get(point, "p50"))
		rp_check_fault(ck, "points", "has no p50");
	f.max = f.p50 + ROUNDED;
	if (json_object_get(point, "min"))
		check_order(ck, "points", &f);
}

void run_frame_scaling(struct rp_check *ck, const json_t *row)
{
	struct figures f = { 0 };

	check_points(ck, row, &f, check_point);
}

static const struct rp_field pin_figures[] = {
	FIGURE(NEED, n, "loops", INTEGER),
	FIGURE(NEED, min, "min", NUMBER),
	FIGURE(NEED, p50, "p50", NUMBER),
	FIGURE(NEED, samples, "samples", ARRAY),
	FIGURE(MAYBE, flag, "waits", BOOL),
	FIGURE(MAYBE, counters, "counters", ARRAY),
};

static const struct rp_field counter_figures[] = {
	FIGURE(NEED, text, "event", STRING),
	FIGURE(MAYBE, number, "value", NUMBER),
	FIGURE(MAYBE, number, "scaled", NUMBER),
	FIGURE(MAYBE, text, "reason", STRING),
};

static void check_counter(struct rp_check *ck, const json_t *counter)
{
	struct figures f = { 0 };

	rp_check_object(ck, counter, "counters", counter_figures,
			NR(counter_figures), &f);
	if (!json_object_get(counter, "value") &&
	    !json_object_get(counter, "reason"))
		rp_check_fault(ck, "counters", "has neither value nor reason");
	if (f.number < 0)
		rp_check_fault(ck, "counters", "holds a number below zero");
}

void run_frame_pin(struct rp_check *ck, const json_t *row)
{
	struct figures f = { 0 };
	const json_t *counter;
	size_t i;

	rp_check_object(ck, row, "", pin_figures, NR(pin_figures), &f);
	if (!ck->failed && f.n < 1)
		rp_check_fault(ck, "loops", "is below 1");
	f.max = f.p50;
	check_order(ck, "figures", &f);
	check_list(ck, "samples", f.samples, f.min, RUN_FRAME_NUMBER);
	json_array_foreach(f.counters, i, counter) check_counter(ck, counter);
}
