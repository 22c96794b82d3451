/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_series.h - series of samples of one cell, or of two cells in turns */
#ifndef SCENE_SERIES_H
#define SCENE_SERIES_H

#include "guest/scenes/lib/scene.h"

/* Take @nr samples of a cell after some warm-ups, and add its rows */
void scene_series_take(const struct scene_cell *cell, unsigned int nr);

/*
 * Take samples of a timed cell in blocks, in turns with policy none. A block is
 * ABBA or BAAB, chosen at random, so that drift affects both alike; it gives a
 * pair of medians for each phase, for none A against A.
 */
void scene_series_pairs(const struct scene_plan *plan,
			const struct scene_cell *cell);

#endif /* SCENE_SERIES_H */
