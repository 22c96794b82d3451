// SPDX-License-Identifier: GPL-2.0-only
/* gaps.c - events that were not measured, each with its reason */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },
	{ "device", RP_NAME, NULL },
	{ "status", RP_NAME, NULL },
	{ "reason", RP_TEXT, NULL },
};

static const char *why(const struct rp_key *key)
{
	return key->reason ? key->reason : key->refused;
}

static int is_gap(const struct rp_key *key)
{
	return !rp_key_measured(key) && why(key);
}

/* A reason is listed once for each pair, for all of its rows. */
static int is_listed(const struct rp_scenes *s, size_t index)
{
	const struct rp_key *key = rp_scenes_key(s, index), *before;
	size_t i;

	for (i = 0; i < index; i++) {
		before = rp_scenes_key(s, i);
		if (is_gap(before) && !strcmp(before->policy, key->policy) &&
		    !strcmp(before->device, key->device) &&
		    !strcmp(before->status, key->status) &&
		    !strcmp(why(before), why(key)))
			return 1;
	}
	return 0;
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_scenes *s = &m->scenes;
	struct rp_node *table = NULL;
	const struct rp_key *key;
	struct rp_cell *cells;
	size_t i;

	for (i = 0; (key = rp_scenes_key(s, i)); i++) {
		if (!is_gap(key) || is_listed(s, i))
			continue;
		if (!table)
			table = rp_doc_table(doc, "No figure, and why", columns,
					     ARRAY_SIZE(columns));
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(key->policy);
		cells[1] = rp_cell_text(key->device);
		cells[2] = key->refused ? rp_cell_text("refused") :
					  rp_key_missing(key);
		cells[3] = rp_cell_text(why(key));
	}
	return 0;
}

const struct rp_section rp_section_gaps = {
	.title = "Events without a figure",
	.order = 50,
	.build = build,
};
