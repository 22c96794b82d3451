// SPDX-License-Identifier: GPL-2.0-only
/* run_frame_row.c - the figures of one row of a frame */

#include "host/results/run_frame.h"
#include "lib/rvb_file.h"

/* Times are rounded one by one: the least may be above the median by that. */
#define ROUNDED 1

static double number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static void check_samples(struct rp_check *ck, const json_t *samples,
			  double least, double most)
{
	const json_t *value;
	double number;
	size_t i;

	json_array_foreach(samples, i, value)
	{
		number = json_number_value(value);
		if (!json_is_number(value))
			rp_check_fault(ck, "samples",
				       "holds more than numbers");
		if (number < least || number > most)
			rp_check_fault(ck, "samples",
				       "%.0f is outside of min and max",
				       number);
	}
}

static void check_order(struct rp_check *ck, const char *at, double min,
			double p50, double max)
{
	if (p50 < min - ROUNDED)
		rp_check_fault(ck, at, "p50 is below min");
	if (max < min || p50 > max + ROUNDED)
		rp_check_fault(ck, at, "max is below min or p50");
}

/* Lower edges, rising from one that is not above min, each with its samples. */
static void check_histogram(struct rp_check *ck, const json_t *row)
{
	const json_t *pair, *count;
	double edge, last = -1, n = 0;
	size_t i;

	json_array_foreach(json_object_get(row, "histogram"), i, pair)
	{
		edge = json_number_value(json_array_get(pair, 0));
		count = json_array_get(pair, 1);
		if (!json_is_integer(count) || json_integer_value(count) < 1)
			rp_check_fault(ck, "histogram",
				       "[%zu] has a count below 1", i);
		if (edge <= last)
			rp_check_fault(ck, "histogram", "[%zu] does not rise",
				       i);
		if (!i && edge > number(row, "min"))
			rp_check_fault(ck, "histogram",
				       "is outside of min and max");
		last = edge;
		n += json_number_value(count);
	}
	if (n != number(row, "n"))
		rp_check_fault(ck, "histogram", "holds %.0f of %.0f samples", n,
			       number(row, "n"));
	if (last > number(row, "max"))
		rp_check_fault(ck, "histogram", "is outside of min and max");
}

static void check_distribution(struct rp_check *ck, const json_t *row)
{
	const json_t *samples = json_object_get(row, "samples"), *value;
	double min = number(row, "min"), max = number(row, "max");
	const char *key;

	if (number(row, "n") > RUN_FRAME_SAMPLES)
		rp_check_fault(ck, "n", "is not in 1..%d", RUN_FRAME_SAMPLES);
	check_order(ck, "figures", min, number(row, "p50"), max);
	check_samples(ck, samples, min, max);
	if (json_array_size(samples) > number(row, "n"))
		rp_check_fault(ck, "samples", "are more than n");
	json_object_foreach(json_object_get(row, "counts"), key, value)
	{
		if (!json_is_number(value) || json_number_value(value) < 0)
			rp_check_fault(ck, "counts",
				       "%s is no number or below zero", key);
	}
	if (!json_object_get(row, "histogram"))
		return;
	if (!samples)
		rp_check_fault(ck, "samples", "missing next to a histogram");
	check_histogram(ck, row);
}

static void check_recovery(struct rp_check *ck, const json_t *recovery)
{
	rp_load_fields(ck, recovery, "recovery", NULL, &rp_recovery_fields);
	if (!json_object_get(recovery, "p50")) {
		if (!*rvb_json_text(recovery, "reason"))
			rp_check_fault(ck, "recovery",
				       "has neither p50 nor a reason");
		return;
	}
	if (number(recovery, "n") < 1)
		rp_check_fault(ck, "recovery", "n is below 1");
	check_order(ck, "recovery", 0, number(recovery, "p50"),
		    number(recovery, "max"));
}

static void check_rate(struct rp_check *ck, const json_t *point)
{
	if (!json_object_get(point, "refused"))
		rp_load_fields(ck, point, "points", NULL,
			       &rp_kinds[RP_THROUGHPUT].point);
	else if (!*rvb_json_text(point, "refused"))
		rp_check_fault(ck, "points", "refused by no errno");
}

static void check_scaling(struct rp_check *ck, const json_t *point)
{
	double p50 = number(point, "p50");

	rp_load_fields(ck, point, "points", NULL, &rp_kinds[RP_SCALING].point);
	if (!rp_is_measured(point)) {
		if (!*rvb_json_text(point, "reason"))
			rp_check_fault(ck, "points", "%s without a reason",
				       rvb_json_text(point, "status"));
		return;
	}
	if (!json_object_get(point, "p50"))
		rp_check_fault(ck, "points", "has no p50");
	if (json_object_get(point, "min"))
		check_order(ck, "points", number(point, "min"), p50,
			    p50 + ROUNDED);
}

static void check_points(struct rp_check *ck, const json_t *points,
			 void (*check)(struct rp_check *ck,
				       const json_t *point))
{
	const json_t *point;
	size_t i;

	if (!json_array_size(points))
		rp_check_fault(ck, "points", "is empty");
	json_array_foreach(points, i, point) check(ck, point);
}

static void check_pin(struct rp_check *ck, const json_t *row)
{
	double min = number(row, "min"), p50 = number(row, "p50");
	const json_t *counter;
	size_t i;

	check_order(ck, "figures", min, p50, p50);
	check_samples(ck, json_object_get(row, "samples"), min,
		      RUN_FRAME_NUMBER);
	json_array_foreach(json_object_get(row, "counters"), i, counter)
	{
		rp_load_fields(ck, counter, "counters", NULL,
			       &rp_counter_fields);
		if (!json_object_get(counter, "value") &&
		    !json_object_get(counter, "reason"))
			rp_check_fault(ck, "counters",
				       "has neither value nor reason");
	}
}

void run_frame_figures(struct rp_check *ck, const struct rp_kind *kind,
		       const json_t *row)
{
	const json_t *points = json_object_get(row, "points");
	const json_t *recovery = json_object_get(row, "recovery");

	rp_load_fields(ck, row, "", NULL, &kind->figures);
	if (ck->failed)
		return;
	switch (kind - rp_kinds) {
	case RP_PIN:
		check_pin(ck, row);
		break;
	case RP_DISTRIBUTION:
	case RP_USER:
		check_distribution(ck, row);
		break;
	case RP_THROUGHPUT:
		check_points(ck, points, check_rate);
		if (recovery)
			check_recovery(ck, recovery);
		break;
	case RP_SCALING:
		check_points(ck, points, check_scaling);
		break;
	}
}
