// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_figures.c - merge the figures of one row, key by key */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/results/run_merge_rows.h"
#include "lib/rvb_file.h"

/* Whole numbers up to here are exact in a double. */
#define WHOLE_MAX 9007199254740992.0

json_t *run_merge_number(double value)
{
	if (value == floor(value) && fabs(value) < WHOLE_MAX)
		return json_integer(value);
	return json_real(value);
}

/* Each boot's number under @key; false if a boot has none. */
static bool numbers(const struct run_group *g, const char *key,
		    double value[RUN_SEEDS_MAX])
{
	const json_t *of;
	int i;

	for (i = 0; i < g->nr; i++) {
		of = json_object_get(g->row[i], key);
		if (!json_is_number(of))
			return false;
		value[i] = json_number_value(of);
	}
	return true;
}

static void set_number(json_t *out, const struct rp_field *f,
		       const char *suffix, double value)
{
	char key[32];

	snprintf(key, sizeof(key), "%s%s", f->key, suffix);
	json_object_set_new(out, key,
			    f->type == RP_T_REAL ? json_real(value) :
						   run_merge_number(value));
}

static void merge_number(const struct run_group *g, const struct rp_field *f,
			 json_t *out)
{
	double value[RUN_SEEDS_MAX], low, high, sum = 0;
	int i;

	if (!numbers(g, f->key, value))
		return;
	for (i = 0; i < g->nr; i++)
		sum += value[i];
	gsl_stats_minmax(&low, &high, value, 1, g->nr);
	if (f->merge == RP_M_MEDIAN) {
		set_number(out, f, "", gsl_stats_median(value, 1, g->nr));
		set_number(out, f, "_low", low);
		set_number(out, f, "_high", high);
		return;
	}
	set_number(out, f, "",
		   f->merge == RP_M_MIN ? low :
		   f->merge == RP_M_MAX ? high :
					  sum);
}

static void merge_first(const struct run_group *g, const struct rp_field *f,
			json_t *out)
{
	json_object_set(out, f->key, json_object_get(g->row[0], f->key));
}

static void merge_and(const struct run_group *g, const struct rp_field *f,
		      json_t *out)
{
	bool all = true;
	int i;

	if (!json_object_get(g->row[0], f->key))
		return;
	for (i = 0; i < g->nr; i++)
		all &= !json_is_false(json_object_get(g->row[i], f->key));
	json_object_set_new(out, f->key, json_boolean(all));
}

static void merge_list(const struct run_group *g, const struct rp_field *f,
		       json_t *out)
{
	json_auto_t *all = json_array();
	json_t *value;
	int i;

	for (i = 0; i < g->nr; i++) {
		value = json_object_get(g->row[i], f->key);
		if (f->merge == RP_M_JOIN)
			json_array_extend(all, value);
		else
			json_array_append(all, value);
	}
	if (f->merge == RP_M_EACH && json_array_size(all) == 1)
		json_object_set(out, f->key, json_array_get(all, 0));
	else if (json_array_size(all))
		json_object_set(out, f->key, all);
}

/* Element @index of what each boot has under @key, or that value itself. */
static struct run_group part_of(const struct run_group *g, const char *key,
				size_t index)
{
	struct run_group part = *g;
	int i;

	for (i = 0; i < g->nr; i++) {
		part.row[i] = json_object_get(g->row[i], key);
		if (json_is_array(part.row[i]))
			part.row[i] = json_array_get(part.row[i], index);
	}
	return part;
}

static void merge_counts(const struct run_group *g, const struct rp_field *f,
			 json_t *out)
{
	struct run_group part = part_of(g, f->key, 0);
	double value[RUN_SEEDS_MAX];
	json_t *counts, *count;
	const char *key;

	if (!part.row[0])
		return;
	counts = json_object();
	json_object_foreach(part.row[0], key, count)
	{
		if (numbers(&part, key, value))
			json_object_set_new(counts, key,
					    run_merge_number(gsl_stats_median(
						    value, 1, g->nr)));
	}
	json_object_set_new(out, f->key, counts);
}

