// SPDX-License-Identifier: GPL-2.0-only
/* run_merge.c - the guests' frames of one run into its results */
#include <errno.h>
#include <gsl/gsl_statistics_double.h>
#include <stdio.h>
#include <string.h>

#include "scripts/run/run.h"

/* One boot of each seed gives the figures; the first one's twin checks it. */
static const int figure_cells[] = { RUN_SEED1, RUN_SEED2, RUN_SEED3 };

#define NR_SEEDS ((int)(sizeof(figure_cells) / sizeof(*figure_cells)))
static const char *text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

static json_t *row_of(const struct run_cell *cell, const char *name)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(cell->guest, "rows"), i, row)
	{
		if (!strcmp(text(row, "name"), name))
			return row;
	}
	return NULL;
}

/* What names a row, without its figures. */
static json_t *identity(const json_t *row)
{
	static const char *const keys[] = { "name",  "case",  "memory",
					    "pages", "phase", "write" };
	json_t *id = json_object();
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		json_object_set(id, keys[i], json_object_get(row, keys[i]));
	return id;
}

static double per_page(const json_t *row, double ticks)
{
	json_int_t pages = json_integer_value(json_object_get(row, "pages"));

	return pages ? ticks / pages : ticks;
}

/* A row as Google Benchmark writes it: a seed is a repetition. */
static json_t *benchmark_row(const json_t *row, int seed, int repetition)
{
	double p50 = json_number_value(json_object_get(row, "p50"));
	json_t *out = identity(row);

	json_object_update_new(
		out,
		json_pack(
			"{s:O, s:s, s:i, s:i, s:i, s:O, s:f, s:f, s:s, s:i, s:O, s:f, s:f}",
			"run_name", json_object_get(row, "name"), "run_type",
			"iteration", "repetitions", NR_SEEDS,
			"repetition_index", repetition, "threads", 1,
			"iterations", json_object_get(row, "loops"),
			"real_time", p50, "cpu_time", p50, "time_unit", "ns",
			"seed", seed, "min", json_object_get(row, "min"), "p50",
			p50, "per_page", per_page(row, p50)));
	return out;
}

static json_t *figures(json_t *row[NR_SEEDS])
{
	double p50[NR_SEEDS], low, high, least, median;
	int i;

	least = json_number_value(json_object_get(row[0], "min"));
	for (i = 0; i < NR_SEEDS; i++) {
		double min = json_number_value(json_object_get(row[i], "min"));

		p50[i] = json_number_value(json_object_get(row[i], "p50"));
		if (min < least)
			least = min;
	}
	gsl_stats_minmax(&low, &high, p50, 1, NR_SEEDS);
	median = gsl_stats_median(p50, 1, NR_SEEDS);
	return json_pack("{s:s, s:f, s:f, s:f, s:f, s:f}", "status", "DONE",
			 "min", least, "p50", median, "p50_low", low,
			 "p50_high", high, "per_page",
			 per_page(row[0], median));
}

/* In exact mode a phase that slept has counted time, not instructions. */
static bool waited(json_t *row[NR_SEEDS])
{
	int i;

	for (i = 0; i < NR_SEEDS; i++) {
		if (json_is_true(json_object_get(row[i], "waits")))
			return true;
	}
	return false;
}

/* One line of the summary: all seeds must tell the same kind of thing. */
static json_t *summary_row(json_t *row[NR_SEEDS])
{
	static const char *const keys[] = { "status", "refused", "reason" };
	json_t *out = identity(row[0]);
	size_t k;
	int i;

	for (i = 1; i < NR_SEEDS; i++) {
		for (k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
			if (row[i] && !strcmp(text(row[0], keys[k]),
					      text(row[i], keys[k])))
				continue;
			json_object_update_new(
				out,
				json_pack("{s:s, s:s}", "status", "ERROR",
					  "reason",
					  "the seeds disagree on what this is"));
			return out;
		}
	}
	if (waited(row)) {
		json_object_update_new(
			out,
			json_pack(
				"{s:s, s:s}", "status", "SKIP", "reason",
				"it sleeps: its ticks are time, not instructions"));
	} else if (*text(row[0], "refused") ||
		   strcmp(text(row[0], "status"), "DONE")) {
		for (k = 0; k < sizeof(keys) / sizeof(*keys); k++)
			json_object_set(out, keys[k],
					json_object_get(row[0], keys[k]));
	} else {
		json_object_update_new(out, figures(row));
		/* Counted apart from the figures: one boot says enough. */
		if (json_object_get(row[0], "counters"))
			json_object_set(out, "counters",
					json_object_get(row[0], "counters"));
	}
	return out;
}

