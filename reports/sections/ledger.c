// SPDX-License-Identifier: GPL-2.0-only
/* ledger.c - what became of each byte that a device was ordered to access */
#include <math.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },	  { "device", RP_NAME, NULL },
	{ "event", RP_NAME, NULL },	  { "memory", RP_NAME, NULL },
	{ "right", RP_COUNT, "bytes" },	  { "stale", RP_COUNT, "bytes" },
	{ "scratch", RP_COUNT, "bytes" }, { "lost", RP_COUNT, "bytes" },
	{ "refused", RP_COUNT, "bytes" }, { "errors", RP_COUNT, NULL },
	{ "killed", RP_COUNT, NULL },	  { "fs held", RP_COUNT, NULL },
	{ "held", RP_COUNT, "pages" },	  { "held", RP_COUNT, "blocks" },
};

static struct rp_cell figure(double value)
{
	return isnan(value) ? rp_cell_text("not run") : rp_cell_number(value);
}

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_ledger *l)
{
	size_t i;

	cells[0] = rp_cell_text(l->key.policy);
	cells[1] = rp_cell_text(l->key.device);
	cells[2] = rp_cell_text(l->key.event);
	cells[3] = rp_cell_text(l->key.memory);
	if (!rp_key_measured(&l->key)) {
		for (i = 4; i < ARRAY_SIZE(columns); i++)
			cells[i] = rp_key_missing(&l->key);
		return;
	}
	cells[4] = rp_cell_number(l->right);
	cells[5] = rp_cell_number(l->stale);
	cells[6] = rp_cell_number(l->scratch);
	cells[7] = rp_cell_number(l->lost);
	cells[8] = rp_cell_number(l->refused);
	cells[9] = rp_cell_number(l->errors);
	cells[10] = rp_cell_number(l->killed);
	cells[11] = figure(l->fs_held);
	cells[12] = figure(l->pages_held);
	cells[13] = figure(l->blocks_held);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;
	size_t i;

	if (!m->scenes.nr_ledger)
		return 0;
	table = rp_doc_table(doc, "What became of the data", columns,
			     ARRAY_SIZE(columns));
	for (i = 0; i < m->scenes.nr_ledger; i++)
		fill(doc, rp_doc_row(doc, table), &m->scenes.ledger[i]);
	rp_say(doc, RP_PLAIN,
	       "The five add up to the bytes issued. Stale: of pages that the file no longer had. Lost: reached no page, without an error. Fs held: how long the filesystem waited, in the unit of the run (%s). Held: pages still pinned and blocks still allocated after the event.",
	       m->scenes.ledger[0].key.unit);
	return 0;
}

const struct rp_section rp_section_ledger = {
	.title = "Integrity ledger",
	.order = 36,
	.build = build,
};
