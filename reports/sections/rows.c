// SPDX-License-Identifier: GPL-2.0-only
/* rows.c - every row, in one table for each case and phase */
#include <string.h>

#include "reports/views/rp_section.h"

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_row *row)
{
	struct rp_cell *cells = rp_doc_row(doc, table);
	struct rp_cell word;

	cells[0] = rp_cell_text(row->memory);
	cells[1] = rp_cell_number(row->pages);
	if (rp_row_measured(row)) {
		cells[2] = rp_cell_number(row->min);
		cells[3] = rp_cell_number(row->p50);
		cells[4] = rp_cell_number(row->p50_high - row->p50_low);
		cells[5] = rp_cell_number(rp_row_per_page(row));
		return;
	}
	word = row->refused ? rp_cell_word(row->refused, RP_WARN) :
	       strcmp(row->status, "SKIP") ? rp_cell_word(row->status, RP_BAD) :
					     rp_cell_text("skipped");
	cells[5] = word;
}

static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_case *c, const char *phase)
{
	const struct rp_column columns[] = {
		{ "memory", RP_NAME, NULL },
		{ "pages", RP_COUNT, NULL },
		{ "min", RP_COUNT, m->unit },
		{ "p50", RP_COUNT, m->unit },
		{ "seeds apart", RP_COUNT, m->unit },
		{ "per page", RP_INSNS, m->unit },
	};
	struct rp_node *table;
	size_t i;

	table = rp_doc_table(doc, rp_doc_printf(doc, "%s/%s", c->label, phase),
			     columns, 6);
	for (i = 0; i < m->nr_rows; i++)
		if (m->rows[i].pages && rp_row_is(&m->rows[i], c) &&
		    !strcmp(m->rows[i].phase, phase))
			add_row(doc, table, &m->rows[i]);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	size_t i, phase;

	for (i = 0; i < m->nr_cases; i++) {
		rp_doc_open(doc, RP_FOLD,
			    rp_doc_printf(doc, "every size of %s",
					  m->cases[i].label));
		for (phase = 0; phase < m->cases[i].nr_phases; phase++)
			add_table(m, doc, &m->cases[i],
				  m->cases[i].phase[phase]);
		rp_doc_close(doc);
	}
	return 0;
}

const struct rp_section rp_section_rows = {
	.title = "Every row",
	.order = 23,
	.build = build,
};
