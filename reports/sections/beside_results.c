// SPDX-License-Identifier: GPL-2.0-only
/* beside_results.c - each result of several runs, and how far they are apart */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "reports/views/rp_section.h"
#include "reports/views/rp_side_by_side.h"

#define FEW 40 /* rows that a short report has room for */
#define APART 1.0 /* per cent; less is in the fold only */

/* Which rows a table takes. */
struct part {
	int (*takes)(const struct rp_beside *b,
		     const struct rp_beside_row *row);
	const char *group; /* NULL: any */
	size_t from;
	size_t to;
};

static struct rp_cell number(const struct rp_beside_cell *c)
{
	if (c->has_number)
		return rp_cell_number(c->number);
	if (!c->status)
		return rp_cell_text("not in it");
	if (!strcmp(c->status, "SKIP"))
		return rp_cell_text("skipped");
	if (!strcmp(c->status, "DONE"))
		return rp_cell_word(c->reason ? c->reason : "none", RP_WARN);
	if (!strcmp(c->status, "PASS"))
		return rp_cell_text(c->status);
	return rp_cell_word(c->status, RP_BAD);
}

static struct rp_cell change(const struct rp_beside_row *row, size_t run)
{
	double value = rp_beside_change(row, run);

	if (!isnan(value))
		return rp_cell_number(value);
	if (row->cell[0].has_number && row->cell[run].has_number)
		return rp_cell_text(row->cell[0].number > 0 ? "other unit" :
							      "from 0");
	return rp_cell_text("none");
}

static int is_lacking(const struct rp_beside *b,
		      const struct rp_beside_row *row)
{
	size_t run;

	for (run = 0; run < b->nr; run++)
		if (!row->cell[run].status)
			return 1;
	return 0;
}

/* A number moved, or was refused or failed in one run only. */
static int is_apart(const struct rp_beside *b, const struct rp_beside_row *row)
{
	const struct rp_beside_cell *base = &row->cell[0], *c;
	double value;
	size_t run;

	if (is_lacking(b, row))
		return 0;
	for (run = 1; run < b->nr; run++) {
		c = &row->cell[run];
		value = rp_beside_change(row, run);
		if (!isnan(value) ? fabs(value) >= APART :
				    c->has_number != base->has_number ||
					    (c->has_number &&
					     c->number != base->number) ||
					    strcmp(c->status, base->status))
			return 1;
	}
	return 0;
}

/* Of costs those of the size that the answer of one run is about. */
static int is_main(const struct rp_beside *b, const struct rp_beside_row *row)
{
	char size[40];

	snprintf(size, sizeof(size), "/pages:%lld/", b->model[0].pages);
	return is_apart(b, row) &&
	       (strcmp(row->group, "cost") || strstr(row->name, size));
}

static int is_other(const struct rp_beside *b, const struct rp_beside_row *row)
{
	return is_apart(b, row) && !is_main(b, row);
}

static int is_any(const struct rp_beside *b, const struct rp_beside_row *row)
{
	return 1;
}

static struct rp_node *open_table(const struct rp_beside *b, struct rp_doc *doc,
				  const char *caption)
{
	size_t nr = 2 * b->nr + 1, run;
	struct rp_column *columns;

	columns = obstack_alloc(&doc->memory, nr * sizeof(*columns));
	columns[0] = (struct rp_column){ "A", RP_VALUE, NULL };
	for (run = 1; run < b->nr; run++) {
		columns[2 * run - 1] =
			(struct rp_column){ "%change", RP_CHANGE, NULL };
		columns[2 * run] =
			(struct rp_column){ rp_beside_label(doc, run), RP_VALUE,
					    NULL };
	}
	columns[nr - 2] = (struct rp_column){ "unit", RP_TEXT, NULL };
	columns[nr - 1] = (struct rp_column){ "result", RP_TEXT, NULL };
	return rp_doc_table(doc, caption, columns, nr);
}

static const char *unit(const struct rp_beside *b,
			const struct rp_beside_row *row)
{
	size_t run;

	for (run = 0; run < b->nr; run++)
		if (row->cell[run].has_number)
			return row->cell[run].unit;
	return "none";
}

static void add_row(const struct rp_beside *b, struct rp_doc *doc,
		    struct rp_node *table, const struct rp_beside_row *row)
{
	struct rp_cell *cells = rp_doc_row(doc, table);
	size_t run;

	cells[0] = number(&row->cell[0]);
	for (run = 1; run < b->nr; run++) {
		cells[2 * run - 1] = change(row, run);
		cells[2 * run] = number(&row->cell[run]);
	}
	cells[2 * b->nr - 1] = rp_cell_text(unit(b, row));
	cells[2 * b->nr] = rp_cell_text(
		strcmp(row->group, "cost") ?
			rp_doc_printf(doc, "%s/%s", row->group, row->name) :
			row->name);
}

/* Returns how many rows the part would have without @to. */
static size_t add_part(const struct rp_beside *b, struct rp_doc *doc,
		       const struct rp_beside_row *first, const char *caption,
		       const struct part *part)
{
	const struct rp_beside_row *row;
	struct rp_node *table = NULL;
	size_t nr = 0;

	for (row = first; row; row = row->next) {
		if (!strcmp(row->group, "boot") || !part->takes(b, row) ||
		    (part->group && strcmp(part->group, row->group)))
			continue;
		if (nr++ < part->from || nr > part->to)
			continue;
		if (!table)
			table = open_table(b, doc, caption);
		add_row(b, doc, table, row);
	}
	return nr;
}

static int beside(const struct rp_beside *b, struct rp_doc *doc)
{
	static const char *const groups[] = {
		"cost", "check", "latency", "throughput", "ledger", "scaling"
	};
	static const char apart[] = "Apart by 1 % or more";
	struct part some = { is_main, NULL, 0, FEW };
	struct part rest = { is_main, NULL, FEW, SIZE_MAX };
	struct part other = { is_other, NULL, 0, SIZE_MAX };
	struct part lacking = { is_lacking, NULL, 0, SIZE_MAX };
	struct part whole = { is_any, NULL, 0, SIZE_MAX };
	struct rp_beside_row *first;
	size_t i;
	int ret;

	ret = rp_beside_rows(b, doc, &first);
	if (ret)
		return ret;
	if (!add_part(b, doc, first, apart, &some))
		rp_say(doc, RP_GOOD,
		       "Of the results that all runs have none is apart by 1 %% or more from that of A (costs: at %lld pages).",
		       b->model[0].pages);
	rp_say(doc, RP_PLAIN,
	       "Costs, waits and wrong bytes (ledger): - is better. Throughput (share left under the most revokes): + is better. Medians; whether a change is one, `compare` says.");
	rp_doc_open(doc, RP_FOLD, "what else is apart");
	add_part(b, doc, first, apart, &rest);
	add_part(b, doc, first, "Costs of other sizes", &other);
	rp_doc_close(doc);
	rp_doc_open(doc, RP_FOLD, "what not all runs have");
	add_part(b, doc, first, "Not in all runs", &lacking);
	rp_doc_close(doc);
	rp_doc_open(doc, RP_FOLD, "every result of every run");
	for (i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		whole.group = groups[i];
		add_part(b, doc, first, groups[i], &whole);
	}
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_beside_results = {
	.title = "Side by side",
	.order = 20,
	.length = RP_BOTH,
	.beside = beside,
};
