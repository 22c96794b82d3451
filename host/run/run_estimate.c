// SPDX-License-Identifier: GPL-2.0-only
/* run_estimate.c - how long a run takes, before and while it runs */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_argv.h"
#include "host/run/run_registry.h"
#include "host/vm/vm_speed.h"

/*
 * Seconds under TCG of a boot that measures everything, two at once on two
 * cores of a 2.6 GHz Xeon; a boot that measures nothing takes BOOT_S of them.
 */
#define BOOT_S 7

static const struct {
	const char *preset;
	const char *program;
	const char *mode;
	double seconds;
} boots[] = {
	{ "quick", "ubench", "exact", 20 },
	{ "quick", "kb_scene", "exact", 25 },
	{ "quick", "kb_scene", "timed", 25 },
	{ "quick", "kb_check", "timed", 60 },
	{ "default", "ubench", "exact", 50 },
	{ "default", "kb_scene", "exact", 120 },
	{ "default", "kb_scene", "timed", 120 },
	{ "default", "kb_check", "timed", 240 },
	{ "full", "ubench", "exact", 90 },
	{ "full", "kb_scene", "exact", 600 },
	{ "full", "kb_scene", "timed", 600 },
	{ "full", "kb_check", "timed", 480 },
};

/* Of all there is in a registry, the part that was asked for. */
static double share(const char *what, const char *list)
{
	json_t *all = run_registry_list(what), *item;
	size_t i, n = 0, nr = json_array_size(all);

	json_array_foreach(all, i, item) n += run_argv_has(
		list, json_string_value(json_object_get(item, "name")));
	json_decref(all);
	return nr ? (double)n / nr : 1;
}

static double share_of_cases(const char *what, const char *glob)
{
	size_t nr = run_registry_count(what, "*");

	return nr ? (double)run_registry_count(what, glob) / nr : 1;
}

/**
 * run_estimate_s() - how long a cell takes on an idle machine of reference
 * @o:		what was asked
 * @cell:	one of run_plan_cells()
 *
 * Return: seconds.
 */
double run_estimate_s(const struct run_opts *o, const json_t *cell)
{
	const char *program, *mode;
	double part, seconds = 0;
	size_t i;

	json_unpack((json_t *)cell, "{s:s, s:s}", "program", &program, "mode",
		    &mode);
	for (i = 0; i < sizeof(boots) / sizeof(*boots); i++) {
		if (!strcmp(boots[i].preset, o->preset) &&
		    !strcmp(boots[i].program, program) &&
		    !strcmp(boots[i].mode, mode))
			seconds = boots[i].seconds;
	}
	part = share("fs", o->fs);
	if (strcmp(program, "ubench"))
		part *= share("policies", o->policies) *
			share("devices", o->devices);
	if (strcmp(program, "kb_check"))
		part *= share_of_cases(strcmp(program, "ubench") ? "scenes" :
								   "cases",
				       o->cases);
	return BOOT_S + (seconds - BOOT_S) * part;
}

/* Steps of a cell; one that cannot tell has as many as another of its kind. */
static unsigned int nr_steps(const struct run *run, const struct run_cell *cell)
{
	int i;

	if (!cell->counts)
		return cell->nr_steps;
	for (i = 0; i < run->nr_cells; i++) {
		const struct run_cell *other = &run->cell[i];

		if (other->cell && other->step > cell->step &&
		    !strcmp(other->program, cell->program) &&
		    !strcmp(other->mode, cell->mode))
			return other->step;
	}
	return 0;
}

/* How much of its work a cell says that it has done. */
static double said(const struct run *run, const struct run_cell *cell)
{
	unsigned int nr = nr_steps(run, cell);

	if (cell->kept || cell->cell)
		return 1;
	return nr ? (double)cell->step / (nr + 1) : 0;
}

/* Seconds that cells took, over those that were estimated of the same work. */
static double correction(const struct run *run)
{
	double took = 0, estimated = 0;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		const struct run_cell *cell = &run->cell[i];

		/* Before it has come up a boot says nothing of its pace. */
		if (cell->kept || !cell->started_s || said(run, cell) < 0.3)
			continue;
		took += cell->cell ?
				json_number_value(json_object_get(cell->cell,
								  "seconds")) :
				vm_now() - cell->started_s;
		estimated += cell->estimate_s * said(run, cell);
	}
	return estimated > 0 ? took / estimated : 1;
}

/* What one cell still takes, of @whole seconds. */
static double left_of(const struct run *run, const struct run_cell *cell,
		      double whole)
{
	double left = whole * (1 - said(run, cell));

	if (!cell->pid || said(run, cell) >= 0.3)
		return left;
	left = whole - (vm_now() - cell->started_s);
	return left > whole / 10 ? left : whole / 10;
}

/**
 * run_left_s() - how long the rest takes
 * @run:	how far it is
 * @at_once:	cells that run side by side, but for those that run alone
 *
 * Return: seconds: what was estimated, corrected by how it went so far.
 */
double run_left_s(const struct run *run, int at_once)
{
	double beside = 0, longest = 0, alone = 0, pace = correction(run), left;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		const struct run_cell *cell = &run->cell[i];

		left = left_of(run, cell, cell->estimate_s * pace);
		if (cell->alone)
			alone += left;
		else
			beside += left;
		if (!cell->alone && left > longest)
			longest = left;
	}
	beside /= at_once;
	if (beside < longest)
		beside = longest;
	return beside + alone;
}
