// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_scene.c - merge kb_scene's rows, exact and timed ones separately */
#include <string.h>

#include "host/results/run_merge.h"
#include "host/results/run_merge_rows.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

static const char *const programs[] = { "kb_scene", "kb_adopt" };

static size_t nr_distributions(const struct run *run)
{
	const char *array = rp_kinds[RP_DISTRIBUTION].frame;
	size_t most = 0, n;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		n = json_array_size(json_object_get(run->cell[i].guest, array));
		if (n > most)
			most = n;
	}
	return most;
}

static void add_row(const struct run_group *g, json_t *out, json_t *results)
{
	json_object_set_new(out, "emulated", json_boolean(g->emulated));
	json_array_append_new(json_object_get(results, g->kind->name), out);
}

static void merge_mode(const struct run *run, const char *program,
		       const char *mode, json_t *results)
{
	struct run_group g = { .samples = RUN_ROW_SAMPLES };
	size_t nr = nr_distributions(run);
	const char *accel;
	int i;

	g.nr = run_merge_boots(run, program, mode, g.cell);
	/* If a boot failed, "cells" reports it: the others' figures are dropped. */
	for (i = 0; i < g.nr; i++) {
		if (!g.cell[i]->guest)
			return;
	}
	if (!g.nr)
		return;
	if (nr * g.samples > RUN_SAMPLES)
		g.samples = RUN_SAMPLES / nr;
	accel = rvb_json_text(g.cell[0]->plan, "accel");
	g.emulated = !strcmp(mode, "timed") && !strcmp(accel, "tcg");
	for (i = 0; i < RP_KINDS; i++) {
		g.kind = &rp_kinds[i];
		if (rp_kind_is_of(g.kind, program))
			run_merge_rows(&g, results, add_row);
	}
}

void run_merge_scene(const struct run *run, json_t *results)
{
	size_t p;
	int i;

	for (i = 0; i < RP_KINDS; i++) {
		if (rp_kind_is_of(&rp_kinds[i], programs[0]))
			json_object_set_new(results, rp_kinds[i].name,
					    json_array());
	}
	for (i = 0; i < run->nr_cells; i++) {
		if (!strcmp(run->cell[i].program, programs[1]))
			json_object_set_new(results, rp_kinds[RP_USER].name,
					    json_array());
	}
	for (p = 0; p < ARRAY_SIZE(programs); p++) {
		merge_mode(run, programs[p], "exact", results);
		merge_mode(run, programs[p], "timed", results);
	}
}
