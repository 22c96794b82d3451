// SPDX-License-Identifier: GPL-2.0-only
/* kernel.c - what the kernel itself offers, measured alike */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "answer", RP_NAME, NULL },	   { "like", RP_NAME, NULL },
	{ "p50", RP_COUNT, NULL },	   { "unit", RP_NAME, NULL },
	{ "what it does", RP_TEXT, NULL },
};

static const char prefix[] = "kernel:";

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_distribution *d)
{
	const char *answer = d->answer ? d->answer : d->key.reason;

	cells[0] = rp_cell_text(d->key.policy + strlen(prefix));
	if (d->counterpart)
		cells[1] = rp_cell_text(d->counterpart);
	if (!rp_key_measured(&d->key))
		cells[2] = rp_key_missing(&d->key);
	else if (!d->key.emulated && !isnan(d->p50))
		cells[2] = rp_cell_number(d->p50);
	cells[3] = rp_cell_text(d->key.unit);
	if (answer)
		cells[4] = rp_cell_text(answer);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_distribution *d;
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (strncmp(d->key.policy, prefix, strlen(prefix)))
			continue;
		if (!table)
			table = rp_doc_table(doc,
					     "What the kernel does by itself",
					     columns, ARRAY_SIZE(columns));
		fill(doc, rp_doc_row(doc, table), d);
	}
	return 0;
}

const struct rp_section rp_section_kernel = {
	.title = "The kernel's own answers",
	.order = 42,
	.build = build,
};
