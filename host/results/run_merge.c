// SPDX-License-Identifier: GPL-2.0-only
/* run_merge.c - merge the frames of a run's boots into results.json */
#include <string.h>

#include "host/results/run_merge.h"
#include "host/results/run_merge_rows.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

/* The boot that repeats the first seed of a program, or NULL. */
static const struct run_cell *twin_of(const struct run *run,
				      const char *program)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		if (run->cell[i].twin && !strcmp(run->cell[i].program, program))
			return &run->cell[i];
	}
	return NULL;
}

static const char differ[] = "two boots of one seed gave different bytes";
static const char differ_alone[] =
	"two boots of one seed gave different bytes: QEMU had no real-time priority, see doctor";

/* An ordinary user may have no real-time priority for vm_affinity_take(). */
static bool took_turns(const struct run_cell *cell)
{
	return !*rvb_json_text(json_object_get(cell->cell, "qemu"), "turns");
}

/* SHA-256 of each exact boot, the twin's last; @why they are not exact. */
static json_t *sums_of(const struct run *run, const char *program,
		       const char **why)
{
	const struct run_cell *cell[RUN_SEEDS_MAX], *twin;
	int i, nr = run_merge_boots(run, program, "exact", cell);
	json_t *sums;

	twin = twin_of(run, program);
	if (!nr || !twin)
		return NULL;
	if (!*cell[0]->sha256 || !*twin->sha256)
		*why = "a boot of the repeated seed gave no result";
	else if (strcmp(cell[0]->sha256, twin->sha256))
		*why = took_turns(twin) && took_turns(cell[0]) ? differ :
								 differ_alone;
	sums = json_array();
	for (i = 0; i < nr; i++)
		json_array_append_new(sums, json_string(cell[i]->sha256));
	json_array_append_new(sums, json_string(twin->sha256));
	return sums;
}

static json_t *seeds_of(const struct run *run, const char *program)
{
	const struct run_cell *cell[RUN_SEEDS_MAX];
	int i, nr = run_merge_boots(run, program, "exact", cell);
	json_t *seeds = json_array();

	for (i = 0; i < nr; i++)
		json_array_append_new(seeds, json_integer(cell[i]->seed));
	return seeds;
}

/* A run is exact if each program's twin sent the bytes of the first boot. */
static json_t *exactness(const struct run *run)
{
	const char *why = "", *program = "ubench";
	json_t *pin = sums_of(run, "ubench", &why), *first;
	json_t *scene = sums_of(run, "kb_scene", &why), *exact;
	json_t *users = sums_of(run, "kb_adopt", &why);
	const struct run_cell *twin;

	if (!pin && !scene && !users)
		return json_pack("{s:b, s:[], s:[], s:s}", "exact", 0, "seeds",
				 "sha256", "why",
				 "nothing was run in exact mode");
	if (!pin)
		program = scene ? "kb_scene" : "kb_adopt";
	twin = twin_of(run, program);
	first = pin ? pin : json_incref(scene ? scene : users);
	exact = json_pack("{s:b, s:o, s:i, s:o, s:s}", "exact", !*why, "seeds",
			  seeds_of(run, program), "repeated_seed", twin->seed,
			  "sha256", first, "why", why);
	if (scene)
		json_object_set_new(exact, "scene_sha256", scene);
	if (users)
		json_object_set_new(exact, "users_sha256", users);
	return exact;
}

static json_t *cell_line(const struct run *run, const struct run_cell *cell)
{
	json_t *c = cell->cell, *line;

	line = json_pack("{s:s, s:s, s:s, s:i, s:s}", "id", cell->id, "kernel",
			 rvb_json_text(run->plan, "kernel"), "mode", cell->mode,
			 "seed", cell->seed, "folder",
			 cell->folder + strlen(run->out) + 1);
	if (*cell->node)
		json_object_set_new(line, "node", json_string(cell->node));
	if (!c)
		json_object_update_new(
			line, json_pack("{s:s, s:s, s:s}", "status", "MISS",
					"reason", "not-started", "detail",
					"an earlier boot failed"));
	else
		json_object_update_new(
			line,
			json_pack("{s:O?, s:O?, s:O?, s:O?, s:O?}", "status",
				  json_object_get(c, "status"), "reason",
				  json_object_get(c, "reason"), "detail",
				  json_object_get(c, "detail"), "log_excerpt",
				  json_object_get(c, "log_excerpt"), "seconds",
				  json_object_get(c, "seconds")));
	return line;
}

/* In KCIDB's order, the worst first. */
static const char *worst_status(const json_t *cells)
{
	static const char *const order[] = { "FAIL", "ERROR", "MISS" };
	json_t *cell;
	size_t i, k;

	for (k = 0; k < ARRAY_SIZE(order); k++) {
		json_array_foreach(cells, i, cell)
		{
			if (!strcmp(rvb_json_text(cell, "status"), order[k]))
				return order[k];
		}
	}
	return "DONE";
}

static json_t *checks_of(const struct run *run)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		if (!strcmp(run->cell[i].program, "kb_check"))
			return json_object_get(run->cell[i].guest, "rows");
	}
	return NULL;
}

json_t *run_merge(const struct run *run)
{
	json_t *results, *cells = json_array(), *checks = checks_of(run);
	int c;

	for (c = 0; c < run->nr_cells; c++)
		json_array_append_new(cells, cell_line(run, &run->cell[c]));

	results = json_pack(
		"{s:s, s:s, s:o, s:[], s:[], s:[], s:o, s:o, s:o, s:s}",
		"schema", "revokebench/results-1", "status",
		worst_status(cells), "context", run_context(run), "benchmarks",
		"summary", "samples", "exact", exactness(run), "environment",
		run_environment(run), "cells", cells, "command", run->command);
	run_merge_pin(run, results);
	run_merge_scene(run, results);
	if (checks)
		json_object_set(results, "checks", checks);
	return results;
}
