// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_scene.c - what was seen at events, over the boots */
#include <string.h>

#include "host/results/run_frame.h"
#include "host/results/run_merge_rows.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

static json_t *identity(const struct run_group *g)
{
	json_t *id = json_copy(g->row[0]);

	run_frame_identity(id);
	json_object_set_new(id, "emulated", json_boolean(g->emulated));
	return id;
}

static bool agree(const struct run_group *g)
{
	static const char *const keys[] = { "status", "refused", "unit" };
	size_t k;
	int i;

	for (i = 1; i < g->nr; i++) {
		for (k = 0; k < NR(keys); k++) {
			if (strcmp(run_merge_text(g->row[0], keys[k]),
				   run_merge_text(g->row[i], keys[k])))
				return false;
		}
	}
	return true;
}

static bool measured(const json_t *row)
{
	const char *status = run_merge_text(row, "status");

	/* A row whose points have one each need not have one itself. */
	return (!*status || !strcmp(status, "DONE")) &&
	       !*run_merge_text(row, "refused");
}

static const struct array {
	const char *name;
	void (*merge)(const struct run_group *g, json_t *out);
} arrays[] = {
	{ "distributions", run_merge_rows_distribution },
	{ "throughput", run_merge_rows_throughput },
	{ "ledger", run_merge_rows_ledger },
	{ "scaling", run_merge_rows_scaling },
};

/* The row called @name, as far as the boots have it. */
static json_t *merge_row(struct run_group *g, const struct array *array,
			 json_t *const index[], const char *name)
{
	bool all = true;
	const char *wrong;
	json_t *out;
	int i;

	for (i = 0; i < g->nr; i++) {
		g->row[i] = json_object_get(index[i], name);
		all &= !!g->row[i];
		if (!g->row[0])
			g->row[0] = g->row[i];
	}
	out = identity(g);
	wrong = run_merge_error(g->row, g->nr);
	if (!all || wrong || !agree(g))
		run_merge_fail(out, json_string(wrong ? wrong : RUN_DISAGREE));
	else if (measured(g->row[0]))
		array->merge(g, out);
	return out;
}

/* Every name once: those of the first boot in its order, then the others'. */
static void merge_array(struct run_group *g, const struct array *array,
			json_t *results)
{
	json_t *index[RUN_SEEDS_MAX], *row, *to, *done = json_object();
	const char *name;
	int i;

	to = json_object_get(results, array->name);
	for (i = 0; i < g->nr; i++)
		index[i] = run_merge_index(g->cell[i], array->name);
	for (i = 0; i < g->nr; i++) {
		json_object_foreach(index[i], name, row)
		{
			if (json_object_get(done, name))
				continue;
			json_object_set_new(done, name, json_true());
			json_array_append_new(to,
					      merge_row(g, array, index, name));
		}
	}
	for (i = 0; i < g->nr; i++)
		json_decref(index[i]);
	json_decref(done);
}

static size_t nr_distributions(const struct run *run)
{
	size_t most = 0, n;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		n = json_array_size(
			json_object_get(run->cell[i].guest, "distributions"));
		if (n > most)
			most = n;
	}
	return most;
}

static void merge_mode(const struct run *run, const char *mode, json_t *results)
{
	struct run_group g = { .samples = RUN_ROW_SAMPLES };
	size_t nr = nr_distributions(run), i;
	const char *accel;
	int c;

	g.nr = run_merge_cells(run, "kb_scene", mode, g.cell);
	/* A boot that failed stands in cells; the others say nothing alone. */
	for (c = 0; c < g.nr; c++) {
		if (!g.cell[c]->guest)
			return;
	}
	if (!g.nr)
		return;
	if (nr * g.samples > RUN_SAMPLES)
		g.samples = RUN_SAMPLES / nr;
	accel = run_merge_text(g.cell[0]->plan, "accel");
	g.emulated = !strcmp(mode, "timed") && !strcmp(accel, "tcg");
	for (i = 0; i < NR(arrays); i++)
		merge_array(&g, &arrays[i], results);
}

void run_merge_scene(const struct run *run, json_t *results)
{
	size_t i;

	for (i = 0; i < NR(arrays); i++)
		json_object_set_new(results, arrays[i].name, json_array());
	merge_mode(run, "exact", results);
	merge_mode(run, "timed", results);
}
