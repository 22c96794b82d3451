// SPDX-License-Identifier: GPL-2.0-only
/* rp_scene.c - check rows about events and load them into C structs */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "reports/model/rp_scene.h"
#include "reports/model/rp_schema.h"

static double work_of(const struct rp_rate *p, size_t offset)
{
	return *(const double *)((const char *)p + offset);
}

double rp_rate_of(const struct rp_rate *p, const struct rp_rate *base,
		  size_t offset)
{
	if (!(work_of(base, offset) > 0) || !(p->duration > 0))
		return NAN;
	return work_of(p, offset) / p->duration /
	       (work_of(base, offset) / base->duration);
}

double rp_rate_kept(const struct rp_throughput *t, size_t index, size_t offset)
{
	const struct rp_rate *p = &t->points[index];

	return work_of(p, offset) >= 0 ? rp_rate_of(p, t->points, offset) : NAN;
}

/*
 * -1, as fast as it goes, is another rate under each policy: figures at it cannot
 * be compared, so it is the highest rate only if there is no other.
 */
static int rate_above(long long a, long long b)
{
	return a > 0 ? b < a : a < 0 && !b;
}

static void load_points(struct rp_check *ck, const json_t *row, const char *at,
			struct rp_throughput *t)
{
	const json_t *p50;
	size_t i;

	p50 = json_object_get(json_object_get(row, "recovery"), "p50");
	t->recovery = json_is_number(p50) ? json_number_value(p50) : NAN;
	t->device = NAN;
	t->fs = NAN;
	t->points = rp_check_list(ck, row, at, "points", sizeof(*t->points),
				  &t->nr_points, rp_load_fields,
				  &rp_kinds[RP_THROUGHPUT].point);
	for (i = 0; i < t->nr_points && !ck->failed; i++) {
		if (!rate_above(t->points[i].rate, t->rate))
			continue;
		t->rate = t->points[i].rate;
		t->device = rp_rate_kept(
			t, i, offsetof(struct rp_rate, device_bytes));
		t->fs = rp_rate_kept(t, i, offsetof(struct rp_rate, fs_ops));
	}
}

/* A point has a status of its own; without one it has the status of its row. */
static void add_point(struct rp_check *ck, const json_t *point, const char *at,
		      const struct rp_scaling *whole, struct rp_scenes *s)
{
	struct rp_scaling *to = &s->scaling[s->nr_scaling++];

	*to = *whole;
	to->p50 = NAN;
	to->min = NAN;
	if (point)
		rp_load_fields(ck, point, at, to, &rp_kinds[RP_SCALING].point);
	if (point)
		to->key.name = rvb_text_in(ck->memory, "%s/n:%lld",
					   whole->key.name, to->n);
}

static void split_rows(struct rp_check *ck, const json_t *rows,
		       const struct rp_scaling *whole, struct rp_scenes *s)
{
	const json_t *row, *points, *point;
	size_t i, k, nr = 0;
	char at[48];

	json_array_foreach(rows, i, row)
		nr += json_array_size(json_object_get(row, "points")) + 1;
	s->scaling = rp_check_array(ck, nr, sizeof(*s->scaling));
	json_array_foreach(rows, i, row)
	{
		snprintf(at, sizeof(at), "scaling[%zu]", i);
		points = json_object_get(row, "points");
		json_array_foreach(points, k, point)
		{
			if (!ck->failed)
				add_point(ck, point, at, &whole[i], s);
		}
		if (!json_array_size(points) && !ck->failed)
			add_point(ck, NULL, at, &whole[i], s);
	}
}

void rp_scenes_load(struct rp_check *ck, const json_t *root,
		    struct rp_scenes *s)
{
	const json_t *curves = json_object_get(root, "throughput");
	struct rp_scaling *whole;
	char at[48];
	size_t nr, i;

	s->distributions = rp_rows_load(ck, root, &rp_kinds[RP_DISTRIBUTION],
					&s->nr_distributions);
	s->users = rp_rows_load(ck, root, &rp_kinds[RP_USER], &s->nr_users);
	s->throughput = rp_rows_load(ck, root, &rp_kinds[RP_THROUGHPUT],
				     &s->nr_throughput);
	for (i = 0; i < s->nr_throughput && !ck->failed; i++) {
		snprintf(at, sizeof(at), "throughput[%zu]", i);
		load_points(ck, json_array_get(curves, i), at,
			    &s->throughput[i]);
	}
	s->ledger = rp_rows_load(ck, root, &rp_kinds[RP_LEDGER], &s->nr_ledger);
	whole = rp_rows_load(ck, root, &rp_kinds[RP_SCALING], &nr);
	if (!ck->failed)
		split_rows(ck, json_object_get(root, "scaling"), whole, s);
}

const struct rp_key *rp_scenes_key(const struct rp_scenes *s, size_t index)
{
	if (index < s->nr_distributions)
		return &s->distributions[index].key;
	index -= s->nr_distributions;
	if (index < s->nr_throughput)
		return &s->throughput[index].key;
	index -= s->nr_throughput;
	if (index < s->nr_ledger)
		return &s->ledger[index].key;
	index -= s->nr_ledger;
	return index < s->nr_scaling ? &s->scaling[index].key : NULL;
}

int rp_key_measured(const struct rp_key *key)
{
	return !strcmp(key->status, "DONE") && !key->refused;
}

int rp_key_is_kernel(const struct rp_key *key)
{
	return !strncmp(key->policy, "kernel:", strlen("kernel:")) ||
	       !strcmp(key->policy, "empty");
}

int rp_phase_is_part(const char *phase)
{
	return strcmp(phase, "return") && strcmp(phase, "access") &&
	       strcmp(phase, "unpin");
}

double rp_pairs_ratio(const json_t *pairs)
{
	size_t nr = 0, i;
	double base, *ratio, median = NAN;
	const json_t *pair;

	ratio = calloc(json_array_size(pairs) + 1, sizeof(*ratio));
	json_array_foreach(pairs, i, pair)
	{
		base = json_number_value(json_array_get(pair, 0));
		if (ratio && base > 0)
			ratio[nr++] =
				json_number_value(json_array_get(pair, 1)) /
				base;
	}
	if (nr)
		median = gsl_stats_median(ratio, 1, nr);
	free(ratio);
	return median;
}
