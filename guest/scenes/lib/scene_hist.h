/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_hist.h - log-linear buckets, exact to three digits; medians */
#ifndef SCENE_HIST_H
#define SCENE_HIST_H

#include <stddef.h>
#include <stdint.h>

/**
 * scene_hist_edge() - find the bucket of a value
 * @value:	ticks
 *
 * Up to 2047 each value has a bucket; above, a bucket is at most 1/1024 of its
 * lower edge wide (as in HdrHistogram with three digits).
 *
 * Return: the bucket's lower edge.
 */
uint64_t scene_hist_edge(uint64_t value);

/**
 * scene_sort() - sort samples in rising order
 * @samples:	ticks
 * @nr:		their number
 */
void scene_sort(uint64_t *samples, size_t nr);

/**
 * scene_median() - median of samples
 * @sorted:	in rising order
 * @nr:		their number, at least one
 *
 * Return: the middle sample, or the mean of the middle two.
 */
double scene_median(const uint64_t *sorted, size_t nr);

#endif /* SCENE_HIST_H */
