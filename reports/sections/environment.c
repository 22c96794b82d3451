// SPDX-License-Identifier: GPL-2.0-only
/* environment.c - kernel, emulator, compiler and boots of the run */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void add_settings(const struct rp_model *m, struct rp_doc *doc)
{
	static const char *const keys[] = {
		"kernel.version",
		"kernel.taint",
		"qemu.version",
		"mode",
		"accel",
		"policy",
		"compiler.kernel_modules",
		"revokebench",
	};
	struct rp_node *pairs = rp_doc_pairs(doc);
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		value = rp_model_setting(m, keys[i]);
		rp_doc_pair(doc, pairs, keys[i],
			    value ? value : "not recorded");
	}
}

static void add_all_settings(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *pairs;
	size_t i;

	rp_doc_open(doc, RP_FOLD, "the whole environment");
	pairs = rp_doc_pairs(doc);
	for (i = 0; i < m->nr_settings; i++)
		rp_doc_pair(doc, pairs, m->settings[i].key,
			    m->settings[i].value ? m->settings[i].value :
						   "not recorded");
	rp_doc_close(doc);
}

static void add_boots(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "boot", RP_NAME, NULL },   { "seed", RP_COUNT, NULL },
		{ "status", RP_TEXT, NULL }, { "reason", RP_TEXT, NULL },
		{ "time", RP_INSNS, "s" },   { "folder", RP_TEXT, NULL },
	};
	const struct rp_boot *b;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i;

	rp_doc_open(doc, RP_FOLD, "every boot of the guest");
	table = rp_doc_table(doc, "Time is the host's, and no result", columns,
			     6);
	for (i = 0; i < m->nr_boots; i++) {
		b = &m->boots[i];
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(b->id);
		cells[1] = rp_cell_number(b->seed);
		cells[2] = rp_cell_text(b->status);
		cells[3] = rp_cell_text(b->reason);
		cells[4] = rp_cell_number(b->seconds);
		cells[5] = rp_cell_text(b->folder ? b->folder : "-");
	}
	rp_doc_close(doc);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	add_settings(m, doc);
	add_all_settings(m, doc);
	add_boots(m, doc);
	return 0;
}

const struct rp_section rp_section_environment = {
	.title = "Environment",
	.order = 62,
	.build = build,
};
