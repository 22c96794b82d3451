// SPDX-License-Identifier: GPL-2.0-only
/* html.c - a page */
#include "reports/html/rp_html.h"
#include "reports/write/rp_format.h"

static void write_html(const struct rp_report *report, FILE *out)
{
	rp_html_write(report->doc, report->plots, out);
}

const struct rp_format rp_format_html = {
	.name = "html",
	.write = write_html,
};
