// SPDX-License-Identifier: GPL-2.0-only
/* scene_hist.c - log-linear buckets, exact to three digits; medians */
#include <gsl/gsl_sort_ulong.h>

#include "guest/scenes/lib/scene_hist.h"

#define DIGIT_BITS 11 /* 2^11 steps to a power of two: 0.1 % */

uint64_t scene_hist_edge(uint64_t value)
{
	int bits = value ? 64 - __builtin_clzll(value) : 0;
	int shift = bits > DIGIT_BITS ? bits - DIGIT_BITS : 0;

	return value >> shift << shift;
}

void scene_sort(uint64_t *samples, size_t nr)
{
	gsl_sort_ulong(samples, 1, nr);
}

double scene_median(const uint64_t *sorted, size_t nr)
{
	return (sorted[nr / 2] + (double)sorted[(nr - 1) / 2]) / 2;
}
