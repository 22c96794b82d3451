// SPDX-License-Identifier: GPL-2.0-only
/* per_call.c - cases that take no memory: cost per call */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define OFF "_off"

static int is_gate_off(const struct rp_row *row)
{
	size_t length = strlen(row->case_name), end = strlen(OFF);

	return length >= end && !strcmp(row->case_name + length - end, OFF);
}

/* The same call without the gate, or NULL */
static const struct rp_row *without_gate(const struct rp_model *m,
					 const struct rp_row *gate)
{
	size_t length = strlen(gate->case_name);
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (!strncmp(row->case_name, gate->case_name, length) &&
		    !strcmp(row->case_name + length, OFF) &&
		    !strcmp(row->phase, gate->phase) && rp_row_measured(row))
			return row;
	return NULL;
}

static void build_gate(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(
		doc, "What the gate costs a call on a file without regions",
		{ "case" }, { "phase" }, { "with gate", RP_INSNS, m->unit },
		{ "without", RP_INSNS, m->unit },
		{ "the gate", RP_INSNS, m->unit });
	const struct rp_row *row, *off;

	rvb_each(row, m, rows) {
		off = rp_row_measured(row) ? without_gate(m, row) : NULL;
		if (off)
			rp_doc_add(doc, table, rp_cell_text(row->case_name),
				   rp_cell_text(row->phase),
				   rp_cell_number(row->p50),
				   rp_cell_number(off->p50),
				   rp_cell_number(row->p50 - off->p50));
	}
	rp_doc_keep(doc, table);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(doc, "Cost per call", { "case" },
					     { "phase" },
					     { "min", RP_INSNS, m->unit },
					     { "p50", RP_INSNS, m->unit });
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (!row->pages && !rp_row_is_baseline(row) &&
		    !is_gate_off(row) && rp_row_measured(row))
			rp_doc_add(doc, table, rp_cell_text(row->case_name),
				   rp_cell_text(row->phase),
				   rp_cell_number(row->min),
				   rp_cell_number(row->p50));
	rp_doc_keep(doc, table);
	build_gate(m, doc);
}

const struct rp_section rp_section_per_call = {
	.title = "What does not depend on pages",
	.order = 21,
	.build = build,
};
