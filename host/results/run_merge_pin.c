// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_pin.c - what pins and unpins cost, over the seeds */
#include <gsl/gsl_statistics_double.h>
#include <string.h>

#include "host/results/run_merge.h"

/* The boots that give figures, and a row of each. */
struct seeds {
	const struct run_cell *cell[RUN_SEEDS_MAX];
	json_t *index[RUN_SEEDS_MAX]; /* rows by name */
	json_t *row[RUN_SEEDS_MAX];
	int nr;
};

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
static json_t *benchmark_row(const struct seeds *s, int i)
{
	const json_t *row = s->row[i];
	double p50 = json_number_value(json_object_get(row, "p50"));
	json_t *out = identity(row);

	json_object_update_new(
		out,
		json_pack(
			"{s:O, s:s, s:i, s:i, s:i, s:O, s:f, s:f, s:s, s:i, s:O, s:f, s:f}",
			"run_name", json_object_get(row, "name"), "run_type",
			"iteration", "repetitions", s->nr, "repetition_index",
			i, "threads", 1, "iterations",
			json_object_get(row, "loops"), "real_time", p50,
			"cpu_time", p50, "time_unit", "ns", "seed",
			s->cell[i]->seed, "min", json_object_get(row, "min"),
			"p50", p50, "per_page", per_page(row, p50)));
	return out;
}

static json_t *figures(const struct seeds *s)
{
	double p50[RUN_SEEDS_MAX], low, high, least, median;
	int i;

	least = json_number_value(json_object_get(s->row[0], "min"));
	for (i = 0; i < s->nr; i++) {
		double min =
			json_number_value(json_object_get(s->row[i], "min"));

		p50[i] = json_number_value(json_object_get(s->row[i], "p50"));
		if (min < least)
			least = min;
	}
	gsl_stats_minmax(&low, &high, p50, 1, s->nr);
	median = gsl_stats_median(p50, 1, s->nr);
	return json_pack("{s:s, s:f, s:f, s:f, s:f, s:f}", "status", "DONE",
			 "min", least, "p50", median, "p50_low", low,
			 "p50_high", high, "per_page",
			 per_page(s->row[0], median));
}

/* In exact mode a phase that slept has counted time, not instructions. */
static bool waited(const struct seeds *s)
{
	int i;

	for (i = 0; i < s->nr; i++) {
		if (json_is_true(json_object_get(s->row[i], "waits")))
			return true;
	}
	return false;
}

static const char *const kind[] = { "status", "refused", "reason" };

#define NR_KIND (sizeof(kind) / sizeof(*kind))

static bool agree(const struct seeds *s)
{
	size_t k;
	int i;

	for (i = 1; i < s->nr; i++) {
		for (k = 0; k < NR_KIND; k++) {
			if (!s->row[0] || !s->row[i] ||
			    strcmp(run_merge_text(s->row[0], kind[k]),
				   run_merge_text(s->row[i], kind[k])))
				return false;
		}
	}
	return true;
}

/* One line of the summary: all seeds must tell the same kind of thing. */
static json_t *summary_row(const struct seeds *s, const json_t *any)
{
	const char *wrong = run_merge_error(s->row, s->nr);
	json_t *out = identity(any);
	size_t k;

	if (wrong || !agree(s)) {
		run_merge_fail(out, json_string(wrong ? wrong : RUN_DISAGREE));
	} else if (waited(s)) {
		json_object_update_new(
			out,
			json_pack(
				"{s:s, s:s}", "status", "SKIP", "reason",
				"it sleeps: its ticks are time, not instructions"));
	} else if (*run_merge_text(s->row[0], "refused") ||
		   strcmp(run_merge_text(s->row[0], "status"), "DONE")) {
		for (k = 0; k < NR_KIND; k++)
			json_object_set(out, kind[k],
					json_object_get(s->row[0], kind[k]));
	} else {
		json_object_update_new(out, figures(s));
		/* Counted apart from the figures: one boot says enough. */
		if (json_object_get(s->row[0], "counters"))
			json_object_set(out, "counters",
					json_object_get(s->row[0], "counters"));
	}
	return out;
}

static void add_row(struct seeds *s, json_t *results, const char *name,
		    const json_t *any)
{
	int i;

	for (i = 0; i < s->nr; i++)
		s->row[i] = json_object_get(s->index[i], name);
	json_array_append_new(json_object_get(results, "summary"),
			      summary_row(s, any));

	for (i = 0; i < s->nr; i++) {
		if (!json_object_get(s->row[i], "p50") || waited(s))
			continue;
		json_array_append_new(json_object_get(results, "benchmarks"),
				      benchmark_row(s, i));
		json_array_append_new(
			json_object_get(results, "samples"),
			json_pack("{s:s, s:i, s:O}", "name", name, "seed",
				  s->cell[i]->seed, "values",
				  json_object_get(s->row[i], "samples")));
	}
}

/* The rows that no boot before the number @i has. */
static void add_rows(struct seeds *s, json_t *results, int i)
{
	const char *name;
	json_t *row;
	int k;

	json_object_foreach(s->index[i], name, row)
	{
		for (k = 0; k < i && !json_object_get(s->index[k], name); k++)
			;
		if (k == i)
			add_row(s, results, name, row);
	}
}

void run_merge_pin(const struct run *run, json_t *results)
{
	struct seeds s = { 0 };
	int i;

	s.nr = run_merge_cells(run, "ubench", "exact", s.cell);
	for (i = 0; i < s.nr; i++)
		s.index[i] = run_merge_index(s.cell[i], "rows");
	/* Without the first boot's the others' figures are no run's. */
	for (i = 0; i < s.nr && s.cell[0]->guest; i++)
		add_rows(&s, results, i);
	for (i = 0; i < s.nr; i++)
		json_decref(s.index[i]);
}
