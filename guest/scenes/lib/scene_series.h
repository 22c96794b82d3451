/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_series.h - series of samples of one cell, or of two cells in turns */
#ifndef SCENE_SERIES_H
#define SCENE_SERIES_H

#include "guest/scenes/lib/scene.h"

/**
 * scene_series_take() - take samples of a cell and add its rows
 * @cell:	the cell
 * @nr:		number of samples, after some warm-ups
 */
void scene_series_take(const struct scene_cell *cell, unsigned int nr);

/**
 * scene_series_pairs() - take samples in blocks, in turns with policy none
 * @plan:	the options
 * @cell:	a timed cell
 *
 * A block is ABBA or BAAB, chosen at random, so that drift affects both alike.
 * Each block gives a pair of medians for each phase; for none that is A against A.
 */
void scene_series_pairs(const struct scene_plan *plan,
			const struct scene_cell *cell);

#endif /* SCENE_SERIES_H */
