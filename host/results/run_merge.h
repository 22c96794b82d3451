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

/*
 * Make the results of a run. @run: whose cells have ended, whatever their
 * status. Return: the value of results.json, the caller's to release.
 */
json_t *run_merge(const struct run *run);

/*
 * Add summary, benchmarks and samples of ubench's rows. @results: with these
 * three arrays.
 */
void run_merge_pin(const struct run *run, json_t *results);

/*
 * Add the rows of the events. @results: gets the arrays of kb_scene's kinds of
 * rows.
 */
void run_merge_scene(const struct run *run, json_t *results);

#endif /* RUN_MERGE_H */
