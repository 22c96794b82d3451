// SPDX-License-Identifier: GPL-2.0-only
/* latency.c - how long an event takes: quantiles of each wait */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },   { "device", RP_NAME, NULL },
	{ "phase", RP_NAME, NULL },    { "pages", RP_COUNT, NULL },
	{ "n", RP_COUNT, NULL },       { "p50", RP_COUNT, NULL },
	{ "p90", RP_COUNT, NULL },     { "p99", RP_COUNT, NULL },
	{ "p99.9", RP_COUNT, NULL },   { "max", RP_COUNT, NULL },
	{ "of none", RP_RATIO, NULL },
};

/* Only a timed run has pairs against none. */
static size_t nr_columns(const struct rp_key *of)
{
	size_t nr = ARRAY_SIZE(columns);

	return strcmp(of->mode, "timed") ? nr - 1 : nr;
}

/* The file lacks a quantile with fewer than ten samples beyond it. */
static struct rp_cell figure(const struct rp_distribution *d, double value)
{
	if (d->key.emulated)
		return rp_cell_text("ratio only");
	return isnan(value) ? rp_cell_text("few") : rp_cell_number(value);
}

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_distribution *d)
{
	const double value[] = { d->p50, d->p90, d->p99, d->p999, d->max };
	double ratio = rp_pairs_ratio(d->pairs);
	const struct rp_key *k = &d->key;
	size_t i;

	cells[0] = rp_cell_text(k->policy);
	cells[1] = rp_cell_text(k->device);
	cells[2] = rp_cell_text(d->phase);
	cells[3] = rp_cell_number(k->pages);
	if (!rp_key_measured(k)) {
		for (i = 4; i < nr_columns(k); i++)
			cells[i] = rp_key_missing(k);
		return;
	}
	cells[4] = rp_cell_number(d->n);
	for (i = 0; i < ARRAY_SIZE(value); i++)
		cells[5 + i] = figure(d, value[i]);
	if (nr_columns(k) > 10)
		cells[10] = isnan(ratio) ? rp_cell_text("no pairs") :
					   rp_cell_number(ratio);
}

static int alike(const struct rp_key *a, const struct rp_key *b)
{
	return rp_key_comparable(a, b) && !strcmp(a->event, b->event) &&
	       !strcmp(a->memory, b->memory);
}

/* One table for each unit, event and memory: only these are comparable. */
static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_key *of)
{
	const struct rp_distribution *d;
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (rp_key_is_kernel(&d->key) || !alike(&d->key, of) ||
		    rp_phase_is_part(d->phase))
			continue;
		if (!table)
			table = rp_doc_table(
				doc,
				rp_doc_printf(doc, "%s of %s, %s", of->event,
					      of->memory, rp_key_unit(of)),
				columns, nr_columns(of));
		fill(doc, rp_doc_row(doc, table), d);
	}
}

static int is_new(const struct rp_model *m, size_t index)
{
	const struct rp_distribution *all = m->scenes.distributions;
	size_t i;

	if (rp_key_is_kernel(&all[index].key))
		return 0;
	for (i = 0; i < index; i++)
		if (!rp_key_is_kernel(&all[i].key) &&
		    alike(&all[i].key, &all[index].key))
			return 0;
	return 1;
}

/* The tables from number @from to before @to. */
static void add_tables(const struct rp_model *m, struct rp_doc *doc,
		       size_t from, size_t to)
{
	size_t i, nr = 0;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		if (!is_new(m, i))
			continue;
		if (nr >= from && nr < to)
			add_table(m, doc, &m->scenes.distributions[i].key);
		nr++;
	}
}

/* The waits of the scorecard, a line a policy. */
static void add_figure(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *node = rp_quantile_figure(m, doc);

	if (node)
		node->text = rp_doc_printf(doc, "%s; the table is below",
					   node->text);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->scenes.nr_distributions)
		return 0;
	add_figure(m, doc);
	add_tables(m, doc, 0, 1);
	rp_say(doc, RP_PLAIN,
	       "From the event to: the device's last access of an old page (access), the return of the system call (return), the last unpin (unpin). Lower is better. \"few\": fewer than ten samples lie beyond that quantile.");
	rp_doc_open(doc, RP_FOLD, "waits of every other memory and mode");
	add_tables(m, doc, 1, SIZE_MAX);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_latency = {
	.title = "Invalidation latency",
	.order = 30,
	.build = build,
};
