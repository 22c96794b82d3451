// SPDX-License-Identifier: GPL-2.0-only
/* latency.c - how long an event takes: quantiles of each wait */
#include <stdint.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

/* The file lacks a quantile with fewer than ten samples beyond it. */
static struct rp_cell figure(const struct rp_distribution *d, double value)
{
	if (d->key.emulated)
		return rp_cell_text("ratio only");
	return rp_cell_figure(value, "few");
}

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_distribution *d)
{
	const double value[] = { d->p50, d->p90, d->p99, d->p999, d->max };
	struct rp_cell *cells =
		rp_doc_add(doc, table, rp_cell_text(d->key.policy),
			   rp_cell_text(d->key.device), rp_cell_text(d->phase),
			   rp_cell_number(d->key.pages), rp_cell_number(d->n));
	size_t i;

	for (i = 0; i < ARRAY_SIZE(value); i++)
		cells[5 + i] = figure(d, value[i]);
	if (table->nr_columns > 10)
		cells[10] =
			rp_cell_figure(rp_pairs_ratio(d->pairs), "no pairs");
	if (!rp_key_measured(&d->key))
		rp_key_all_missing(&d->key, table, cells, 4);
}

static int alike(const struct rp_key *a, const struct rp_key *b)
{
	return rp_key_comparable(a, b) && !strcmp(a->event, b->event) &&
	       !strcmp(a->memory, b->memory);
}

/*
 * One table for each unit, event and memory: only these are comparable. Only a
 * timed run has pairs against none, which are its last column.
 */
static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_key *of)
{
	const char *caption = rp_doc_printf(doc, "%s of %s, %s", of->event,
					    of->memory, rp_key_unit(of));
	struct rp_node *table = rp_doc_table(
		doc, caption, { "policy" }, { "device" }, { "phase" },
		{ "pages", RP_COUNT }, { "n", RP_COUNT }, { "p50", RP_COUNT },
		{ "p90", RP_COUNT }, { "p99", RP_COUNT }, { "p99.9", RP_COUNT },
		{ "max", RP_COUNT }, { "of none", RP_RATIO });
	const struct rp_distribution *d;

	table->nr_columns -= !!strcmp(of->mode, "timed");
	rvb_each(d, &m->scenes, distributions)
		if (!rp_key_is_kernel(&d->key) && alike(&d->key, of) &&
		    !rp_phase_is_part(d->phase))
			add_row(doc, table, d);
	rp_doc_keep(doc, table);
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

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *figure;

	if (!m->scenes.nr_distributions)
		return;
	figure = rp_quantile_figure(m, doc); /* of the scorecard's waits */
	if (figure)
		figure->text = rp_doc_printf(doc, "%s; the table is below",
					     figure->text);
	add_tables(m, doc, 0, 1);
	rp_say(doc, RP_PLAIN,
	       "From the event to: the device's last access of an old page (access), the return of the system call (return), the last unpin (unpin). Lower is better. \"few\": fewer than ten samples lie beyond that quantile.");
	rp_doc_open(doc, RP_FOLD, "waits of every other memory and mode");
	add_tables(m, doc, 1, SIZE_MAX);
	rp_doc_close(doc);
}

const struct rp_section rp_section_latency = {
	.title = "Invalidation latency",
	.order = 30,
	.build = build,
};
