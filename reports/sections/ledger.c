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

/* Say whether the gate saw each pinned page that left a file. */
static void say_escaped(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_ledger *l;
	int watched = 0, escaped = 0;

	rvb_each(l, &m->scenes, ledger) {
		watched |= l->pages_escaped >= 0;
		if (!(l->pages_escaped > 0))
			continue;
		escaped = 1;
		rp_say(doc, RP_BAD,
		       "%s on %s, %s of %s: %s pinned pages left the file unseen, so the policy was called late.",
		       l->key.policy, l->key.device, l->key.event,
		       l->key.memory,
		       rp_doc_number(doc, RP_COUNT, l->pages_escaped));
	}
	if (watched && !escaped)
		rp_say(doc, RP_GOOD, "No pinned page left a file unseen.");
}

/* Say whether the file kept its bytes beside the range of each event. */
static void say_beside(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_ledger *l;
	int seen = 0, lost = 0;

	rvb_each(l, &m->scenes, ledger) {
		seen |= l->beside >= 0;
		if (!(l->beside > 0))
			continue;
		lost = 1;
		rp_say(doc, RP_BAD,
		       "%s on %s, %s of %s: %s bytes beside the range changed.",
		       l->key.policy, l->key.device, l->key.event,
		       l->key.memory, rp_doc_number(doc, RP_COUNT, l->beside));
	}
	if (seen && !lost)
		rp_say(doc, RP_GOOD,
		       "Each byte beside the range of an event stayed as it was.");
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_ledger *l;
	struct rp_node *table;

	if (!m->scenes.nr_ledger)
		return 0;
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
	say_escaped(m, doc);
	say_beside(m, doc);
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
