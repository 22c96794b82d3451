// SPDX-License-Identifier: GPL-2.0-only
/* device.c - what the emulated devices add to a wait, and what they leave out */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_distribution *at(const struct rp_model *m, size_t i)
{
	return &m->scenes.distributions[i];
}

/* Whether an emulated device has this row: "-" is the event without one */
static int has_device(const struct rp_key *k)
{
	return !strcmp(k->scene, "latency") && strcmp(k->device, "-") &&
	       !rp_key_is_kernel(k);
}

static struct rp_cell modelled(long long ns)
{
	return ns ? rp_cell_number(ns) : rp_cell_text("not modelled");
}

/* A row a device: what the hardware takes, by its source in kbench/devices/. */
static void add_model(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "device", RP_NAME, NULL },
		{ "change entries", RP_COUNT, "ns" },
		{ "fence a region", RP_COUNT, "ns" },
	};
	struct rp_node *table = NULL;
	size_t i, before;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		const struct rp_key *k = &at(m, i)->key;

		for (before = 0; before < i; before++)
			if (has_device(&at(m, before)->key) &&
			    !strcmp(at(m, before)->key.device, k->device))
				break;
		if (!has_device(k) || before < i)
			continue;
		if (!table)
			table = rp_doc_columns(doc,
					       "Modelled time of the hardware",
					       columns, ARRAY_SIZE(columns));
		rp_doc_add(doc, table, rp_cell_text(k->device),
			   modelled(k->point_ns), modelled(k->fence_ns));
	}
}

/* The same wait with an idle device, or NULL */
static const struct rp_distribution *idle(const struct rp_model *m,
					  const struct rp_distribution *busy)
{
	const struct rp_key *a = &busy->key;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		const struct rp_key *b = &at(m, i)->key;

		if (has_device(b) && !b->depth && rp_key_comparable(a, b) &&
		    !strcmp(at(m, i)->phase, busy->phase) &&
		    !strcmp(a->policy, b->policy) &&
		    !strcmp(a->device, b->device) &&
		    !strcmp(a->event, b->event) &&
		    !strcmp(a->memory, b->memory) && a->pages == b->pages &&
		    a->regions == b->regions && !isnan(at(m, i)->p50))
			return at(m, i);
	}
	return NULL;
}

/* none waits for nothing, so all that a busy device adds is its own work. */
static void add_own(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "device", RP_NAME, NULL }, { "part", RP_NAME, NULL },
		{ "depth", RP_COUNT, NULL }, { "p50", RP_COUNT, NULL },
		{ "idle", RP_COUNT, NULL },  { "its own", RP_COUNT, NULL },
	};
	const struct rp_distribution *d, *without;
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = at(m, i);
		if (strcmp(d->key.policy, "none") || isnan(d->p50) ||
		    !has_device(&d->key) || !d->key.depth ||
		    (strcmp(d->phase, "return") && strcmp(d->phase, "fs")))
			continue;
		without = idle(m, d);
		if (!without)
			continue;
		if (!table)
			table = rp_doc_columns(
				doc,
				rp_doc_printf(doc, "Own work in a wait, %s",
					      rp_key_unit(&d->key)),
				columns, ARRAY_SIZE(columns));
		rp_doc_add(doc, table, rp_cell_text(d->key.device),
			   rp_cell_text(d->phase), rp_cell_number(d->key.depth),
			   rp_cell_number(d->p50), rp_cell_number(without->p50),
			   rp_cell_number(d->p50 - without->p50));
	}
	if (table)
		rp_say(doc, RP_PLAIN,
		       "The emulated device runs on the CPU that truncates, so its instructions are in every wait; a DMA engine would add none. Its own: the wait under none less the same with an idle device.");
}

static void add_bulk(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_row *row;
	size_t i;

	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (strcmp(row->case_name, "bulk") || !rp_row_measured(row))
			continue;
		rp_say(doc, RP_PLAIN,
		       "bulk, %s: %.0f %s a page of 4 KiB, where a CPU runs one string instruction. Each cleared, copied or filled page within a figure counts that much.",
		       row->phase, row->p50, m->unit);
	}
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	add_model(m, doc);
	add_own(m, doc);
	add_bulk(m, doc);
}

const struct rp_section rp_section_device = {
	.title = "What the emulated device adds",
	.order = 33,
	.build = build,
};
