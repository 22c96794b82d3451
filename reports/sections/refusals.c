// SPDX-License-Identifier: GPL-2.0-only
/* refusals.c - what the kernel refused, and what was skipped */
#include <string.h>

#include "lib/rvb_array.h"
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

/* True if no earlier row has this answer; of @same_case, none of its case. */
static int is_first(const struct rp_model *m, const struct rp_row *row,
		    int refused, int same_case)
{
	const struct rp_row *before;

	for (before = m->rows; before < row; before++)
		if (is_wanted(before, refused) && alike(before, row) &&
		    (!same_case || !strcmp(before->case_name, row->case_name)))
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
	const char *cases = "", *why;
	const struct rp_row *row;

	rvb_each(row, m, rows) {
		if (!is_wanted(row, refused) || !alike(row, first))
			continue;
		least = row->pages < least ? row->pages : least;
		most = row->pages > most ? row->pages : most;
		if (is_first(m, row, refused, 1))
			cases = rp_doc_join(doc, cases, ", ", row->case_name);
	}
	why = refused ? meaning(doc, first->refused) : first->reason;
	rp_doc_add(doc, table, rp_cell_text(first->memory),
		   rp_cell_text(first->write ? "write" : "read"),
		   rp_cell_number(least), rp_cell_number(most),
		   rp_cell_text(cases), rp_cell_text(why));
}

static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const char *caption, int refused)
{
	struct rp_node *table = rp_doc_table(
		doc, caption, { "memory" }, { "to" },
		{ "from", RP_COUNT, "pages" }, { "up to", RP_COUNT, "pages" },
		{ "cases", RP_TEXT },
		{ refused ? "answer" : "reason", RP_TEXT });
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (is_wanted(row, refused) && is_first(m, row, refused, 0))
			add_row(m, doc, table, row, refused);
	rp_doc_keep(doc, table);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	add_table(m, doc,
		  "Refused by the kernel or by the selected policy: a result",
		  1);
	add_table(m, doc, "Skipped: no figure, for the reason given", 0);
}

const struct rp_section rp_section_refusals = {
	.title = "Refused and skipped",
	.order = 52,
	.build = build,
};
