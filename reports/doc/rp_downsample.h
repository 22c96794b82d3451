/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_downsample.h - no more points a line than a plot can show */
#ifndef RP_DOWNSAMPLE_H
#define RP_DOWNSAMPLE_H

#include <stddef.h>

#include "reports/doc/rp_doc.h"

#define RP_THIN_MOST 400 /* points a series that are left alone */
#define RP_THIN_TO 100 /* at most so many of a longer one */

/**
 * rp_thin() - leave out points of a series that nobody would see
 * @points:	of one series, x rising; those that stay move to the front
 * @nr:		how many
 *
 * The width is cut into slices, by the logarithm of x where all x are above
 * zero. Of each slice the lowest and the highest point stay, and so do the
 * first and the last of all: no peak and no tail goes.
 *
 * Return: how many stay: all of up to RP_THIN_MOST, else at most RP_THIN_TO.
 */
size_t rp_thin(const struct rp_point **points, size_t nr);

#endif /* RP_DOWNSAMPLE_H */
