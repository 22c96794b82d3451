/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_series.h - many samples of one cell, and of two in turns */
#ifndef SCENE_SERIES_H
#define SCENE_SERIES_H

#include "guest/scenes/lib/scene.h"

/**
 * scene_series_take() - take samples of a cell, add its rows
 * @cell:	the cell
 * @nr:		how many, after some that are not kept
 */
void scene_series_take(const struct scene_cell *cell, unsigned int nr);

/**
 * scene_series_pairs() - the same in blocks, in turns with policy none
 * @plan:	its seed says in which order the two halves of a block come
 * @cell:	timed
 *
 * A block is ABBA or BAAB, so that what drifts hits both alike. Each block gives
 * a pair of medians for each phase; of none itself it is A against A.
 */
void scene_series_pairs(const struct scene_plan *plan,
			const struct scene_cell *cell);

#endif /* SCENE_SERIES_H */
