// SPDX-License-Identifier: GPL-2.0-only
/* beside_environment.c - in what the environments of several runs differ */
#include <string.h>

#include "reports/views/rp_section.h"
#include "reports/views/rp_side_by_side.h"

#define LONG 30 /* characters; longer values are command lines and digests */

static const char *value(const struct rp_model *m, const char *key)
{
	const char *text = rp_model_setting(m, key);

	return text ? text : "not recorded";
}

static int differs(const struct rp_beside *b, const char *key)
{
	size_t run;

	for (run = 1; run < b->nr; run++)
		if (strcmp(value(&b->model[run], key),
			   value(&b->model[0], key)))
			return 1;
	return 0;
}

/* Whether an earlier run has the key, too. */
static int is_said(const struct rp_beside *b, size_t run, const char *key)
{
	const struct rp_model *m;
	size_t i, k;

	for (i = 0; i < run; i++) {
		m = &b->model[i];
		for (k = 0; k < m->nr_settings; k++)
			if (!strcmp(m->settings[k].key, key))
				return 1;
	}
	return 0;
}

static void add_key(const struct rp_beside *b, struct rp_doc *doc,
		    struct rp_node *table, const char *key)
{
	struct rp_cell *cells = rp_doc_row(doc, table);
	size_t run;

	cells[0] = rp_cell_text(key);
	for (run = 0; run < b->nr; run++)
		cells[run + 1] = rp_cell_text(value(&b->model[run], key));
}

static int is_long(const struct rp_beside *b, const char *key)
{
	size_t run;

	for (run = 0; run < b->nr; run++)
		if (strlen(value(&b->model[run], key)) > LONG)
			return 1;
	return 0;
}

/* Returns whether there was any row. */
static int add_table(const struct rp_beside *b, struct rp_doc *doc, int longs)
{
	struct rp_column *columns;
	struct rp_node *table;
	const char *key;
	size_t run, k;

	columns = obstack_alloc(&doc->memory, (b->nr + 1) * sizeof(*columns));
	columns[0] = (struct rp_column){ "environment", RP_NAME, NULL };
	for (run = 0; run < b->nr; run++)
		columns[run + 1] =
			(struct rp_column){ rp_beside_label(doc, run), RP_TEXT,
					    NULL };
	table = rp_doc_table(doc, "Only what differs", columns, b->nr + 1);
	for (run = 0; run < b->nr; run++) {
		for (k = 0; k < b->model[run].nr_settings; k++) {
			key = b->model[run].settings[k].key;
			if (!is_said(b, run, key) && differs(b, key) &&
			    is_long(b, key) == longs)
				add_key(b, doc, table, key);
		}
	}
	if (!table->rows)
		rp_doc_forget_last(doc);
	return !!table->rows;
}

static int beside(const struct rp_beside *b, struct rp_doc *doc)
{
	int any = add_table(b, doc, 0);

	rp_doc_open(doc, RP_FOLD, "long settings that differ");
	any |= add_table(b, doc, 1);
	rp_doc_close(doc);
	if (!any)
		rp_say(doc, RP_PLAIN,
		       "The environments of these runs are the same.");
	return 0;
}

const struct rp_section rp_section_beside_environment = {
	.title = "What differs around them",
	.order = 40,
	.length = RP_BOTH,
	.beside = beside,
};
