// SPDX-License-Identifier: GPL-2.0-only
/* per_call.c - cases that take no memory: cost per call */
#include <string.h>

#include "reports/views/rp_section.h"

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_column columns[] = {
		{ "case", RP_NAME, NULL },
		{ "phase", RP_NAME, NULL },
		{ "min", RP_INSNS, m->unit },
		{ "p50", RP_INSNS, m->unit },
	};
	struct rp_node *table = NULL;
	const struct rp_row *row;
	struct rp_cell *cells;
	size_t i;

	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (row->pages || rp_row_is_baseline(row) ||
		    !rp_row_measured(row))
			continue;
		if (!table)
			table = rp_doc_table(doc, "Cost per call", columns, 4);
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(row->case_name);
		cells[1] = rp_cell_text(row->phase);
		cells[2] = rp_cell_number(row->min);
		cells[3] = rp_cell_number(row->p50);
	}
	return 0;
}

const struct rp_section rp_section_per_call = {
	.title = "What does not depend on pages",
	.order = 21,
	.build = build,
};
