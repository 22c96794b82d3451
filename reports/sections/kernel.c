// SPDX-License-Identifier: GPL-2.0-only
/* kernel.c - what the kernel itself offers, measured alike */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const char prefix[] = "kernel:";

static struct rp_cell figure(const struct rp_distribution *d)
{
	if (!rp_key_measured(&d->key))
		return rp_key_missing(&d->key);
	return rp_cell_figure(d->key.emulated ? NAN : d->p50, "-");
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(
		doc, "What the kernel does by itself", { "answer" }, { "like" },
		{ "p50", RP_COUNT }, { "unit" }, { "what it does", RP_TEXT });
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions)
		if (!strncmp(d->key.policy, prefix, strlen(prefix)))
			rp_doc_add(doc, table,
				   rp_cell_text(d->key.policy + strlen(prefix)),
				   rp_cell_text(d->counterpart ?: "-"),
				   figure(d), rp_cell_text(d->key.unit),
				   rp_cell_text(d->answer	      ?:
							d->key.reason ?:
									"-"));
	rp_doc_keep(doc, table);
}

const struct rp_section rp_section_kernel = {
	.title = "The kernel's own answers",
	.order = 42,
	.build = build,
};
