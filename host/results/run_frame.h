/* SPDX-License-Identifier: GPL-2.0-only */
/* run_frame.h - a guest's frame, judged before anything is made of it */
#ifndef RUN_FRAME_H
#define RUN_FRAME_H

#include "host/run/run.h"
#include "reports/model/rp_check.h"

/* No frame of ours comes near these; what is beyond is a guest gone wrong. */
#define RUN_FRAME_ROWS 65536 /* in one array */
#define RUN_FRAME_MEMBERS 65536 /* of what is inside a row */
#define RUN_FRAME_SAMPLES 1000000 /* behind one histogram */
#define RUN_FRAME_TEXT 4096 /* bytes of a string */

/* Of any number's size: sums over RUN_SEEDS_MAX boots are whole in a double. */
#define RUN_FRAME_NUMBER (1LL << 50)

/**
 * run_frame_check() - is a frame what the program of its cell sends
 * @cell:	that has ended; nothing is done if it has no frame
 * @why:	set to one line if anything was wrong: the first such thing
 * @size:	bytes in @why
 *
 * A row whose figures cannot be is replaced by what it is of, with status ERROR
 * and a reason; so is one whose name is there twice. Where not even that can be
 * told the frame is dropped, and its sum. In both cases a cell that was DONE is
 * an ERROR from then on, "bad-result" with a detail. Rows that were not measured
 * have no figures afterwards.
 *
 * Return: false if anything was wrong.
 */
bool run_frame_check(struct run_cell *cell, char *why, size_t size);

/**
 * struct run_frame_array - an array of a program's frame
 * @program:	whose
 * @name:	of the array
 * @fields:	what a row has to say of itself, with offsets into a
 *		struct run_frame_row
 * @nr_fields:	how many
 * @more:	and beside that
 * @nr_more:	how many
 * @figures:	notes what is wrong with the figures of a measured row, whose
 *		numbers are in range and whose strings are clean; or NULL
 */
struct run_frame_array {
	const char *program;
	const char *name;
	const struct rp_field *fields;
	size_t nr_fields;
	const struct rp_field *more;
	size_t nr_more;
	void (*figures)(struct rp_check *ck, const json_t *row);
};

extern const struct run_frame_array run_frame_arrays[];
extern const size_t run_frame_nr_arrays;

/**
 * struct run_frame_row - what a row says of itself
 * @name:	unique in its array; NULL for verdicts, as @mode
 * @mode:	exact or timed
 * @status:	a word of KCIDB
 * @reason:	why there are no figures, or NULL
 * @refused:	errno's name, or NULL
 * @text:	strings that are only copied
 * @whole:	whole numbers that are only copied
 * @flag:	booleans that are only copied
 */
struct run_frame_row {
	const char *name;
	const char *mode;
	const char *status;
	const char *reason;
	const char *refused;
	const char *text;
	long long whole;
	int flag;
};

/* The @figures of run_frame_arrays, run_frame_row.c. */
void run_frame_pin(struct rp_check *ck, const json_t *row);
void run_frame_distribution(struct rp_check *ck, const json_t *row);
void run_frame_throughput(struct rp_check *ck, const json_t *row);
void run_frame_ledger(struct rp_check *ck, const json_t *row);
void run_frame_scaling(struct rp_check *ck, const json_t *row);

/**
 * run_frame_identity() - take the figures out of a row
 * @row:	any object; left with what it is of
 */
void run_frame_identity(json_t *row);

#endif /* RUN_FRAME_H */
