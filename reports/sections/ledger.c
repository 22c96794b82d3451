// SPDX-License-Identifier: GPL-2.0-only
/* ledger.c - where each byte went that a device was told to move */
#include "reports/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },	  { "device", RP_NAME, NULL },
	{ "event", RP_NAME, NULL },	  { "memory", RP_NAME, NULL },
	{ "right", RP_COUNT, "bytes" },	  { "stale", RP_COUNT, "bytes" },
	{ "scratch", RP_COUNT, "bytes" }, { "lost", RP_COUNT, "bytes" },
	{ "refused", RP_COUNT, "bytes" }, { "errors", RP_COUNT, NULL },
	{ "killed", RP_COUNT, NULL },	  { "held", RP_COUNT, "pages" },
};

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_ledger *l)
{
	cells[0] = rp_cell_text(l->key.policy);
	cells[1] = rp_cell_text(l->key.device);
	cells[2] = rp_cell_text(l->key.event);
	cells[3] = rp_cell_text(l->key.memory);
	if (!rp_key_measured(&l->key)) {
		cells[4] = rp_key_missing(doc, &l->key);
		return;
	}
	cells[4] = rp_cell_number(l->right);
	cells[5] = rp_cell_number(l->stale);
	cells[6] = rp_cell_number(l->scratch);
	cells[7] = rp_cell_number(l->lost);
	cells[8] = rp_cell_number(l->refused);
	cells[9] = rp_cell_number(l->errors);
	cells[10] = rp_cell_number(l->killed);
	cells[11] = rp_cell_number(l->pages_held);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;
	size_t i;

	if (!m->scenes.nr_ledger)
		return 0;
	table = rp_doc_table(doc, "What became of the data", columns,
			     sizeof(columns) / sizeof(*columns));
	for (i = 0; i < m->scenes.nr_ledger; i++)
		fill(doc, rp_doc_row(doc, table), &m->scenes.ledger[i]);
	rp_say(doc, RP_PLAIN,
	       "The five add up to what was issued. Stale: of pages that the file no longer had. Lost: arrived nowhere, and no error said so. Held: pages still pinned when the event was over.");
	return 0;
}

const struct rp_section rp_section_ledger = {
	.title = "Integrity ledger",
	.order = 26,
	.build = build,
};
