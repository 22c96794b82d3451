// SPDX-License-Identifier: GPL-2.0-only
/* beside_plot.c - what a pin costs in several runs, a line a run */
#include <string.h>

#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_section.h"
#include "reports/views/rp_side_by_side.h"

static void add_line(const struct rp_beside *b, struct rp_doc *doc,
		     struct rp_node *figure, size_t run, enum rp_side side,
		     const char *memory)
{
	const struct rp_model *m = &b->model[run];
	const struct rp_case *c = rp_model_case(m, RP_CASE_PIN);
	struct rp_point point = { .series = rp_beside_label(doc, run) };
	const struct rp_row *row;
	size_t i, phase;

	phase = c ? rp_case_phase(c, side) : 0;
	if (!c || phase >= c->nr_phases || strcmp(m->unit, b->model[0].unit))
		return;
	point.panel = rp_doc_printf(doc, "%s/%s", memory, c->phase[phase]);
	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (!rp_row_measured(row) || !row->pages ||
		    !rp_row_is(row, c) || strcmp(row->memory, memory) ||
		    strcmp(row->phase, c->phase[phase]))
			continue;
		point.x = row->pages;
		point.y = rp_row_per_page(row);
		rp_doc_point(doc, figure, &point);
	}
}

static int beside(const struct rp_beside *b, struct rp_doc *doc)
{
	const struct rp_model *base = &b->model[0];
	const struct rp_figure figure = {
		.name = "pin_cost",
		.desc = "One plot for pin and one for unpin, one line a run.",
		.x = "pages",
		.y = rp_doc_printf(doc, "%s per page", rp_pin_unit(base)),
	};
	struct rp_node *node;
	enum rp_side side;
	size_t run;

	if (!base->memory)
		return 0;
	node = rp_doc_figure(doc, "Cost per page against pages a call",
			     &figure);
	for (side = RP_ACQUIRE; side <= RP_RELEASE; side++)
		for (run = 0; run < b->nr; run++)
			add_line(b, doc, node, run, side, base->memory);
	if (node->figure.points)
		rp_doc_figure_done(doc, node);
	else
		rp_doc_forget_last(doc);
	return 0;
}

const struct rp_section rp_section_beside_plot = {
	.title = "Pin and unpin of each run",
	.order = 30,
	.length = RP_BOTH,
	.beside = beside,
};
