// SPDX-License-Identifier: GPL-2.0-only
/* failures.c - what failed or is missing, before anything else is said */
#include <string.h>

#include "reports/rp_section.h"

static int failed(const char *status)
{
	return strcmp(status, "DONE") && strcmp(status, "PASS") &&
	       strcmp(status, "SKIP");
}

static size_t add_boots(const struct rp_model *m, struct rp_doc *doc,
			struct rp_node *table)
{
	const struct rp_boot *b;
	struct rp_cell *cells;
	const char *detail;
	size_t i, nr = 0;

	for (i = 0; i < m->nr_boots; i++) {
		b = &m->boots[i];
		if (!failed(b->status))
			continue;
		detail = b->detail && *b->detail ? b->detail : "-";
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(b->id);
		cells[1] = rp_cell_word(b->status, RP_BAD);
		cells[2] = rp_cell_text(b->reason);
		cells[3] = rp_cell_text(detail);
		nr++;
	}
	return nr;
}

static size_t add_rows(const struct rp_model *m, struct rp_doc *doc,
		       struct rp_node *table)
{
	const struct rp_row *row;
	struct rp_cell *cells;
	size_t i, nr = 0;

	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (!failed(row->status))
			continue;
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(row->name);
		cells[1] = rp_cell_word(row->status, RP_BAD);
		cells[3] = rp_cell_text(row->reason ? row->reason : "-");
		nr++;
	}
	return nr;
}

static size_t add_verdicts(const struct rp_model *m, struct rp_doc *doc,
			   struct rp_node *table)
{
	const struct rp_verdict *v;
	struct rp_cell *cells;
	size_t i, nr = 0;

	for (i = 0; i < m->nr_verdicts; i++) {
		v = &m->verdicts[i];
		if (!failed(v->status))
			continue;
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(
			rp_doc_printf(doc, "%s/%s/%s/%s/%s", v->policy,
				      v->device, v->engine, v->fs, v->check));
		cells[1] = rp_cell_word(v->status, RP_BAD);
		cells[3] = rp_cell_text(*v->reason ? v->reason : "-");
		nr++;
	}
	return nr;
}

/* Without a table they are only counted. */
static size_t add_events(const struct rp_model *m, struct rp_doc *doc,
			 struct rp_node *table)
{
	const struct rp_key *key;
	struct rp_cell *cells;
	size_t i, nr = 0;

	for (i = 0; (key = rp_scenes_key(&m->scenes, i)); i++) {
		if (!failed(key->status))
			continue;
		if (table) {
			cells = rp_doc_row(doc, table);
			cells[0] = rp_cell_text(key->name);
			cells[1] = rp_cell_word(key->status, RP_BAD);
			cells[3] =
				rp_cell_text(key->reason ? key->reason : "-");
		}
		nr++;
	}
	return nr;
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "what", RP_NAME, NULL },
		{ "status", RP_NAME, NULL },
		{ "reason", RP_TEXT, NULL },
		{ "detail", RP_TEXT, NULL },
	};
	struct rp_node *table;
	size_t i, nr = 0;

	for (i = 0; i < m->nr_boots; i++)
		nr += failed(m->boots[i].status);
	for (i = 0; i < m->nr_rows; i++)
		nr += failed(m->rows[i].status);
	for (i = 0; i < m->nr_verdicts; i++)
		nr += failed(m->verdicts[i].status);
	nr += add_events(m, doc, NULL);
	if (!nr && !failed(m->status))
		return 0;

	rp_say(doc, RP_BAD,
	       "This run is %s. What stands below it is only the part that was measured.",
	       m->status);
	if (!nr)
		return 0;
	rp_say(doc, RP_PLAIN,
	       "Each boot's kernel log and replay.sh are in its folder under the run's cells/.");
	table = rp_doc_table(doc, "Boots, then rows, then checks, then events",
			     columns, 4);
	add_boots(m, doc, table);
	add_rows(m, doc, table);
	add_verdicts(m, doc, table);
	add_events(m, doc, table);
	return 0;
}

const struct rp_section rp_section_failures = {
	.title = "What failed",
	.order = 0,
	.build = build,
};
