/* SPDX-License-Identifier: GPL-2.0-only */
/* run_merge.h - the guests' frames of one run into its results */
#ifndef RUN_MERGE_H
#define RUN_MERGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "host/run/run.h"

/* More boots than that never give one figure. */
#define RUN_SEEDS_MAX 8

#define RUN_DISAGREE "the seeds disagree on what this is"

/**
 * run_merge() - the results of a run
 * @run:	whose cells have ended, well or not
 *
 * Return: the value of results.json, the caller's to release.
 */
json_t *run_merge(const struct run *run);

/**
 * run_merge_cells() - the boots whose figures belong together
 * @run:	the run
 * @program:	that they ran
 * @mode:	exact or timed
 * @cells:	set to them, without the twin
 *
 * Return: how many.
 */
int run_merge_cells(const struct run *run, const char *program,
		    const char *mode,
		    const struct run_cell *cells[RUN_SEEDS_MAX]);

/**
 * run_merge_index() - the rows of an array by their names
 * @cell:	whose frame run_frame_check() has seen: no name is there twice
 * @array:	its name
 *
 * Return: an object in the order of the rows, the caller's to release.
 */
json_t *run_merge_index(const struct run_cell *cell, const char *array);

/**
 * run_merge_error() - what is wrong with a row in some boot
 * @row:	of each boot, or NULL where it has none
 * @nr:		how many
 *
 * Return: the reason of the first that is an ERROR, or NULL.
 */
const char *run_merge_error(json_t *const row[], int nr);

/**
 * run_merge_pin() - add summary, benchmarks and samples of ubench's rows
 * @run:	the run
 * @results:	with these three arrays
 */
void run_merge_pin(const struct run *run, json_t *results);

/**
 * run_merge_scene() - add what was seen at events
 * @run:	the run
 * @results:	gets distributions, throughput, ledger and scaling where a
 *		frame has them
 */
void run_merge_scene(const struct run *run, json_t *results);

/* Raw samples of all distributions that results.json keeps. */
#define RUN_SAMPLES 60000

/* And of one, where there are few of them; where there are many, a part. */
#define RUN_ROW_SAMPLES 1000

/**
 * run_merge_distribution() - one distribution out of those of several boots
 * @row:	of each boot, all DONE
 * @nr:		how many
 * @samples:	most raw samples that are kept
 * @out:	their identity; gets figures, or status ERROR with a reason
 *
 * A part of an event has no histogram, and no quantile but the median.
 * The histograms add up. Of a boot's median there is one a boot: p50 is the
 * median of these, p50_low and p50_high bound them. Other quantiles are lower
 * edges of buckets. p50_ci and p99_ci are order-statistic intervals of 95 %.
 * What fewer than ten samples lie beyond is left out.
 */
void run_merge_distribution(json_t *const row[], int nr, size_t samples,
			    json_t *out);

/**
 * run_merge_medians() - p50, p50_low and p50_high over boots
 * @row:	of each boot
 * @nr:		how many
 * @out:	gets the three
 */
void run_merge_medians(json_t *const row[], int nr, json_t *out);

/**
 * run_merge_sum() - add up one number of several objects
 * @row:	objects
 * @nr:		how many
 * @key:	of the number
 * @out:	gets the sum under @key, unless no object has it
 */
void run_merge_sum(json_t *const row[], int nr, const char *key, json_t *out);

/**
 * run_merge_number() - a number as JSON, whole if it is
 * @value:	any that is finite
 */
json_t *run_merge_number(double value);

/**
 * run_merge_fail() - a row that has no figures
 * @out:	gets status ERROR
 * @reason:	why, a reference that is taken
 */
void run_merge_fail(json_t *out, json_t *reason);

/* A string of an object, empty if it is not there. */
static inline const char *run_merge_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

#endif /* RUN_MERGE_H */
