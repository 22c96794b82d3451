// SPDX-License-Identifier: GPL-2.0-only
/* device.c - what the emulated devices add to a wait, and what they leave out */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

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
	struct rp_node *table =
		rp_doc_table(doc, "Modelled time of the hardware", { "device" },
			     { "change entries", RP_COUNT, "ns" },
			     { "fence a region", RP_COUNT, "ns" });
	struct rp_words devices = { 0 };
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions) {
		const struct rp_key *k = &d->key;

		if (!has_device(k) || rp_words_find(&devices, k->device) >= 0)
			continue;
		rp_words_add(doc, &devices, k->device);
		rp_doc_add(doc, table, rp_cell_text(k->device),
			   modelled(k->point_ns), modelled(k->fence_ns));
	}
	rp_doc_keep(doc, table);
}

/* The same wait with an idle device, or NULL */
static const struct rp_distribution *idle(const struct rp_model *m,
					  const struct rp_distribution *busy)
{
	const struct rp_key *a = &busy->key;
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions) {
		const struct rp_key *b = &d->key;

		if (has_device(b) && !b->depth && rp_key_comparable(a, b) &&
		    !strcmp(d->phase, busy->phase) &&
		    !strcmp(a->policy, b->policy) &&
		    !strcmp(a->device, b->device) &&
		    !strcmp(a->event, b->event) &&
		    !strcmp(a->memory, b->memory) && a->pages == b->pages &&
		    a->regions == b->regions && !isnan(d->p50))
			return d;
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

	rvb_each(d, &m->scenes, distributions) {
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

	rvb_each(row, m, rows) {
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
