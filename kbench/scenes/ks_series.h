/* SPDX-License-Identifier: GPL-2.0-only */
/* ks_series.h - many samples of one cell, and of two in turns */
#ifndef KS_SERIES_H
#define KS_SERIES_H

#include "kbench/scenes/ks_scene.h"

/**
 * ks_series_take() - take samples of a cell, add its rows
 * @cell:	the cell
 * @nr:		how many, after some that are not kept
 */
void ks_series_take(const struct ks_cell *cell, unsigned int nr);

/**
 * ks_series_pairs() - the same in blocks, in turns with policy none
 * @plan:	its seed says in which order the two halves of a block come
 * @cell:	timed
 *
 * A block is ABBA or BAAB, so that what drifts hits both alike. Each block gives
 * a pair of medians for each phase; of none itself it is A against A.
 */
void ks_series_pairs(const struct ks_plan *plan, const struct ks_cell *cell);

#endif /* KS_SERIES_H */
