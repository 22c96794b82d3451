/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_side_by_side.h - several runs, side by side */
#ifndef RP_SIDE_BY_SIDE_H
#define RP_SIDE_BY_SIDE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/**
 * struct rp_beside - the runs of a report
 * @nr:		how many
 * @name:	of each, as it was typed
 * @model:	of each; the first is the base
 */
struct rp_beside {
	size_t nr;
	const char *const *name;
	const struct rp_model *model;
};

/**
 * struct rp_beside_cell - what one run has to say of a row
 * @status:	as in struct rp_result; NULL: the run does not have the row
 * @reason:	why there is no number, or NULL
 * @unit:	of @number
 * @has_number:	@number is set
 * @number:	the result
 */
struct rp_beside_cell {
	const char *status;
	const char *reason;
	const char *unit;
	int has_number;
	double number;
};

/**
 * struct rp_beside_row - one result in all runs
 * @next:	the next one
 * @group:	as in struct rp_result
 * @name:	as in struct rp_result
 * @cell:	one a run
 */
struct rp_beside_row {
	struct rp_beside_row *next;
	const char *group;
	const char *name;
	struct rp_beside_cell cell[];
};

/**
 * rp_beside_rows() - all results of all runs
 * @b:		the runs
 * @doc:	keeps the rows
 * @first:	set to the first row: those of the base in its order, then what
 *		only others have
 *
 * Return: 0 or -ENOMEM.
 */
int rp_beside_rows(const struct rp_beside *b, struct rp_doc *doc,
		   struct rp_beside_row **first);

/**
 * rp_beside_change() - how far a run is from the base
 * @row:	the row
 * @run:	which run
 *
 * Return: in per cent of the base; NaN if one has no number, if the units
 * differ, or if the base is not above zero.
 */
double rp_beside_change(const struct rp_beside_row *row, size_t run);

/* "A" for the first run, and so on. */
const char *rp_beside_label(struct rp_doc *doc, size_t run);

#endif /* RP_SIDE_BY_SIDE_H */
