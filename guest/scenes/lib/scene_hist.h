/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_hist.h - log-linear buckets, exact to three digits; medians */
#ifndef SCENE_HIST_H
#define SCENE_HIST_H

#include <stddef.h>
#include <stdint.h>

/*
 * The lower edge of a value's bucket. Up to 2047 each value has one; above, it
 * is at most 1/1024 of its lower edge wide (as in HdrHistogram with three
 * digits).
 */
uint64_t scene_hist_edge(uint64_t value);

/* Sort in rising order */
void scene_sort(uint64_t *samples, size_t nr);

/* Median of at least one sorted sample, or the mean of the middle two */
double scene_median(const uint64_t *sorted, size_t nr);

#endif /* SCENE_HIST_H */
