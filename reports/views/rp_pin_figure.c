// SPDX-License-Identifier: GPL-2.0-only
/* rp_pin_figure.c - cost per page against pages a call, as a figure */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_pin_figure.h"

const char *rp_pin_unit(const struct rp_model *m)
{
	return strcmp(m->unit, "insns") ? m->unit : "instructions";
}

static void add_points(const struct rp_model *m, struct rp_doc *doc,
		       struct rp_node *figure, const struct rp_case *c,
		       size_t phase)
{
	struct rp_point point = { 0 };
	const struct rp_row *row;

	point.panel = rp_doc_printf(doc, "%s/%s", c->label, c->phase[phase]);
	rvb_each(row, m, rows) {
		if (!rp_row_measured(row) || !row->pages ||
		    !rp_row_is(row, c) || strcmp(row->phase, c->phase[phase]))
			continue;
		point.series = row->memory;
		point.x = row->pages;
		point.y = rp_row_per_page(row);
		rp_doc_point(doc, figure, &point);
	}
}

/* The cases that a maintainer compares; the others are in the tables. */
struct rp_node *rp_pin_figure(const struct rp_model *m, struct rp_doc *doc)
{
	static const char *const drawn[] = {
		RP_CASE_PIN,
		RP_CASE_LONGTERM,
		RP_CASE_GET,
	};
	static const char desc[] =
		"One plot a case and phase: cost falls as pages share a call, then levels out.";
	const char *unit = rp_doc_printf(doc, "%s per page", rp_pin_unit(m));
	const struct rp_figure figure = {
		.name = "pin_cost",
		.desc = desc,
		.x = "pages",
		.y = unit,
	};
	const struct rp_case *c;
	struct rp_node *node;
	size_t i, phase;

	node = rp_doc_figure(doc, "Cost per page against pages a call",
			     &figure);
	for (i = 0; i < ARRAY_SIZE(drawn); i++) {
		c = rp_model_case(m, drawn[i]);
		for (phase = 0; c && phase < c->nr_phases && phase < 2; phase++)
			add_points(m, doc, node, c, phase);
	}
	if (!rp_doc_keep(doc, node))
		return NULL;
	rp_doc_figure_done(doc, node);
	return node;
}
