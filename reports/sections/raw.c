// SPDX-License-Identifier: GPL-2.0-only
/* raw.c - the data behind the report, and the digest that names it */
#include <string.h>

#include "reports/views/rp_raw.h"
#include "reports/views/rp_section.h"

static const char from_script[] =
	"xmllint --html --xpath 'string(//script[@id=\"raw\"])' report.html";
static const char from_link[] =
	"xmllint --huge --html --xpath 'string(//a[@id=\"raw\"]/@href)' report.html"
	" | cut -d, -f2 | base64 -d | gunzip";

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *pairs;
	struct rp_raw raw;
	int is_packed, ret;

	ret = rp_raw_make(m, doc, &raw);
	if (ret)
		return ret;
	is_packed = strlen(raw.json) > RP_RAW_MOST;
	rp_say(doc, RP_PLAIN,
	       "The SHA-256 of the raw data names this report: the same figures from the same environment have the same name.");
	pairs = rp_doc_pairs(doc);
	rp_doc_pair(doc, pairs, "sha256", raw.sha256);
	rp_doc_pair(doc, pairs, "left out",
		    rp_doc_printf(doc, "%s: results.json has them",
				  raw.left_out));
	rp_say(doc, RP_PLAIN,
	       "The page holds them as JSON%s. To take them out without a browser:",
	       is_packed ? ", packed" : "");
	rp_doc_pre(doc, is_packed ? from_link : from_script);
	rp_doc_data(doc, raw.json);
	return 0;
}

const struct rp_section rp_section_raw = {
	.title = "Raw data",
	.order = 70,
	.build = build,
};
