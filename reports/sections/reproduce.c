// SPDX-License-Identifier: GPL-2.0-only
/* reproduce.c - what to type to get the same figures, all or some of them */
#include <string.h>

#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "rows", RP_NAME, NULL },
	{ "command", RP_CODE, NULL },
};

/* One word for a shell, whatever is in it. */
static const char *word(struct rp_doc *doc, const char *text)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=+";
	const char *c;

	if (*text && !text[strspn(text, plain)])
		return text;
	obstack_1grow(&doc->memory, '\'');
	for (c = text; *c; c++) {
		if (*c == '\'')
			obstack_grow(&doc->memory, "'\\''", 4);
		else
			obstack_1grow(&doc->memory, *c);
	}
	obstack_1grow(&doc->memory, '\'');
	obstack_1grow(&doc->memory, '\0');
	return obstack_finish(&doc->memory);
}

/* The run's own command; of an option that is there twice the last counts. */
static const char *with(const struct rp_model *m, struct rp_doc *doc,
			const char *options)
{
	const char *rest = strstr(m->command, " -- ");
	int length = rest ? (int)(rest - m->command) : (int)strlen(m->command);

	return rp_doc_printf(doc, "%.*s %s -o again%s", length, m->command,
			     options, rest ? rest : "");
}

static void add(struct rp_doc *doc, struct rp_node *table, const char *rows,
		const char *command)
{
	struct rp_cell *cells = rp_doc_row(doc, table);

	cells[0] = rp_cell_text(rows);
	cells[1] = rp_cell_text(command);
}

static void add_boots(const struct rp_model *m, struct rp_doc *doc,
		      struct rp_node *table)
{
	const struct rp_boot *b;
	size_t i;

	for (i = 0; i < m->nr_boots; i++) {
		b = &m->boots[i];
		if (b->folder)
			add(doc, table, rp_doc_printf(doc, "boot %s", b->id),
			    rp_doc_printf(doc, "%s/replay.sh",
					  word(doc, b->folder)));
	}
}

static int is_said(const struct rp_model *m, size_t index)
{
	const struct rp_row *row = &m->rows[index];
	size_t i;

	for (i = 0; i < index; i++)
		if (!strcmp(row->case_name, m->rows[i].case_name) &&
		    !strcmp(row->memory, m->rows[i].memory))
			return 1;
	return 0;
}

static void add_costs(const struct rp_model *m, struct rp_doc *doc,
		      struct rp_node *table)
{
	const char *options;
	const struct rp_row *row;
	size_t i;

	for (i = 0; i < m->nr_rows; i++) {
		row = &m->rows[i];
		if (is_said(m, i))
			continue;
		options = rp_doc_printf(doc, "--cases %s",
					word(doc, row->case_name));
		if (row->pages)
			options = rp_doc_printf(doc, "%s --fs %s", options,
						word(doc, row->memory));
		add(doc, table,
		    rp_doc_printf(doc, "%s/%s", row->case_name, row->memory),
		    with(m, doc, options));
	}
}

static int same_pair(const struct rp_key *a, const struct rp_key *b)
{
	return !strcmp(a->policy, b->policy) && !strcmp(a->device, b->device) &&
	       !strcmp(a->memory, b->memory) && !strcmp(a->mode, b->mode);
}

static void add_events(const struct rp_model *m, struct rp_doc *doc,
		       struct rp_node *table)
{
	const struct rp_scenes *s = &m->scenes;
	const struct rp_key *key;
	const char *options;
	size_t i, j;

	for (i = 0; (key = rp_scenes_key(s, i)); i++) {
		for (j = 0; j < i; j++)
			if (same_pair(key, rp_scenes_key(s, j)))
				break;
		if (j < i || rp_key_is_kernel(key) || !*key->memory)
			continue;
		options = rp_doc_printf(
			doc, "--policies %s --devices %s --fs %s --mode %s",
			word(doc, key->policy), word(doc, key->device),
			word(doc, key->memory), key->mode);
		add(doc, table,
		    rp_doc_printf(doc, "%s/%s/%s, %s", key->policy, key->device,
				  key->memory, key->mode),
		    with(m, doc, options));
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;

	rp_doc_pre(doc, m->command);
	if (m->exact)
		rp_say(doc, RP_PLAIN,
		       "With the same kernel, QEMU, compiler and revokebench this gives the same figures, to the digit, on any machine.");
	rp_doc_open(doc, RP_FOLD, "the command of each row");
	rp_say(doc, RP_PLAIN,
	       "A boot's replay.sh, in the folder of the run, gives all its rows again, to the digit. Of the others each takes some rows only; with other work before it a case finds other memory, which may move it by a few per cent.");
	table = rp_doc_table(doc, "What to type", columns,
			     sizeof(columns) / sizeof(*columns));
	add_boots(m, doc, table);
	add_costs(m, doc, table);
	add_events(m, doc, table);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_reproduce = {
	.title = "How to reproduce",
	.order = 80,
	.length = RP_BOTH,
	.build = build,
};
