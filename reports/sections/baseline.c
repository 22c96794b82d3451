// SPDX-License-Identifier: GPL-2.0-only
/* baseline.c - the cost of the empty loop */
#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *loops = "";
	const struct rp_row *row;

	rvb_each(row, m, rows)
		if (rp_row_is_baseline(row) && rp_row_measured(row))
			loops = rp_doc_printf(
				doc, "%s%s%s/%s %s", loops, *loops ? ", " : "",
				row->case_name, row->phase,
				rp_doc_number(doc, RP_COUNT, row->p50));
	if (*loops)
		rp_say(doc, RP_PLAIN,
		       "Every figure above contains, once a call, the cost of the empty loop and its clock, in %s: %s. It is not subtracted.",
		       m->unit, loops);
	else
		rp_say(doc, RP_WARN,
		       "The empty loop was not measured: there is no baseline.");
}

const struct rp_section rp_section_baseline = {
	.title = "Baseline: the empty loop",
	.order = 22,
	.build = build,
};
