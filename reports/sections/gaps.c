// SPDX-License-Identifier: GPL-2.0-only
/* gaps.c - events that were not measured, each with its reason */
#include <string.h>

#include "reports/views/rp_section.h"

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

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table =
		rp_doc_table(doc, "No figure, and why", { "policy" },
			     { "device" }, { "status" }, { "reason", RP_TEXT });
	const struct rp_key *key;
	size_t i;

	for (i = 0; (key = rp_scenes_key(&m->scenes, i)); i++)
		if (is_gap(key) && !is_listed(&m->scenes, i))
			rp_doc_add(doc, table, rp_cell_text(key->policy),
				   rp_cell_text(key->device),
				   key->refused ? rp_cell_text("refused") :
						  rp_key_missing(key),
				   rp_cell_text(why(key)));
	rp_doc_keep(doc, table);
}

const struct rp_section rp_section_gaps = {
	.title = "Events without a figure",
	.order = 50,
	.build = build,
};
