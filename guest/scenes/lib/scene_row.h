/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_row.h - rows of the result */
#ifndef SCENE_ROW_H
#define SCENE_ROW_H

#include <jansson.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_sample.h"

/* The arrays of the result; see guest/scenes/README.md */
enum scene_array {
	SCENE_DISTRIBUTIONS,
	SCENE_THROUGHPUT,
	SCENE_LEDGER,
	SCENE_SCALING
};

#define SCENE_RAW_MAX 64 /* samples of one row that are kept as they are */

/*
 * Create a row with the name and sizes of a cell and the status DONE; the last
 * part of the name is @phase, unless NULL. scene_row_add() takes it over.
 */
json_t *scene_row(const struct scene_cell *cell, const char *phase);

/* Set status and reason of a row without figures */
void scene_row_missing(json_t *row, const char *status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void scene_row_add(enum scene_array array, json_t *row);

/**
 * scene_each_pair() - call a function for each pair of policy and device
 * @plan:	selects policies and devices
 * @cell:	copied, with each pair filled in
 * @array:	gets a row with the kernel's reason for a pair that does not fit;
 *		but SCENE_SCALING gets none
 * @play:	called for pairs that fit
 */
void scene_each_pair(const struct scene_plan *plan,
		     const struct scene_cell *cell, enum scene_array array,
		     void (*play)(const struct scene_plan *plan,
				  const struct scene_cell *cell));

/* Call before the first row */
void scene_rows_begin(const struct scene_plan *plan);

/* Ticks as whole nanoseconds of the clock of this mode */
json_t *scene_ns(uint64_t ticks);
double scene_ns_of(double ticks);

/* Add figures and sort samples; a part of a wait has no histogram */
void scene_row_samples(json_t *row, uint64_t *ticks, size_t nr, bool is_part);

/* By enum scene_phase, as in the names of rows */
extern const char *const scene_phase_names[SCENE_PHASES];

/* Send all rows to the host: an exit code */
int scene_rows_save(const struct scene_plan *plan);

#endif /* SCENE_ROW_H */
