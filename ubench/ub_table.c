// SPDX-License-Identifier: GPL-2.0-only
/* ub_table.c - prints results as a table as they arrive */
#include <stdio.h>
#include <string.h>

#include "ubench/ub_bench.h"

#define MANUAL "/manual_time" /* suffix of all our benchmarks */

static int width;

static void context(size_t name_width)
{
	width = name_width - strlen(MANUAL);
	printf("%-*s %12s %12s %10s\n", width, "ticks of one loop", "min",
	       "p50", "a page");
}

/* Google Benchmark's formats have the statistics over repetitions as well */
static void row(const struct ub_gb_run *run)
{
	double min, p50, per_page;
	const char *cut = strstr(run->name, MANUAL);
	int length = cut ? cut - run->name : (int)strlen(run->name);

	if (run->error) {
		printf("%-*.*s %s\n", width, length, run->name, run->error);
	} else if (!ub_gb_run_counter(run, "min", &min) &&
		   !ub_gb_run_counter(run, "p50", &p50)) {
		printf("%-*.*s %12.0f %12.0f", width, length, run->name, min,
		       p50);
		if (!ub_gb_run_counter(run, "per_page", &per_page))
			printf(" %10.1f", per_page);
		printf("%s%s\n", *run->label ? "  " : "", run->label);
	}
	fflush(stdout);
}

const struct ub_gb_reporter ub_table = {
	.context = context,
	.run = row,
};