static void add_row(struct run *run, json_t *results, json_t *first)
{
	const char *name = text(first, "name");
	json_t *row[NR_SEEDS];
	int i;

	for (i = 0; i < NR_SEEDS; i++)
		row[i] = row_of(&run->cell[figure_cells[i]], name);
	json_array_append_new(json_object_get(results, "summary"),
			      summary_row(row));

	for (i = 0; i < NR_SEEDS; i++) {
		int seed = run->cell[figure_cells[i]].seed;

		if (!json_object_get(row[i], "p50") || waited(row))
			continue;
		json_array_append_new(json_object_get(results, "benchmarks"),
				      benchmark_row(row[i], seed, i));
		json_array_append_new(
			json_object_get(results, "samples"),
			json_pack("{s:s, s:i, s:O}", "name", name, "seed", seed,
				  "values",
				  json_object_get(row[i], "samples")));
	}
}

static json_t *exactness(const struct run *run)
{
	const char *first = run->cell[RUN_SEED1].sha256;
	const char *again = run->cell[RUN_TWIN].sha256;
	const char *why = "";

	if (!*first || !*again)
		why = "a boot of the repeated seed gave no result";
	else if (strcmp(first, again))
		why = "two boots of one seed gave different bytes";
	return json_pack("{s:b, s:[i, i, i], s:i, s:[s, s, s, s], s:s}",
			 "exact", !*why, "seeds", run->cell[RUN_SEED1].seed,
			 run->cell[RUN_SEED2].seed, run->cell[RUN_SEED3].seed,
			 "repeated_seed", run->cell[RUN_TWIN].seed, "sha256",
			 run->cell[RUN_SEED1].sha256,
			 run->cell[RUN_SEED2].sha256,
			 run->cell[RUN_SEED3].sha256,
			 run->cell[RUN_TWIN].sha256, "why", why);
}

static json_t *cell_line(const struct run *run, const struct run_cell *cell)
{
	json_t *c = cell->cell, *line;

	line = json_pack("{s:s, s:s, s:s, s:i, s:s}", "id", cell->id, "kernel",
			 text(run->plan, "kernel"), "mode", cell->mode, "seed",
			 cell->seed, "folder",
			 cell->folder + strlen(run->out) + 1);
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

/* KCIDB's order of what is worse. */
static const char *worst_status(const json_t *cells)
{
	static const char *const order[] = { "FAIL", "ERROR", "MISS" };
	json_t *cell;
	size_t i, k;

	for (k = 0; k < sizeof(order) / sizeof(*order); k++) {
		json_array_foreach(cells, i, cell)
		{
			if (!strcmp(text(cell, "status"), order[k]))
				return order[k];
		}
	}
	return "DONE";
}

/**
 * run_merge() - the results of a run
 * @run:	whose cells have ended, well or not
 *
 * Return: the value of results.json, the caller's to release.
 */
json_t *run_merge(struct run *run)
{
	json_t *results, *cells = json_array(), *row;
	size_t i;
	int c;

	for (c = 0; c < run->nr_cells; c++)
		json_array_append_new(cells, cell_line(run, &run->cell[c]));

	results = json_pack(
		"{s:s, s:s, s:o, s:[], s:[], s:[], s:o, s:o, s:o, s:s}",
		"schema", "revokebench/results-1", "status",
		worst_status(cells), "context", run_context(run), "benchmarks",
		"summary", "samples", "exact", exactness(run), "environment",
		run_environment(run), "cells", cells, "command", run->command);
	json_array_foreach(json_object_get(run->cell[RUN_SEED1].guest, "rows"),
			   i, row) add_row(run, results, row);
	if (run->nr_cells > RUN_CHECKS)
		json_object_set(results, "checks",
				json_object_get(run->cell[RUN_CHECKS].guest,
						"rows"));
	return results;
}
