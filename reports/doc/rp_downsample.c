// SPDX-License-Identifier: GPL-2.0-only
/* rp_downsample.c - keep only as many points of a line as a plot can show */
#include <math.h>

#include "reports/doc/rp_downsample.h"

/* Two points a slice, and the two ends. */
#define SLICES ((RP_THIN_MOST - 2) / 2)

static double place(const struct rp_point *p, int logarithmic)
{
	return logarithmic ? log(p->x) : p->x;
}

/* The points from @begin to before @end as one slice, in their order. */
static size_t keep(const struct rp_point **points, size_t begin, size_t end,
		   size_t kept)
{
	size_t low = begin, high = begin, i;
	const struct rp_point *first, *second;

	for (i = begin; i < end; i++) {
		if (points[i]->y < points[low]->y)
			low = i;
		if (points[i]->y > points[high]->y)
			high = i;
	}
	first = points[low < high ? low : high];
	second = points[low < high ? high : low];
	points[kept++] = first;
	if (second != first)
		points[kept++] = second;
	return kept;
}

size_t rp_thin(const struct rp_point **points, size_t nr)
{
	const struct rp_point *last;
	size_t begin = 1, end, kept = 1;
	double least, width;
	int logarithmic, slice;

	if (nr <= RP_THIN_MOST)
		return nr;
	last = points[nr - 1];
	logarithmic = points[0]->x > 0;
	least = place(points[0], logarithmic);
	width = place(last, logarithmic) - least;
	for (slice = 1; slice <= SLICES && begin < nr - 1; slice++) {
		for (end = begin; end < nr - 1; end++)
			if (slice < SLICES &&
			    place(points[end], logarithmic) >
				    least + width * slice / SLICES)
				break;
		if (end > begin)
			kept = keep(points, begin, end, kept);
		begin = end;
	}
	points[kept++] = last;
	return kept;
}
