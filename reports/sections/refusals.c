// SPDX-License-Identifier: GPL-2.0-only
/* refusals.c - what the kernel refused, and what was skipped */
#include <string.h>

#include "reports/views/rp_section.h"

static const char *answer(const struct rp_row *row)
{
	return row->refused ? row->refused : row->reason;
}

static int is_wanted(const struct rp_row *row, int refused)
{
	return refused ? !!row->refused : !strcmp(row->status, "SKIP");
}

static int alike(const struct rp_row *a, const struct rp_row *b)
{
	return a->write == b->write && !strcmp(a->memory, b->memory) &&
	       !strcmp(answer(a), answer(b));
}

static int is_first(const struct rp_model *m, size_t index, int refused)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (is_wanted(&m->rows[i], refused) &&
		    alike(&m->rows[i], &m->rows[index]))
			return 0;
	return 1;
}

/* True if no earlier row with this answer is of the same case. */
static int is_new_case(const struct rp_model *m, size_t index, int refused)
{
	const struct rp_row *row = &m->rows[index];
	size_t i;

	for (i = 0; i < index; i++)
		if (is_wanted(&m->rows[i], refused) &&
		    alike(&m->rows[i], row) &&
		    !strcmp(m->rows[i].case_name, row->case_name))
			return 0;
	return 1;
}

/* The description of an errno that has a name. */
static const char *meaning(struct rp_doc *doc, const char *name)
{
	const char *known;
	int error;

	for (error = 1; error < 4096; error++) {
		known = strerrorname_np(error);
		if (known && !strcmp(known, name))
			return rp_doc_printf(doc, "%s: %s", name,
					     strerrordesc_np(error));
	}
	return name;
}

/* One row for all cases and sizes that got the same answer. */
static void add_row(const struct rp_model *m, struct rp_doc *doc,
		    struct rp_node *table, const struct rp_row *first,
		    int refused)
{
	long long least = first->pages, most = first->pages;
	const char *cases = "";
	struct rp_cell *cells = rp_doc_row(doc, table);
	const struct rp_row *row;
	size_t i;

	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (!is_wanted(row, refused) || !alike(row, first))
			continue;
		least = row->pages < least ? row->pages : least;
		most = row->pages > most ? row->pages : most;
		if (!is_new_case(m, i, refused))
			continue;
		if (*cases)
			cases = rp_doc_printf(doc, "%s, %s", cases,
					      row->case_name);
		else
			cases = row->case_name;
	}
	cells[0] = rp_cell_text(first->memory);
	cells[1] = rp_cell_text(first->write ? "write" : "read");
	cells[2] = rp_cell_number(least);
	cells[3] = rp_cell_number(most);
	cells[4] = rp_cell_text(cases);
	cells[5] = rp_cell_text(refused ? meaning(doc, first->refused) :
					  first->reason);
}

static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const char *caption, int refused)
{
	const struct rp_column columns[] = {
		{ "memory", RP_NAME, NULL },
		{ "to", RP_NAME, NULL },
		{ "from", RP_COUNT, "pages" },
		{ "up to", RP_COUNT, "pages" },
		{ "cases", RP_TEXT, NULL },
		{ refused ? "answer" : "reason", RP_TEXT, NULL },
	};
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < m->nr_rows; i++) {
		if (!is_wanted(&m->rows[i], refused) ||
		    !is_first(m, i, refused))
			continue;
		if (!table)
			table = rp_doc_table(doc, caption, columns, 6);
		add_row(m, doc, table, &m->rows[i], refused);
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	add_table(m, doc,
		  "Refused by the kernel or by the selected policy: a result",
		  1);
	add_table(m, doc, "Skipped: no figure, for the reason given", 0);
	return 0;
}

const struct rp_section rp_section_refusals = {
	.title = "Refused and skipped",
	.order = 52,
	.build = build,
};
