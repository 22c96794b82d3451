/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_downsample.h - keep only as many points of a line as a plot can show */
#ifndef RP_DOWNSAMPLE_H
#define RP_DOWNSAMPLE_H

#include <stddef.h>

#include "reports/doc/rp_doc.h"

#define RP_THIN_MOST 80 /* points that a series keeps */

/*
 * Drop points of a series that share a pixel with others. @points: of one
 * series, x rising; those that stay move to the front. Cuts the width into
 * slices, by the logarithm of x if all x are above zero. The lowest and the
 * highest point of each slice stay, and so do the first and the last of all: no
 * peak and no tail is lost. Return: how many stay, at most RP_THIN_MOST.
 */
size_t rp_thin(const struct rp_point **points, size_t nr);

#endif /* RP_DOWNSAMPLE_H */
