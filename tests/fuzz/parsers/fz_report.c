// SPDX-License-Identifier: GPL-2.0-only
/* fz_report.c - a report in all its formats, without figures */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/doc/rp_plot.h"
#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_report.h"

/* In place of rp_plot.c: as on a machine without gnuplot */
int rp_plots_draw(struct rp_plots *plots, const struct rp_figure *figure,
		  const char *kind, char **text, char *why, size_t size)
{
	*text = NULL;
	snprintf(why, size, "no gnuplot");
	return -ENOENT;
}

void fz_report(struct rp_report *report, const char *but)
{
	static char dir[] = "/nonexistent";
	struct rp_plots plots = { .dir = dir };
	const struct rp_format *const *format;
	size_t length;
	char *text;
	FILE *out;

	report->plots = &plots;
	for (format = rp_formats; *format; format++) {
		if (but && !strcmp((*format)->name, but))
			continue;
		text = NULL;
		out = open_memstream(&text, &length);
		fz_check(out);
		(*format)->write(report, out);
		fz_check(!fclose(out));
		free(text);
	}
}
