// SPDX-License-Identifier: GPL-2.0-only
/* ledger.c - what became of each byte that a device was ordered to access */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_ledger *l)
{
	struct rp_cell *cells = rp_doc_add(
		doc, table, rp_cell_text(l->key.policy),
		rp_cell_text(l->key.device), rp_cell_text(l->key.event),
		rp_cell_text(l->key.memory), rp_cell_number(l->right),
		rp_cell_number(l->stale), rp_cell_number(l->scratch),
		rp_cell_number(l->lost), rp_cell_number(l->refused),
		rp_cell_number(l->errors), rp_cell_number(l->killed),
		rp_cell_figure(l->fs_held, "not run"),
		rp_cell_figure(l->pages_held, "not run"),
		rp_cell_figure(l->blocks_held, "not run"));

	if (!rp_key_measured(&l->key))
		rp_key_all_missing(&l->key, table, cells, 4);
}

/* Say once for each policy that its events are refused. */
static void say_refused(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_ledger *all = m->scenes.ledger, *l;
	size_t i, j;

	for (i = 0; i < m->scenes.nr_ledger; i++) {
		l = &all[i];
		if (!l->event_refused)
			continue;
		for (j = 0; j < i; j++)
			if (all[j].event_refused &&
			    !strcmp(all[j].key.policy, l->key.policy))
				break;
		if (j == i)
			rp_say(doc, RP_PLAIN,
			       "Under %s, %s refused: %s. The file keeps its pages, and the device goes on.",
			       l->key.policy, l->key.event, l->event_refused);
	}
}

/* Say which rows count more than none of something, or that none does. */
static void say_counts(const struct rp_model *m, struct rp_doc *doc,
		       double (*count)(const struct rp_ledger *l),
		       const char *what, const char *none)
{
	const struct rp_ledger *l;
	int seen = 0, counted = 0;

	rvb_each(l, &m->scenes, ledger) {
		seen |= count(l) >= 0;
		if (!(count(l) > 0))
			continue;
		counted = 1;
		rp_say(doc, RP_BAD, "%s on %s, %s of %s: %s %s", l->key.policy,
		       l->key.device, l->key.event, l->key.memory,
		       rp_doc_number(doc, RP_COUNT, count(l)), what);
	}
	if (seen && !counted)
		rp_say(doc, RP_GOOD, "%s", none);
}

static double escaped(const struct rp_ledger *l)
{
	return l->pages_escaped;
}

static double beside(const struct rp_ledger *l)
{
	return l->beside;
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_ledger *l;
	struct rp_node *table;

	if (!m->scenes.nr_ledger)
		return;
	table = rp_doc_table(
		doc, "What became of the data", { "policy" }, { "device" },
		{ "event" }, { "memory" }, { "right", RP_COUNT, "bytes" },
		{ "stale", RP_COUNT, "bytes" },
		{ "scratch", RP_COUNT, "bytes" }, { "lost", RP_COUNT, "bytes" },
		{ "refused", RP_COUNT, "bytes" }, { "errors", RP_COUNT },
		{ "killed", RP_COUNT }, { "fs held", RP_COUNT },
		{ "held", RP_COUNT, "pages" }, { "held", RP_COUNT, "blocks" });
	rvb_each(l, &m->scenes, ledger)
		add_row(doc, table, l);
	say_refused(m, doc);
	say_counts(
		m, doc, escaped,
		"pinned pages left the file unseen, so the policy was called late.",
		"No pinned page left a file unseen.");
	say_counts(m, doc, beside, "bytes beside the range changed.",
		   "Each byte beside the range of an event stayed as it was.");
	rp_say(doc, RP_PLAIN,
	       "The five add up to the bytes issued. Stale: of pages that the file no longer had. Lost: reached no page, without an error. Fs held: how long the filesystem waited, in the unit of the run (%s). Held: pages still pinned and blocks still allocated after the event.",
	       m->scenes.ledger[0].key.unit);
}

const struct rp_section rp_section_ledger = {
	.title = "Integrity ledger",
	.order = 36,
	.build = build,
};
