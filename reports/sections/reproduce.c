// SPDX-License-Identifier: GPL-2.0-only
/* reproduce.c - what to type to get the same figures */
#include "reports/rp_section.h"

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	rp_doc_pre(doc, m->command);
	if (m->exact)
		rp_say(doc, RP_PLAIN,
		       "With the same kernel, QEMU, compiler and revokebench this gives the same figures, to the digit, on any machine.");
	return 0;
}

const struct rp_section rp_section_reproduce = {
	.title = "How to reproduce",
	.order = 80,
	.length = RP_BOTH,
	.build = build,
};