static json_t *merge_point(const struct run_group *g)
{
	json_t *point = json_copy(g->row[0]);
	int i;

	for (i = 1; i < g->nr; i++) {
		if (strcmp(rvb_json_text(g->row[0], "status"),
			   rvb_json_text(g->row[i], "status"))) {
			json_object_del(point, "p50");
			rp_row_fail(point, json_string(RUN_DISAGREE));
			return point;
		}
	}
	run_merge_figures(g, &g->kind->point, point);
	return point;
}

static bool same_points(const struct run_group *g, const char *key, size_t nr)
{
	size_t k;
	int i;

	for (i = 1; i < g->nr; i++) {
		if (json_array_size(json_object_get(g->row[i], key)) != nr)
			return false;
	}
	for (k = 0; k < nr; k++) {
		struct run_group part = part_of(g, key, k);

		if (!run_merge_agree(&part, &g->kind->point))
			return false;
	}
	return true;
}

/* A refused point makes the row a refused one. */
static void merge_points(const struct run_group *g, const struct rp_field *f,
			 json_t *out)
{
	size_t k, nr = json_array_size(json_object_get(g->row[0], f->key));
	json_t *points, *refused;

	if (!same_points(g, f->key, nr)) {
		rp_row_fail(out,
			    json_string("the seeds disagree on the points"));
		return;
	}
	points = json_array();
	for (k = 0; k < nr; k++) {
		struct run_group part = part_of(g, f->key, k);

		refused = json_object_get(part.row[0], "refused");
		if (refused)
			json_object_set(out, "refused", refused);
		else
			json_array_append_new(points, merge_point(&part));
	}
	json_object_set_new(out, f->key, points);
}

/* Boots that never recovered have no figures; if none did, the reason stays. */
static void merge_recovery(const struct run_group *g, const struct rp_field *f,
			   json_t *out)
{
	struct run_group all = part_of(g, f->key, 0), part = *g;
	json_t *recovery;
	int i;

	if (!json_object_get(out, "points"))
		return;
	for (i = part.nr = 0; i < g->nr; i++) {
		if (json_is_number(json_object_get(all.row[i], "p50")))
			part.row[part.nr++] = all.row[i];
	}
	recovery = part.nr ? json_object() : json_incref(all.row[0]);
	if (part.nr)
		run_merge_figures(&part, &rp_recovery_fields, recovery);
	json_object_set_new(out, f->key, recovery);
}

/* Each boot by itself: a boot's surplus must not hide the loss of another. */
static void check_accounts(const struct run_group *g,
			   const struct rp_fields *fields, json_t *out)
{
	double issued, accounted;
	int i;

	for (i = 0; i < g->nr; i++) {
		if (rp_row_accounts(g->row[i], fields, &issued, &accounted))
			continue;
		rp_row_fail(
			out,
			json_sprintf(
				"seed %d: the device was told to move %.0f bytes, %.0f are accounted for",
				g->cell[i]->seed, issued, accounted));
		return;
	}
}

void run_merge_figures(const struct run_group *g,
		       const struct rp_fields *fields, json_t *out)
{
	static void (*const merge[RP_M_NR])(const struct run_group *g,
					    const struct rp_field *f,
					    json_t *out) = {
		[RP_M_FIRST] = merge_first,
		[RP_M_SUM] = merge_number,
		[RP_M_ISSUED] = merge_number,
		[RP_M_ACCOUNT] = merge_number,
		[RP_M_MIN] = merge_number,
		[RP_M_MAX] = merge_number,
		[RP_M_MEDIAN] = merge_number,
		[RP_M_AND] = merge_and,
		[RP_M_JOIN] = merge_list,
		[RP_M_EACH] = merge_list,
		[RP_M_COUNTS] = merge_counts,
		[RP_M_BUCKETS] = run_merge_buckets,
		[RP_M_POINTS] = merge_points,
		[RP_M_RECOVERY] = merge_recovery,
	};
	size_t k;

	for (k = 0; k < fields->nr; k++) {
		if (merge[fields->field[k].merge])
			merge[fields->field[k].merge](g, &fields->field[k],
						      out);
	}
	check_accounts(g, fields, out);
}
