// SPDX-License-Identifier: GPL-2.0-only
/* rp_section.c - the report, section by section */
#include <stdlib.h>

#include "reports/rp_section.h"

static int rp_section_by_order(const void *a, const void *b)
{
	const struct rp_section *const *x = a, *const *y = b;

	return (*x)->order - (*y)->order;
}

int rp_sections_build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *release = rp_model_setting(m, "kernel.release");
	const struct rp_section **sorted;
	size_t i;
	int ret = 0;

	doc->title = "revokebench: what pinning a page costs";
	doc->subtitle = rp_doc_printf(doc, "Linux %s%s%s",
				      release ? release : "(release unknown)",
				      m->date ? ", " : "",
				      m->date ? m->date : "");
	sorted = obstack_copy(&doc->memory, rp_sections,
			      rp_nr_sections * sizeof(*sorted));
	qsort(sorted, rp_nr_sections, sizeof(*sorted), rp_section_by_order);
	for (i = 0; i < rp_nr_sections && !ret; i++) {
		rp_doc_open(doc, RP_SECTION, sorted[i]->title);
		ret = sorted[i]->build(m, doc);
		rp_doc_close(doc);
	}
	return ret;
}
