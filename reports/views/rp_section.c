// SPDX-License-Identifier: GPL-2.0-only
/* rp_section.c - the report, section by section */
#include <stdlib.h>
#include <string.h>

#include "reports/views/rp_section.h"

static int rp_section_by_order(const void *a, const void *b)
{
	const struct rp_section *const *x = a, *const *y = b;

	return (*x)->order - (*y)->order;
}

#define RP_NAME_DIGITS 12 /* of SHA-256: enough to tell two reports apart */

static int is_survey(const struct rp_model *m)
{
	return m->nr_survey && !m->nr_rows;
}

static void rp_sections_title(const struct rp_model *m, struct rp_doc *doc)
{
	const char *release = rp_model_setting(m, "kernel.release");

	doc->title =
		m->nr_survey && !m->nr_rows ?
			"revokebench: who pins file pages, and what becomes of them" :
		m->scenes.nr_distributions || m->scenes.nr_users ?
			"revokebench: what revoking pinned pages costs" :
			"revokebench: what pinning a page costs";
	doc->subtitle = rp_doc_printf(doc, "Linux %s%s%s, results %.*s",
				      release ? release : "(release unknown)",
				      m->date ? ", " : "",
				      m->date ? m->date : "", RP_NAME_DIGITS,
				      m->file_sha256);
}

static void rp_sections_add(const struct rp_model *m, struct rp_doc *doc,
			    const struct rp_section *section)
{
	rp_doc_open(doc, RP_SECTION, section->title);
	doc->open->length = section->length ? section->length : RP_LONG;
	section->build(m, doc);
	rp_doc_close(doc);
}

void rp_sections_build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_section **sorted;
	size_t i, nr = 0;

	rp_sections_title(m, doc);
	while (rp_sections[nr])
		nr++;
	sorted = obstack_copy(&doc->memory, rp_sections, nr * sizeof(*sorted));
	qsort(sorted, nr, sizeof(*sorted), rp_section_by_order);
	for (i = 0; i < nr; i++)
		if (!is_survey(m) || sorted[i]->of_survey)
			rp_sections_add(m, doc, sorted[i]);
}

struct rp_cell rp_key_missing(const struct rp_key *key)
{
	const char *reason = key->reason ? key->reason : "";

	if (key->refused)
		return rp_cell_word("refused", RP_WARN);
	if (!strcmp(key->status, "SKIP"))
		return rp_cell_word(!strncmp(reason, "n/a", 3) ? "n/a" :
								 "skipped",
				    RP_PLAIN);
	return rp_cell_word(key->status, RP_BAD);
}

struct rp_cell rp_row_missing(const struct rp_row *row)
{
	if (row->refused)
		return rp_cell_word("refused", RP_WARN);
	if (!strcmp(row->status, "SKIP"))
		return rp_cell_text("skipped");
	return rp_cell_word(row->status, RP_BAD);
}

void rp_key_all_missing(const struct rp_key *key, const struct rp_node *table,
			struct rp_cell *cells, size_t from)
{
	for (; from < table->nr_columns; from++)
		cells[from] = rp_key_missing(key);
}

/* A pair that cannot work has no unit: it is comparable with any. */
int rp_key_comparable(const struct rp_key *a, const struct rp_key *b)
{
	if (strcmp(a->mode, b->mode))
		return 0;
	return !*a->unit || !*b->unit ||
	       (!strcmp(a->unit, b->unit) && a->emulated == b->emulated);
}

const char *rp_key_unit(const struct rp_key *key)
{
	if (key->emulated)
		return "timed, emulated: only ratios mean anything";
	if (!strcmp(key->unit, "insns"))
		return "instructions (exact)";
	if (!strcmp(key->unit, "vns"))
		return "virtual ns (exact)";
	return "ns (timed)";
}
