// SPDX-License-Identifier: GPL-2.0-only
/* scaling.c - what more regions, pages and threads cost */
#include <math.h>

#include "reports/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL }, { "device", RP_NAME, NULL },
	{ "what", RP_NAME, NULL },   { "n", RP_COUNT, NULL },
	{ "p50", RP_COUNT, NULL },   { "unit", RP_TEXT, NULL },
};

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_scaling *s;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i;

	if (!m->scenes.nr_scaling)
		return 0;
	table = rp_doc_table(doc, "Median of one event, lower is better",
			     columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < m->scenes.nr_scaling; i++) {
		s = &m->scenes.scaling[i];
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(s->key.policy);
		cells[1] = rp_cell_text(s->key.device);
		cells[2] = rp_cell_text(s->what);
		cells[3] = rp_cell_number(s->n);
		if (!rp_key_measured(&s->key))
			cells[4] = rp_key_missing(doc, &s->key);
		else if (s->key.emulated)
			cells[4] = rp_cell_text("emulated");
		else if (!isnan(s->p50))
			cells[4] = rp_cell_number(s->p50);
		cells[5] = rp_cell_text(s->key.unit);
	}
	return 0;
}

const struct rp_section rp_section_scaling = {
	.title = "Scaling",
	.order = 28,
	.build = build,
};
