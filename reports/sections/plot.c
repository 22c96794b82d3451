// SPDX-License-Identifier: GPL-2.0-only
/* plot.c - the one figure of a short report */
#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!rp_quantile_figure(m, doc))
		rp_pin_figure(m, doc);
}

const struct rp_section rp_section_plot = {
	.title = "Plot",
	.order = 18,
	.length = RP_SHORT,
	.build = build,
};
