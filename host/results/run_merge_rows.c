// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_rows.c - one row of each kind out of those of several boots */
#include <string.h>

#include "host/results/run_merge_rows.h"

static const char *const ledger_sums[] = {
	"issued_bytes", "right_bytes",	 "stale_bytes", "scratch_bytes",
	"lost_bytes",	"refused_bytes", "errors",	"killed",
	"fs_held",	"pages_held",	 "blocks_held", "events",
};

#define NR(array) (sizeof(array) / sizeof(*(array)))

/* All but the issued ones, which they have to add up to. */
#define NR_ACCOUNTS 6

/* What each boot has of something that is one object or array. */
static void part_of(const struct run_group *g, const char *key, size_t index,
		    json_t *part[RUN_SEEDS_MAX])
{
	int i;

	for (i = 0; i < g->nr; i++) {
		part[i] = json_object_get(g->row[i], key);
		if (json_is_array(part[i]))
			part[i] = json_array_get(part[i], index);
	}
}

static void join_arrays(const struct run_group *g, const char *key, json_t *out)
{
	json_t *all = json_array();
	int i;

	for (i = 0; i < g->nr; i++)
		json_array_extend(all, json_object_get(g->row[i], key));
	if (json_array_size(all))
		json_object_set(out, key, all);
	json_decref(all);
}

static bool all_have(json_t *const part[], int nr, const char *key)
{
	int i;

	for (i = 0; i < nr; i++) {
		if (!json_object_get(part[i], key))
			return false;
	}
	return true;
}

/*
 * What was counted in one event: the median, each figure by itself. One that a
 * boot did not count has none.
 */
static void merge_counts(const struct run_group *g, json_t *out)
{
	json_t *part[RUN_SEEDS_MAX], *value, *counts, *one;
	const char *key;
	int i;

	if (!json_object_get(g->row[0], "counts"))
		return;
	part_of(g, "counts", 0, part);
	counts = json_object();
	json_object_foreach(part[0], key, value)
	{
		json_t *box[RUN_SEEDS_MAX];

		if (!all_have(part, g->nr, key))
			continue;
		for (i = 0; i < g->nr; i++)
			box[i] = json_pack("{s:O*}", "p50",
					   json_object_get(part[i], key));
		one = json_object();
		run_merge_medians(box, g->nr, one);
		json_object_set(counts, key, json_object_get(one, "p50"));
		json_decref(one);
		for (i = 0; i < g->nr; i++)
			json_decref(box[i]);
	}
	json_object_set_new(out, "counts", counts);
}

/* Steady only if each boot was; a boot that does not say was. */
static void merge_steady(const struct run_group *g, json_t *out)
{
	bool steady = true;
	int i;

	if (!json_object_get(g->row[0], "steady"))
		return;
	for (i = 0; i < g->nr; i++)
		steady &= !json_is_false(json_object_get(g->row[i], "steady"));
	json_object_set_new(out, "steady", json_boolean(steady));
}

static void merge_seeds_of_blocks(const struct run_group *g, json_t *out)
{
	json_t *seeds = json_array();
	int i;

	for (i = 0; i < g->nr; i++)
		json_array_append(seeds,
				  json_object_get(g->row[i], "blocks_seed"));
	if (json_array_size(seeds) == 1)
		json_object_set(out, "blocks_seed", json_array_get(seeds, 0));
	else if (json_array_size(seeds))
		json_object_set(out, "blocks_seed", seeds);
	json_decref(seeds);
}

void run_merge_rows_distribution(const struct run_group *g, json_t *out)
{
	run_merge_distribution(g->row, g->nr, g->samples, out);
	merge_counts(g, out);
	merge_steady(g, out);
	join_arrays(g, "pairs", out);
	merge_seeds_of_blocks(g, out);
}

static bool same(const json_t *a, const json_t *b, const char *key)
{
	const json_t *x = json_object_get(a, key), *y = json_object_get(b, key);

	return (!x && !y) || json_equal(x, y);
}

/* The boots must have gone the same way: as many points, of the same @key. */
static bool same_points(const struct run_group *g, const char *key)
{
	json_t *part[RUN_SEEDS_MAX];
	size_t k, nr = json_array_size(json_object_get(g->row[0], "points"));
	int i;

	for (i = 1; i < g->nr; i++) {
		if (json_array_size(json_object_get(g->row[i], "points")) != nr)
			return false;
	}
	for (k = 0; k < nr; k++) {
		part_of(g, "points", k, part);
		for (i = 1; i < g->nr; i++) {
			if (!same(part[0], part[i], key) ||
			    !same(part[0], part[i], "refused"))
				return false;
		}
	}
	return true;
}

