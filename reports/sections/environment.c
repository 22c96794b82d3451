// SPDX-License-Identifier: GPL-2.0-only
/* environment.c - kernel, emulator, compiler and boots of the run */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add_settings(const struct rp_model *m, struct rp_doc *doc)
{
	static const char *const keys[] = {
		"kernel.version", "compiler.kernel",
		"kernel.taint",	  "qemu.version",
		"mode",		  "accel",
		"policy",	  "compiler.kernel_modules",
		"revokebench",
	};
	struct rp_node *pairs = rp_doc_pairs(doc);
	const struct rp_setting *s;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		rp_doc_pair(doc, pairs, keys[i], rp_model_setting(m, keys[i]));
	rp_doc_open(doc, RP_FOLD, "the whole environment");
	pairs = rp_doc_pairs(doc);
	rvb_each(s, m, settings)
		rp_doc_pair(doc, pairs, s->key, s->value);
	rp_doc_close(doc);
}

static void add_boots(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_boot *b;
	struct rp_node *table;

	rp_doc_open(doc, RP_FOLD, "every boot of the guest");
	table = rp_doc_table(doc, "Time is the host's, and no result",
			     { "boot" }, { "seed", RP_COUNT },
			     { "status", RP_TEXT }, { "reason", RP_TEXT },
			     { "time", RP_INSNS, "s" }, { "folder", RP_TEXT });
	rvb_each(b, m, boots)
		rp_doc_add(doc, table, rp_cell_text(b->id),
			   rp_cell_number(b->seed), rp_cell_text(b->status),
			   rp_cell_text(b->reason), rp_cell_number(b->seconds),
			   rp_cell_text(b->folder ? b->folder : "-"));
	rp_doc_close(doc);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	add_settings(m, doc);
	add_boots(m, doc);
}

const struct rp_section rp_section_environment = {
	.title = "Environment",
	.order = 62,
	.of_survey = 1,
	.build = build,
};
