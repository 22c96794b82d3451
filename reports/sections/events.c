// SPDX-License-Identifier: GPL-2.0-only
/* events.c - counts of faults, flushes and notifier calls in one event */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define FIXED 5 /* columns before those of the counts */

/* One column for each name that any row counts, in the file's order. */
static size_t add_names(const json_t *counts, const char **name, size_t nr,
			size_t most)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)counts, key, value)
	{
		for (i = 0; i < nr; i++)
			if (!strcmp(name[i], key))
				break;
		if (i == nr && nr < most)
			name[nr++] = key;
	}
	return nr;
}

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    const struct rp_distribution *d, const char *const *name,
		    size_t nr)
{
	struct rp_cell *cells = rp_doc_row(doc, table);
	const json_t *value;
	size_t i;

	cells[0] = rp_cell_text(d->key.policy);
	cells[1] = rp_cell_text(d->key.device);
	cells[2] = rp_cell_text(d->key.memory);
	cells[3] = rp_cell_text(d->key.event);
	cells[4] = rp_cell_number(d->key.pages);
	for (i = 0; i < nr; i++) {
		value = json_object_get(d->counts, name[i]);
		cells[FIXED + i] =
			json_is_number(value) ?
				rp_cell_number(json_number_value(value)) :
				rp_cell_text("not counted");
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_column columns[FIXED + 12] = {
		{ "policy", RP_NAME, NULL }, { "device", RP_NAME, NULL },
		{ "memory", RP_NAME, NULL }, { "event", RP_NAME, NULL },
		{ "pages", RP_COUNT, NULL },
	};
	const struct rp_distribution *d;
	const char *name[12];
	struct rp_node *table;
	size_t i, nr = 0;

	for (i = 0; i < m->scenes.nr_distributions; i++)
		nr = add_names(m->scenes.distributions[i].counts, name, nr,
			       ARRAY_SIZE(name));
	if (!nr)
		return 0;
	for (i = 0; i < nr; i++)
		columns[FIXED + i] =
			(struct rp_column){ name[i], RP_VALUE, NULL };
	table = rp_doc_table(doc, "Counted in one event", columns, FIXED + nr);
	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (d->counts)
			add_row(doc, table, d, name, nr);
	}
	rp_say(doc, RP_PLAIN,
	       "Exact counts. Instructions do not show what these cost on hardware.");
	return 0;
}

const struct rp_section rp_section_events = {
	.title = "Counted events",
	.order = 32,
	.build = build,
};
