// SPDX-License-Identifier: GPL-2.0-only
/* throughput.c - what is left of both sides' work under revokes */
#include <math.h>

#include "reports/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },
	{ "device", RP_NAME, NULL },
	{ "memory", RP_NAME, NULL },
	{ "revokes", RP_NAME, "a second" },
	{ "device", RP_RATIO, "of undisturbed" },
	{ "filesystem", RP_RATIO, "of undisturbed" },
	{ "recovery", RP_COUNT, NULL },
};

static struct rp_cell figure(double value)
{
	return isnan(value) ? rp_cell_text("-") : rp_cell_number(value);
}

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_throughput *t)
{
	cells[0] = rp_cell_text(t->key.policy);
	cells[1] = rp_cell_text(t->key.device);
	cells[2] = rp_cell_text(t->key.memory);
	if (!rp_key_measured(&t->key)) {
		cells[3] = rp_key_missing(doc, &t->key);
		return;
	}
	cells[3] = rp_cell_text(t->rate < 0 ?
					"unbounded" :
					rp_doc_printf(doc, "%lld", t->rate));
	cells[4] = figure(t->device);
	cells[5] = figure(t->fs);
	if (!t->key.emulated)
		cells[6] = figure(t->recovery);
}

static void add_unit(const struct rp_model *m, struct rp_doc *doc,
		     const struct rp_key *of)
{
	const struct rp_throughput *all = m->scenes.throughput;
	struct rp_node *table;
	size_t i;

	table = rp_doc_table(doc,
			     rp_doc_printf(doc, "At the highest rate, %s",
					   rp_key_unit(of)),
			     columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < m->scenes.nr_throughput; i++)
		if (rp_key_comparable(&all[i].key, of))
			fill(doc, rp_doc_row(doc, table), &all[i]);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_throughput *all = m->scenes.throughput;
	size_t i, j;

	for (i = 0; i < m->scenes.nr_throughput; i++) {
		for (j = 0; j < i; j++)
			if (rp_key_comparable(&all[i].key, &all[j].key))
				break;
		if (j == i)
			add_unit(m, doc, &all[i].key);
	}
	if (m->scenes.nr_throughput)
		rp_say(doc, RP_PLAIN,
		       "1.00x: nothing was lost; higher is better. Recovery: the median time until 95 %% of the old rate is back.");
	return 0;
}

const struct rp_section rp_section_throughput = {
	.title = "Throughput under revokes",
	.order = 24,
	.build = build,
};
