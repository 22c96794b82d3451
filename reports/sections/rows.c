// SPDX-License-Identifier: GPL-2.0-only
/* rows.c - every row, in one table for each case and phase */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_row *row)
{
	if (rp_row_measured(row))
		rp_doc_add(doc, table, rp_cell_text(row->memory),
			   rp_cell_number(row->pages), rp_cell_number(row->min),
			   rp_cell_number(row->p50),
			   rp_cell_number(row->p50_high - row->p50_low),
			   rp_cell_number(rp_row_per_page(row)));
	else
		rp_doc_add(doc, table, rp_cell_text(row->memory),
			   rp_cell_number(row->pages), rp_cell_text("-"),
			   rp_cell_text("-"), rp_cell_text("-"),
			   row->refused ? rp_cell_word(row->refused, RP_WARN) :
					  rp_row_missing(row));
}

static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_case *c, const char *phase)
{
	struct rp_node *table = rp_doc_table(
		doc, rp_doc_printf(doc, "%s/%s", c->label, phase), { "memory" },
		{ "pages", RP_COUNT }, { "min", RP_COUNT, m->unit },
		{ "p50", RP_COUNT, m->unit },
		{ "seeds apart", RP_COUNT, m->unit },
		{ "per page", RP_INSNS, m->unit });
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (row->pages && rp_row_is(row, c) &&
		    !strcmp(row->phase, phase))
			add_row(doc, table, row);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_case *c;
	size_t phase;

	rvb_each(c, m, cases) {
		rp_doc_open(doc, RP_FOLD,
			    rp_doc_printf(doc, "every size of %s", c->label));
		for (phase = 0; phase < c->nr_phases; phase++)
			add_table(m, doc, c, c->phase[phase]);
		rp_doc_close(doc);
	}
}

const struct rp_section rp_section_rows = {
	.title = "Every row",
	.order = 23,
	.build = build,
};
