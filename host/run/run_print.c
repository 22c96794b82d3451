// SPDX-License-Identifier: GPL-2.0-only
/* run_print.c - print the plan, for run -n */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_compiler.h"
#include "lib/rvb_grow.h"

static const char *purpose(const struct run_cell *cell)
{
	if (!strcmp(cell->program, "ubench"))
		return "cost of pin and unpin";
	if (!strcmp(cell->program, "kb_check"))
		return "checks of the policies";
	if (!strcmp(cell->program, "kb_adopt"))
		return "policies on real users";
	return "events under the policies";
}

static bool same_group(const struct run_cell *a, const struct run_cell *b)
{
	return !strcmp(a->program, b->program) && !strcmp(a->mode, b->mode);
}

static void print_group(const struct run_cell *cell, int n)
{
	const char *accel =
		json_string_value(json_object_get(cell->plan, "accel"));
	char how[32];
	int i;

	snprintf(how, sizeof(how), "%d x %s%s%s", n, cell->mode,
		 accel ? ", " : "", accel ? accel : "");
	printf("%-8s %-26s %-18s about %.0f s each, seed%s", n ? "cells" : "",
	       purpose(cell), how, ceil(cell->estimate_s), n > 1 ? "s" : "");
	for (i = 0; i < n; i++)
		printf("%s %d", i ? "," : "", cell[i].seed);
	puts(cell->alone ? "; alone" : "");
}

/* Which cells a core boots one after another, where --jobs names their number */
static void print_cores(const struct run_queue *q, const int *core)
{
	double seconds;
	int at, i, n;

	for (at = 0; at < q->at_once; at++) {
		seconds = 0;
		for (i = 0, n = 0; i < q->nr_cells; i++) {
			if (core[i] != at)
				continue;
			if (!n++)
				printf("core %-3d", at + 1);
			printf("%s %s", n > 1 ? "," : "", q->cell[i]->label);
			seconds += q->cell[i]->estimate_s;
		}
		if (!n)
			break;
		printf(": %.0f s\n", ceil(seconds));
	}
	if (at < q->at_once)
		printf("idle     %d of %d cores\n", q->at_once - at,
		       q->at_once);
}

static void print_time(const struct run_queue *q, double slow, bool cores)
{
	rvb_auto int *core = rvb_alloc(q->nr_cells, sizeof(*core));
	double left = run_left_s(q, core);

	if (cores)
		print_cores(q, core);
	printf("time     about ");
	if (left < 120)
		printf("%.0f s", ceil(left));
	else
		printf("%.0f min", ceil(left / 60));
	printf(", up to %d cells at once; just now %.1f times as slow as a 2.6 GHz Xeon\n",
	       q->at_once, slow);
}

static void print_users(const struct run_opts *o)
{
	printf("preset   %s\n", o->preset);
	printf("policies %s on users %s\n", o->policies ? o->policies : "all",
	       o->users);
}

static void print_devices(const struct run_opts *o)
{
	printf("preset   %s: pages %s\n", o->preset,
	       run_preset_pages(o->preset));
	printf("cases    %s\n", o->cases);
	printf("memory   %s\n", o->fs ? o->fs : "all kinds");
	printf("policies %s%s on devices %s\n",
	       run_argv_adds_none(o) ? "none (base)," : "",
	       o->policies ? o->policies : "all",
	       run_argv_edu(o) ? "edu" :
	       o->devices      ? o->devices :
				 "all");
}

void run_plan_print(const struct run *run, const struct run_queue *q,
		    const struct run_opts *o)
{
	int i, first = 0;

	if (o->users)
		print_users(o);
	else
		print_devices(o);
	if (o->iommu)
		printf("iommu    %s%s%s%s\n", o->iommu,
		       o->iommu_mode ? ", " : "",
		       o->iommu_mode ? o->iommu_mode : "",
		       run_words_nr(o->iommu) > 1 ||
				       (o->iommu_mode &&
					run_words_nr(o->iommu_mode) > 1) ?
			       ": the cells below behind each" :
			       "");
	printf("kernel   %s%s\n", o->kernel,
	       run_words_nr(o->kernel) > 1 ? ": the cells below on each" : "");
	for (i = 1; i <= run->nr_cells; i++) {
		if (i < run->nr_cells &&
		    same_group(&run->cell[first], &run->cell[i]))
			continue;
		print_group(&run->cell[first], i - first);
		first = i;
	}
	print_time(q, run->slow, o->jobs);
}
