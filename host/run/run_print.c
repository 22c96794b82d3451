// SPDX-License-Identifier: GPL-2.0-only
/* run_print.c - print the plan, for run -n */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/run/run.h"

static const char *purpose(const struct run_cell *cell)
{
	if (!strcmp(cell->program, "ubench"))
		return "cost of pin and unpin";
	if (!strcmp(cell->program, "kb_check"))
		return "checks of the policies";
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

static void print_time(const struct run *run, int nr_kernels)
{
	int at_once = run_at_once();
	double left = run_left_s(run, at_once) * nr_kernels;

	printf("time     about ");
	if (left < 120)
		printf("%.0f s", ceil(left));
	else
		printf("%.0f min", ceil(left / 60));
	printf(", up to %d cells at once; just now %.1f times as slow as a 2.6 GHz Xeon\n",
	       at_once, run->slow);
}

/* Print what a run would do, for -n */
void run_plan_print(const struct run *run, const struct run_opts *o)
{
	int i, first = 0;

	printf("preset   %s: pages %s\n", o->preset,
	       run_preset_pages(o->preset));
	printf("cases    %s\n", o->cases);
	printf("memory   %s\n", o->fs ? o->fs : "all kinds");
	printf("policies %s%s on devices %s\n",
	       run_argv_adds_none(o) ? "none (base)," : "",
	       o->policies ? o->policies : "all",
	       o->devices ? o->devices : "all");
	printf("kernel   %s%s\n", o->kernel,
	       run_kernels_nr(o->kernel) > 1 ? ": the cells below on each" :
					       "");
	for (i = 1; i <= run->nr_cells; i++) {
		if (i < run->nr_cells &&
		    same_group(&run->cell[first], &run->cell[i]))
			continue;
		print_group(&run->cell[first], i - first);
		first = i;
	}
	if (*run->kvm.why)
		printf("kvm      %s\n", run->kvm.why);
	print_time(run, run_kernels_nr(o->kernel));
	printf("results  %s\n", run->out);
}
