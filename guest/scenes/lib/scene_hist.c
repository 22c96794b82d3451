// SPDX-License-Identifier: GPL-2.0-only
/* scene_hist.c - log-linear buckets: three digits of any size of number */
#include <stdlib.h>

#include "guest/scenes/lib/scene_hist.h"

#define DIGIT_BITS 11 /* 2^11 steps to a power of two: 0.1 % */

uint64_t scene_hist_edge(uint64_t value)
{
	int bits = value ? 64 - __builtin_clzll(value) : 0;
	int shift = bits > DIGIT_BITS ? bits - DIGIT_BITS : 0;

	return value >> shift << shift;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void scene_sort(uint64_t *samples, size_t nr)
{
	qsort(samples, nr, sizeof(*samples), by_value);
}

double scene_median(const uint64_t *sorted, size_t nr)
{
	return (sorted[nr / 2] + (double)sorted[(nr - 1) / 2]) / 2;
}
