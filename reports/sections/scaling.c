// SPDX-License-Identifier: GPL-2.0-only
/* scaling.c - what more regions, pages and threads cost */
#include <math.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL }, { "device", RP_NAME, NULL },
	{ "what", RP_NAME, NULL },   { "n", RP_COUNT, NULL },
	{ "p50", RP_COUNT, NULL },   { "unit", RP_TEXT, NULL },
	{ "why", RP_TEXT, NULL },
};

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_scaling *s)
{
	cells[0] = rp_cell_text(s->key.policy);
	cells[1] = rp_cell_text(s->key.device);
	cells[2] = rp_cell_text(s->what);
	cells[3] = rp_cell_number(s->n);
	cells[5] = rp_cell_text(s->key.unit);
	if (!rp_key_measured(&s->key)) {
		cells[4] = rp_key_missing(&s->key);
		cells[6] = rp_cell_text(s->key.reason ? s->key.reason :
							s->key.refused);
		return;
	}
	if (s->key.emulated)
		cells[4] = rp_cell_text("ratio only");
	else if (isnan(s->p50))
		cells[4] = rp_cell_text("not run");
	else
		cells[4] = rp_cell_number(s->p50);
	cells[6] = rp_cell_text("measured");
}

static void add_figure(const struct rp_model *m, struct rp_doc *doc)
{
	static const char desc[] =
		"One plot for each thing that grows, one line a policy and "
		"device, both axes logarithmic.";
	const struct rp_scaling *s;
	const struct rp_figure figure = {
		.name = "scaling",
		.desc = desc,
		.x = "n",
		.y = "median",
	};
	struct rp_node *node;
	size_t i;

	node = rp_doc_figure(doc, "What growing costs; the table is below",
			     &figure);
	for (i = 0; i < m->scenes.nr_scaling; i++) {
		struct rp_point point = { .x = 0 };

		s = &m->scenes.scaling[i];
		if (!rp_key_measured(&s->key) || s->key.emulated ||
		    isnan(s->p50) || s->n < 1 || s->p50 <= 0)
			continue;
		point.panel = rp_doc_printf(doc, "%s/%s", s->what, s->key.unit);
		point.series = rp_doc_printf(doc, "%s/%s", s->key.policy,
					     s->key.device);
		point.x = s->n;
		point.y = s->p50;
		rp_doc_point(doc, node, &point);
	}
	if (!node->figure.points)
		rp_doc_forget_last(doc);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;
	size_t i;

	if (!m->scenes.nr_scaling)
		return 0;
	add_figure(m, doc);
	table = rp_doc_table(doc, "Median of one event, lower is better",
			     columns, ARRAY_SIZE(columns));
	for (i = 0; i < m->scenes.nr_scaling; i++)
		fill(doc, rp_doc_row(doc, table), &m->scenes.scaling[i]);
	return 0;
}

const struct rp_section rp_section_scaling = {
	.title = "Scaling",
	.order = 40,
	.build = build,
};
