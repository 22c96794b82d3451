// SPDX-License-Identifier: GPL-2.0-only
/* scaling.c - what more regions, pages and threads cost */
#include <math.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static struct rp_cell figure(const struct rp_scaling *s)
{
	if (!rp_key_measured(&s->key))
		return rp_key_missing(&s->key);
	if (s->key.emulated)
		return rp_cell_text("ratio only");
	return rp_cell_figure(s->p50, "not run");
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
	struct rp_point point = { .x = 0 };
	struct rp_node *node;

	node = rp_doc_figure(doc, "What growing costs; the table is below",
			     &figure);
	rvb_each(s, &m->scenes, scaling) {
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
	rp_doc_keep(doc, node);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_scaling *s;
	struct rp_node *table;
	const char *why;

	if (!m->scenes.nr_scaling)
		return;
	add_figure(m, doc);
	table = rp_doc_table(doc, "Median of one event, lower is better",
			     { "policy" }, { "device" }, { "what" },
			     { "n", RP_COUNT }, { "p50", RP_COUNT },
			     { "unit", RP_TEXT }, { "why", RP_TEXT });
	rvb_each(s, &m->scenes, scaling) {
		why = s->key.reason ? s->key.reason : s->key.refused;
		rp_doc_add(doc, table, rp_cell_text(s->key.policy),
			   rp_cell_text(s->key.device), rp_cell_text(s->what),
			   rp_cell_number(s->n), figure(s),
			   rp_cell_text(s->key.unit),
			   rp_cell_text(rp_key_measured(&s->key) ? "measured" :
								   why));
	}
}

const struct rp_section rp_section_scaling = {
	.title = "Scaling",
	.order = 40,
	.build = build,
};
