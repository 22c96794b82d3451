/* SPDX-License-Identifier: GPL-2.0-only */
/* run_merge.h - merge the frames of a run's boots into results.json */
#ifndef RUN_MERGE_H
#define RUN_MERGE_H

#include <jansson.h>
#include <stddef.h>

#include "host/run/run.h"

/* Raw samples of all distributions that results.json keeps. */
#define RUN_SAMPLES 60000

/* Most of one distribution: less if there are many distributions. */
#define RUN_ROW_SAMPLES 1000

/**
 * run_merge() - make the results of a run
 * @run:	whose cells have ended, whatever their status
 *
 * Return: the value of results.json, the caller's to release.
 */
json_t *run_merge(const struct run *run);

/**
 * run_merge_pin() - add summary, benchmarks and samples of ubench's rows
 * @run:	the run
 * @results:	with these three arrays
 */
void run_merge_pin(const struct run *run, json_t *results);

/**
 * run_merge_scene() - add the rows of the events
 * @run:	the run
 * @results:	gets the arrays of kb_scene's kinds of rows
 */
void run_merge_scene(const struct run *run, json_t *results);

#endif /* RUN_MERGE_H */