/* All numbers of a point add up, but for what it is the point of. */
static json_t *sum_point(json_t *const part[], int nr)
{
	json_t *point = json_copy(part[0]), *value;
	const char *key;

	json_object_foreach(part[0], key, value)
	{
		if (strcmp(key, "rate"))
			run_merge_sum(part, nr, key, point);
	}
	return point;
}

static void merge_recovery(const struct run_group *g, json_t *out)
{
	json_t *part[RUN_SEEDS_MAX], *recovery = json_object();
	double max = 0, one;
	int i, nr = 0;

	for (i = 0; i < g->nr; i++) {
		json_t *of = json_object_get(g->row[i], "recovery");

		if (!json_is_number(json_object_get(of, "p50")))
			continue;
		part[nr++] = of;
		one = json_number_value(json_object_get(of, "max"));
		if (one > max)
			max = one;
	}
	/* Where it never came back each boot says so. */
	if (!nr && json_object_get(g->row[0], "recovery"))
		json_object_set(out, "recovery",
				json_object_get(g->row[0], "recovery"));
	if (nr) {
		run_merge_sum(part, nr, "n", recovery);
		run_merge_medians(part, nr, recovery);
		json_object_set_new(recovery, "max", run_merge_number(max));
		json_object_set(out, "recovery", recovery);
	}
	json_decref(recovery);
}

void run_merge_rows_throughput(const struct run_group *g, json_t *out)
{
	json_t *part[RUN_SEEDS_MAX], *points = json_array(), *refused;
	size_t k, nr = json_array_size(json_object_get(g->row[0], "points"));

	if (!same_points(g, "rate")) {
		run_merge_fail(out,
			       json_string("the seeds disagree on the rates"));
		json_decref(points);
		return;
	}
	for (k = 0; k < nr; k++) {
		part_of(g, "points", k, part);
		refused = json_object_get(part[0], "refused");
		if (refused)
			json_object_set(out, "refused", refused);
		else
			json_array_append_new(points, sum_point(part, g->nr));
	}
	json_object_set_new(out, "points", points);
	merge_recovery(g, out);
}

static bool adds_up(const json_t *row, double *accounted, double *issued)
{
	size_t i;

	*issued = json_number_value(json_object_get(row, ledger_sums[0]));
	*accounted = 0;
	for (i = 1; i < NR_ACCOUNTS; i++)
		*accounted +=
			json_number_value(json_object_get(row, ledger_sums[i]));
	return *accounted == *issued;
}

/* Each boot by itself: what one lacks another may have too much. */
void run_merge_rows_ledger(const struct run_group *g, json_t *out)
{
	double accounted, issued;
	size_t k;
	int i;

	for (k = 0; k < NR(ledger_sums); k++)
		run_merge_sum(g->row, g->nr, ledger_sums[k], out);
	for (i = 0; i < g->nr; i++) {
		if (adds_up(g->row[i], &accounted, &issued))
			continue;
		run_merge_fail(
			out,
			json_sprintf(
				"seed %d: the device was told to move %.0f bytes, %.0f are accounted for",
				g->cell[i]->seed, issued, accounted));
		return;
	}
}

static json_t *scaling_point(json_t *const part[], int nr)
{
	json_t *point = json_copy(part[0]);
	int i;

	for (i = 1; i < nr; i++) {
		if (strcmp(run_merge_text(part[0], "status"),
			   run_merge_text(part[i], "status"))) {
			json_object_del(point, "p50");
			run_merge_fail(point, json_string(RUN_DISAGREE));
			return point;
		}
	}
	if (!json_is_number(json_object_get(part[0], "p50")))
		return point;
	run_merge_medians(part, nr, point);
	for (i = 1; i < nr; i++) {
		json_t *min = json_object_get(part[i], "min");

		if (json_number_value(min) <
		    json_number_value(json_object_get(point, "min")))
			json_object_set(point, "min", min);
	}
	return point;
}

void run_merge_rows_scaling(const struct run_group *g, json_t *out)
{
	json_t *part[RUN_SEEDS_MAX], *points = json_array();
	size_t k, nr = json_array_size(json_object_get(g->row[0], "points"));

	if (!same_points(g, "n")) {
		run_merge_fail(out,
			       json_string("the seeds disagree on the points"));
		json_decref(points);
		return;
	}
	for (k = 0; k < nr; k++) {
		part_of(g, "points", k, part);
		json_array_append_new(points, scaling_point(part, g->nr));
	}
	json_object_set_new(out, "points", points);
}
