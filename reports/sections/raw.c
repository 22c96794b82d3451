// SPDX-License-Identifier: GPL-2.0-only
/* raw.c - the file behind the report, and the digest that identifies it */
#include "reports/views/rp_section.h"

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	rp_say(doc, RP_PLAIN,
	       "results.json, next to this report, holds every sample. Its SHA-256, as sha256sum prints it, identifies the report:");
	rp_doc_pair(doc, rp_doc_pairs(doc), "sha256", m->file_sha256);
}

const struct rp_section rp_section_raw = {
	.title = "Raw data",
	.order = 70,
	.of_survey = 1,
	.build = build,
};
