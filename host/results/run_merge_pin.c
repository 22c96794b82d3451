// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_pin.c - merge ubench's rows: summary, benchmarks, samples */
#include <string.h>

#include "host/results/run_merge.h"
#include "host/results/run_merge_rows.h"
#include "lib/rvb_file.h"

static double per_page(const json_t *row, const json_t *figures)
{
	double ticks = json_number_value(json_object_get(figures, "p50"));
	json_int_t pages = json_integer_value(json_object_get(row, "pages"));

	return pages ? ticks / pages : ticks;
}

/* A row as Google Benchmark writes it: a seed is a repetition. */
static json_t *benchmark_row(const struct run_group *g, int i)
{
	json_t *row = g->row[i], *out = json_copy(row);
	double p50 = json_number_value(json_object_get(row, "p50"));

	rp_row_strip(out);
	json_object_del(out, "status");
	json_object_update_new(
		out,
		json_pack(
			"{s:O, s:s, s:i, s:i, s:i, s:O, s:f, s:f, s:s, s:i, s:O, s:f, s:f}",
			"run_name", json_object_get(row, "name"), "run_type",
			"iteration", "repetitions", g->nr, "repetition_index",
			i, "threads", 1, "iterations",
			json_object_get(row, "loops"), "real_time", p50,
			"cpu_time", p50, "time_unit", "ns", "seed",
			g->cell[i]->seed, "min", json_object_get(row, "min"),
			"p50", p50, "per_page", per_page(row, row)));
	return out;
}

/* In exact mode a phase that slept has counted time, not instructions. */
static bool waited(const struct run_group *g)
{
	int i;

	for (i = 0; i < g->nr; i++) {
		if (json_is_true(json_object_get(g->row[i], "waits")))
			return true;
	}
	return false;
}

static void finish_row(const struct run_group *g, json_t *out)
{
	if (!strcmp(rvb_json_text(out, "status"), "ERROR")) {
		json_object_del(out, "refused");
	} else if (waited(g)) {
		rp_row_strip(out);
		json_object_update_new(
			out,
			json_pack(
				"{s:s, s:s}", "status", "SKIP", "reason",
				"it sleeps: its ticks are time, not instructions"));
	} else if (json_object_get(out, "p50")) {
		json_object_set_new(out, "per_page",
				    json_real(per_page(out, out)));
	}
}

static void add_row(const struct run_group *g, json_t *out, json_t *results)
{
	int i;

	finish_row(g, out);
	json_array_append_new(json_object_get(results, "summary"), out);
	for (i = 0; i < g->nr; i++) {
		if (!json_object_get(g->row[i], "p50") || waited(g))
			continue;
		json_array_append_new(json_object_get(results, "benchmarks"),
				      benchmark_row(g, i));
		json_array_append_new(
			json_object_get(results, "samples"),
			json_pack("{s:O, s:i, s:O}", "name",
				  json_object_get(out, "name"), "seed",
				  g->cell[i]->seed, "values",
				  json_object_get(g->row[i], "samples")));
	}
}

void run_merge_pin(const struct run *run, json_t *results)
{
	struct run_group g = { .kind = &rp_kinds[RP_PIN] };

	g.nr = run_merge_boots(run, g.kind->program, "exact", g.cell);
	/* The other boots' figures are not used without those of the first. */
	if (g.nr && g.cell[0]->guest)
		run_merge_rows(&g, results, add_row);
}
