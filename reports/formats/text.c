// SPDX-License-Identifier: GPL-2.0-only
/* text.c - a mail */
#include "reports/text/rp_text.h"
#include "reports/write/rp_format.h"

static void write_text(const struct rp_report *report, FILE *out)
{
	rp_text_write(report->doc, report->plots, report->full, out);
}

const struct rp_format rp_format_text = {
	.name = "text",
	.write = write_text,
};
