// SPDX-License-Identifier: GPL-2.0-only
/* csv.c - a line a result, as RFC 4180 has it; for spreadsheets */
#include <math.h>
#include <string.h>

#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

/*
 * A spreadsheet takes a cell that begins with one of these for a formula, and
 * names come from a result file: an apostrophe makes it text.
 */
static const char formula[] = "=+-@\t\r";

static void field(FILE *out, const char *text)
{
	fputc('"', out);
	if (*text && strchr(formula, *text))
		fputc('\'', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void line(const struct rp_result *r, void *data)
{
	FILE *out = data;
	size_t i;

	field(out, r->group);
	fputc(',', out);
	field(out, r->name);
	fprintf(out, ",%s,", r->status);
	for (i = 0; i < RP_FIGURES; i++) {
		if (r->has_number && !isnan(r->figure[i]))
			fprintf(out, "%.15g", r->figure[i]);
		fputc(',', out);
	}
	fprintf(out, "%s,", r->has_number ? r->unit : "");
	field(out, r->reason ? r->reason : "");
	fputs("\r\n", out);
}

static void write_csv(const struct rp_report *report, FILE *out)
{
	size_t i;

	fputs("group,name,status", out);
	for (i = 0; i < RP_FIGURES; i++)
		fprintf(out, ",%s", rp_figure_keys[i]);
	fputs(",unit,reason\r\n", out);
	report->walk(report->of, line, out);
}

const struct rp_format rp_format_csv = {
	.name = "csv",
	.one_run = 1,
	.write = write_csv,
};
