/* SPDX-License-Identifier: GPL-2.0-only */
/* run_frame.h - check a guest's frame before anything is made of it */
#ifndef RUN_FRAME_H
#define RUN_FRAME_H

#include "host/run/run.h"
#include "reports/model/rp_schema.h"

/* Sanity limits, far above any valid frame. */
#define RUN_FRAME_ROWS 65536 /* in one array */
#define RUN_FRAME_MEMBERS 65536 /* in an object or array inside a row */
#define RUN_FRAME_SAMPLES 1000000 /* in one histogram */
#define RUN_FRAME_TEXT 4096 /* bytes of a string */

/* The size of a number: a double holds its sum over RUN_SEEDS_MAX boots. */
#define RUN_FRAME_NUMBER (1LL << 50)

/**
 * run_frame_check() - check the frame of a cell against the schema
 * @cell:	that has ended; nothing is done if it has no frame
 * @why:	set to one line if anything was wrong: the first fault
 * @size:	bytes in @why
 *
 * A fault in the figures of a measured row removes them and makes the row an
 * ERROR with a reason; so does a second row of its name. A fault in what
 * identifies a row drops the frame and its sum. In both cases a cell that was
 * DONE becomes an ERROR, "bad-result" with a detail. Figures of rows that were
 * not measured are removed.
 *
 * Return: false if anything was wrong.
 */
bool run_frame_check(struct run_cell *cell, char *why, size_t size);

/**
 * run_frame_figures() - check the figures of a measured row
 * @ck:		of the frame
 * @kind:	of the row
 * @row:	whose numbers are in range and whose strings are clean
 */
void run_frame_figures(struct rp_check *ck, const struct rp_kind *kind,
		       const json_t *row);

#endif /* RUN_FRAME_H */
