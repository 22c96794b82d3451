// SPDX-License-Identifier: GPL-2.0-only
/* latency.c - how long an event takes, phase by phase */
#include <math.h>
#include <string.h>

#include "reports/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },   { "device", RP_NAME, NULL },
	{ "phase", RP_NAME, NULL },    { "memory", RP_NAME, NULL },
	{ "pages", RP_COUNT, NULL },   { "p50", RP_COUNT, NULL },
	{ "p99", RP_COUNT, NULL },     { "max", RP_COUNT, NULL },
	{ "of none", RP_RATIO, NULL },
};

/* Only a timed run has pairs against none. */
static size_t nr_columns(const struct rp_key *of)
{
	size_t nr = sizeof(columns) / sizeof(*columns);

	return strcmp(of->mode, "timed") ? nr - 1 : nr;
}

/* A quantile with too few samples beyond it is not in the file. */
static struct rp_cell figure(double value)
{
	return isnan(value) ? rp_cell_text("few") : rp_cell_number(value);
}

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_distribution *d)
{
	double ratio = rp_pairs_ratio(d->pairs);
	const struct rp_key *k = &d->key;

	cells[0] = rp_cell_text(k->policy);
	cells[1] = rp_cell_text(k->device);
	cells[2] = rp_cell_text(d->phase);
	cells[3] = rp_cell_text(k->memory);
	cells[4] = rp_cell_number(k->pages);
	if (!rp_key_measured(k)) {
		cells[5] = rp_key_missing(doc, k);
		return;
	}
	if (!k->emulated) {
		cells[5] = figure(d->p50);
		cells[6] = figure(d->p99);
		cells[7] = figure(d->max);
	}
	if (nr_columns(k) > 8 && !isnan(ratio))
		cells[8] = rp_cell_number(ratio);
}

static int is_short(const struct rp_distribution *d)
{
	return !strcmp(d->phase, "return") || !strcmp(d->phase, "access") ||
	       !strcmp(d->phase, "unpin");
}

/* One table a unit: what was counted and what was timed never meet. */
static void add_unit(const struct rp_model *m, struct rp_doc *doc,
		     const struct rp_key *of, int parts)
{
	const struct rp_distribution *d;
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (rp_key_is_kernel(&d->key) || is_short(d) == parts ||
		    !rp_key_comparable(&d->key, of) ||
		    strcmp(d->key.event, of->event))
			continue;
		if (!table)
			table = rp_doc_table(
				doc,
				rp_doc_printf(doc, "%s, %s%s", of->event,
					      rp_key_unit(of),
					      parts ? ": parts" : ""),
				columns, nr_columns(of));
		fill(doc, rp_doc_row(doc, table), d);
	}
}

static void add_all(const struct rp_model *m, struct rp_doc *doc, int parts)
{
	const struct rp_distribution *all = m->scenes.distributions;
	size_t i, j;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		for (j = 0; j < i; j++)
			if (rp_key_comparable(&all[i].key, &all[j].key) &&
			    !strcmp(all[i].key.event, all[j].key.event))
				break;
		if (j == i)
			add_unit(m, doc, &all[i].key, parts);
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->scenes.nr_distributions)
		return 0;
	add_all(m, doc, 0);
	rp_say(doc, RP_PLAIN,
	       "access: from the event to the device's last access of an old page; return: to the return of the system call; unpin: to the last unpin. Lower is better. \"few\": fewer than ten samples lie beyond that quantile.");
	rp_doc_open(doc, RP_FOLD, "the parts of each wait");
	add_all(m, doc, 1);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_latency = {
	.title = "Invalidation latency",
	.order = 22,
	.build = build,
};
