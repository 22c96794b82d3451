/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_row.h - rows of the result */
#ifndef SCENE_ROW_H
#define SCENE_ROW_H

#include <jansson.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_sample.h"

/* The arrays of the result; see "Result" in guest/scenes/README.md */
enum scene_array {
	SCENE_DISTRIBUTIONS,
	SCENE_THROUGHPUT,
	SCENE_LEDGER,
	SCENE_SCALING
};

#define SCENE_RAW_MAX 64 /* samples of one row that are kept as they are */

/**
 * scene_row() - a row that says of which cell it is
 * @cell:	the cell
 * @phase:	last part of its name, or NULL
 *
 * Return: the row, status DONE, to be handed to scene_row_add().
 */
json_t *scene_row(const struct scene_cell *cell, const char *phase);

/* The row has no figures, for that reason */
void scene_row_missing(json_t *row, const char *status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void scene_row_add(enum scene_array array, json_t *row);

/* Before the first row */
void scene_rows_begin(const struct scene_plan *plan);

/* A whole number, in nanoseconds of this mode's clock */
json_t *scene_ns(uint64_t ticks);
double scene_ns_of(double ticks);

/**
 * scene_row_samples() - the figures of a distribution
 * @row:	its row
 * @ticks:	samples in the order in which they were taken; sorted by this
 * @nr:		how many, at least one
 * @is_part:	only a part of a wait: neither histogram nor raw samples
 */
void scene_row_samples(json_t *row, uint64_t *ticks, size_t nr, bool is_part);

/* The word of a phase */
extern const char *const scene_phase_names[SCENE_PHASES];

/**
 * scene_rows_save() - hand all rows over
 * @plan:	what was asked for
 *
 * Return: an exit code of enum rvb_exit.
 */
int scene_rows_save(const struct scene_plan *plan);

#endif /* SCENE_ROW_H */
