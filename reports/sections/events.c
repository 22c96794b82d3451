// SPDX-License-Identifier: GPL-2.0-only
/* events.c - counts of faults, flushes and notifier calls in one event */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define FIXED 5 /* columns before those of the counts */
#define MOST (FIXED + 12)

/* One column for each name that any row counts, in the file's order. */
static size_t add_names(const json_t *counts, struct rp_column *column,
			size_t nr)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)counts, key, value)
	{
		for (i = FIXED; i < nr; i++)
			if (!strcmp(column[i].title, key))
				break;
		if (i == nr && nr < MOST)
			column[nr++] = (struct rp_column){ key, RP_VALUE };
	}
	return nr;
}

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_distribution *d)
{
	struct rp_cell *cells = rp_doc_add(
		doc, table, rp_cell_text(d->key.policy),
		rp_cell_text(d->key.device), rp_cell_text(d->key.memory),
		rp_cell_text(d->key.event), rp_cell_number(d->key.pages));
	const json_t *value;
	size_t i;

	for (i = FIXED; i < table->nr_columns; i++) {
		value = json_object_get(d->counts, table->columns[i].title);
		cells[i] = json_is_number(value) ?
				   rp_cell_number(json_number_value(value)) :
				   rp_cell_text("not counted");
	}
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_column columns[MOST] = {
		{ "policy" }, { "device" },	     { "memory" },
		{ "event" },  { "pages", RP_COUNT },
	};
	const struct rp_distribution *d;
	struct rp_node *table;
	size_t nr = FIXED;

	rvb_each(d, &m->scenes, distributions)
		nr = add_names(d->counts, columns, nr);
	if (nr == FIXED)
		return;
	table = rp_doc_columns(doc, "Counted in one event", columns, nr);
	rvb_each(d, &m->scenes, distributions)
		if (d->counts)
			add_row(doc, table, d);
	rp_say(doc, RP_PLAIN,
	       "Exact counts. Instructions do not show what these cost on hardware.");
}

const struct rp_section rp_section_events = {
	.title = "Counted events",
	.order = 32,
	.build = build,
};
