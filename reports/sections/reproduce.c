// SPDX-License-Identifier: GPL-2.0-only
/* reproduce.c - commands that reproduce the figures, all or some of them */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add(struct rp_doc *doc, struct rp_node *table, const char *rows,
		const char *command)
{
	struct rp_cell *cells = rp_doc_row(doc, table);

	cells[0] = rp_cell_text(rows);
	cells[1] = rp_cell_text(command);
}

static void add_boots(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "boot", RP_NAME, NULL },
		{ "command, in the folder of the run", RP_CODE, NULL },
	};
	struct rp_node *table = NULL;
	const struct rp_boot *b;

	for (b = m->boots; b < m->boots + m->nr_boots; b++) {
		if (!b->folder)
			continue;
		if (!table)
			table = rp_doc_table(
				doc, "All rows of one boot, to the digit",
				columns, ARRAY_SIZE(columns));
		add(doc, table, b->id,
		    rp_doc_printf(doc, "%s/replay.sh", b->folder));
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "rows", RP_NAME, NULL },
		{ "options", RP_CODE, NULL },
	};
	struct rp_node *table;

	rp_doc_pre(doc, m->command);
	if (m->exact)
		rp_say(doc, RP_PLAIN,
		       "With the same kernel, QEMU, compiler and revokebench this command gives the same figures, to the digit, on any machine.");
	rp_doc_open(doc, RP_FOLD, "how to reproduce some rows only");
	add_boots(m, doc);
	rp_say(doc, RP_PLAIN,
	       "For less than a boot add \"-o again\" and these options to the command above, in front of its \"--\" if it has one. A case then finds memory in another state, as less work runs before it; that may change its figures by a few per cent.");
	table = rp_doc_table(doc, "Capitals stand for what the row names",
			     columns, ARRAY_SIZE(columns));
	add(doc, table, "a case", "--cases CASE --fs MEMORY");
	if (m->scenes.nr_distributions)
		add(doc, table, "an event",
		    "--policies POLICY --devices DEVICE --fs MEMORY --mode MODE");
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_reproduce = {
	.title = "How to reproduce",
	.order = 80,
	.length = RP_BOTH,
	.build = build,
};
