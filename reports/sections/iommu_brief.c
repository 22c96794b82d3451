// SPDX-License-Identifier: GPL-2.0-only
/* iommu_brief.c - what the IOMMU costs, in a short report */
#include "reports/views/rp_iommu.h"
#include "reports/views/rp_section.h"

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	rp_iommu_say(m, doc);
}

const struct rp_section rp_section_iommu_brief = {
	.title = "What the IOMMU costs and what it can promise",
	.order = 16,
	.length = RP_SHORT,
	.build = build,
};
