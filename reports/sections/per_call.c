// SPDX-License-Identifier: GPL-2.0-only
/* per_call.c - cases that take no memory: cost per call */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(doc, "Cost per call", { "case" },
					     { "phase" },
					     { "min", RP_INSNS, m->unit },
					     { "p50", RP_INSNS, m->unit });
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (!row->pages && !rp_row_is_baseline(row) &&
		    rp_row_measured(row))
			rp_doc_add(doc, table, rp_cell_text(row->case_name),
				   rp_cell_text(row->phase),
				   rp_cell_number(row->min),
				   rp_cell_number(row->p50));
	rp_doc_keep(doc, table);
	return 0;
}

const struct rp_section rp_section_per_call = {
	.title = "What does not depend on pages",
	.order = 21,
	.build = build,
};
