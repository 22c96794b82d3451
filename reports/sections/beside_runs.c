// SPDX-License-Identifier: GPL-2.0-only
/* beside_runs.c - which runs stand side by side */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "reports/views/rp_section.h"
#include "reports/views/rp_side_by_side.h"

static const struct rp_column columns[] = {
	{ "run", RP_NAME, NULL },    { "results", RP_TEXT, NULL },
	{ "kernel", RP_TEXT, NULL }, { "status", RP_TEXT, NULL },
	{ "exact", RP_TEXT, NULL },  { "sha256", RP_TEXT, NULL },
};

#define SHORT_SUM 12 /* digits, enough to tell two apart */

static void add_run(const struct rp_beside *b, struct rp_doc *doc,
		    struct rp_node *table, size_t run)
{
	const struct rp_model *m = &b->model[run];
	const char *release = rp_model_setting(m, "kernel.release");
	struct rp_cell *cells;

	cells = rp_doc_row(doc, table);
	cells[0] = rp_cell_text(rp_beside_label(doc, run));
	cells[1] = rp_cell_text(b->name[run]);
	cells[2] = rp_cell_text(release ? release : "not recorded");
	cells[3] = rp_cell_word(m->status,
				strcmp(m->status, "DONE") ? RP_BAD : RP_PLAIN);
	cells[4] = rp_cell_word(m->exact ? "yes" : "no",
				m->exact ? RP_PLAIN : RP_WARN);
	cells[5] = rp_cell_text(
		rp_doc_printf(doc, "%.*s", SHORT_SUM, m->file_sha256));
}

static int beside(const struct rp_beside *b, struct rp_doc *doc)
{
	struct rp_node *table;
	size_t run;

	table = rp_doc_table(doc, "A is the base of every change", columns,
			     sizeof(columns) / sizeof(*columns));
	for (run = 0; run < b->nr; run++)
		add_run(b, doc, table, run);
	return 0;
}

const struct rp_section rp_section_beside_runs = {
	.title = "Runs",
	.order = 10,
	.length = RP_BOTH,
	.beside = beside,
};
