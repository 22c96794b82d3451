// SPDX-License-Identifier: GPL-2.0-only
/* rp_side_by_side.c - several runs, side by side */
#include <math.h>
#include <string.h>

#include "reports/model/rp_each.h"
#include "reports/views/rp_side_by_side.h"

/* Rows while one run after the other is gone through. */
struct rows {
	struct rp_doc *doc;
	size_t nr_runs;
	size_t run;
	struct rp_beside_row *first;
	struct rp_beside_row *last;
	struct rp_beside_row *hint;
};

static const char *copy(struct rp_doc *doc, const char *text)
{
	return text ? rp_doc_printf(doc, "%s", text) : NULL;
}

static struct rp_beside_row *new_row(struct rows *rows,
				     const struct rp_result *r)
{
	size_t size = sizeof(struct rp_beside_row) +
		      rows->nr_runs * sizeof(struct rp_beside_cell);
	struct rp_beside_row *row;

	row = memset(obstack_alloc(&rows->doc->memory, size), 0, size);
	row->group = copy(rows->doc, r->group);
	row->name = copy(rows->doc, r->name);
	if (rows->last)
		rows->last->next = row;
	else
		rows->first = row;
	rows->last = row;
	return row;
}

static int is_free(const struct rows *rows, const struct rp_beside_row *row,
		   const struct rp_result *r)
{
	return !row->cell[rows->run].status && !strcmp(row->name, r->name) &&
	       !strcmp(row->group, r->group);
}

/* Runs tell the same in the same order: it is mostly the next one. */
static struct rp_beside_row *find(struct rows *rows, const struct rp_result *r)
{
	struct rp_beside_row *row;

	if (!rows->run)
		return NULL;
	for (row = rows->hint; row; row = row->next)
		if (is_free(rows, row, r))
			return row;
	for (row = rows->first; row != rows->hint; row = row->next)
		if (is_free(rows, row, r))
			return row;
	return NULL;
}

static void one(const struct rp_result *r, void *data)
{
	struct rows *rows = data;
	struct rp_beside_row *row = find(rows, r);

	if (!row)
		row = new_row(rows, r);
	rows->hint = row->next;
	row->cell[rows->run] = (struct rp_beside_cell){
		.status = copy(rows->doc, r->status),
		.reason = copy(rows->doc, r->reason),
		.unit = copy(rows->doc, r->unit),
		.has_number = r->has_number,
		.number = r->number,
	};
}

int rp_beside_rows(const struct rp_beside *b, struct rp_doc *doc,
		   struct rp_beside_row **first)
{
	struct rows rows = { .doc = doc, .nr_runs = b->nr };
	int ret = 0;

	for (; rows.run < b->nr && !ret; rows.run++) {
		rows.hint = rows.first;
		ret = rp_walk(&b->model[rows.run], one, &rows);
	}
	*first = rows.first;
	return ret;
}

double rp_beside_change(const struct rp_beside_row *row, size_t run)
{
	const struct rp_beside_cell *base = &row->cell[0];
	const struct rp_beside_cell *new = &row->cell[run];

	if (!base->has_number || !new->has_number || !(base->number > 0) ||
	    strcmp(base->unit, new->unit))
		return NAN;
	return 100 * (new->number - base->number) / base->number;
}

const char *rp_beside_label(struct rp_doc *doc, size_t run)
{
	if (run < 26)
		return rp_doc_printf(doc, "%c", (int)('A' + run));
	return rp_doc_printf(doc, "%zu", run + 1);
}
