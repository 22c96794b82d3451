// SPDX-License-Identifier: GPL-2.0-only
/* reproduce.c - commands that reproduce the figures, all or some of them */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add_boots(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(
		doc, "All rows of one boot, to the digit", { "boot" },
		{ "command, in the folder of the run", RP_CODE });
	const struct rp_boot *b;

	rvb_each(b, m, boots)
		if (b->folder)
			rp_doc_add(doc, table, rp_cell_text(b->id),
				   rp_cell_text(rp_doc_printf(
					   doc, "%s/replay.sh", b->folder)));
	rp_doc_keep(doc, table);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
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
			     { "rows" }, { "options", RP_CODE });
	rp_doc_add(doc, table, rp_cell_text("a case"),
		   rp_cell_text("--cases CASE --fs MEMORY"));
	if (m->scenes.nr_distributions)
		rp_doc_add(
			doc, table, rp_cell_text("an event"),
			rp_cell_text(
				"--policies POLICY --devices DEVICE --fs MEMORY --mode MODE"));
	rp_doc_close(doc);
}

const struct rp_section rp_section_reproduce = {
	.title = "How to reproduce",
	.order = 80,
	.of_survey = 1,
	.length = RP_BOTH,
	.build = build,
};
