// SPDX-License-Identifier: GPL-2.0-only
/* rp_scene.c - what happened at the events, checked and in C structs */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/model/rp_check.h"
#include "reports/model/rp_scene.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

static const struct rp_field key_fields[] = {
	RP_NEED(struct rp_key, name, "name", RP_T_STRING),
	RP_NEED(struct rp_key, policy, "policy", RP_T_STRING),
	RP_MAYBE(struct rp_key, device, "device", RP_T_STRING),
	RP_MAYBE(struct rp_key, engine, "engine", RP_T_STRING),
	RP_MAYBE(struct rp_key, scene, "scene", RP_T_STRING),
	RP_MAYBE(struct rp_key, event, "event", RP_T_STRING),
	RP_MAYBE(struct rp_key, memory, "memory", RP_T_STRING),
	RP_NEED(struct rp_key, mode, "mode", RP_T_STRING),
	RP_MAYBE(struct rp_key, unit, "unit", RP_T_STRING),
	RP_MAYBE(struct rp_key, status, "status", RP_T_STRING),
	RP_MAYBE(struct rp_key, reason, "reason", RP_T_STRING),
	RP_MAYBE(struct rp_key, refused, "refused", RP_T_STRING),
	RP_MAYBE(struct rp_key, pages, "pages", RP_T_INTEGER),
	RP_MAYBE(struct rp_key, depth, "depth", RP_T_INTEGER),
	RP_MAYBE(struct rp_key, regions, "regions", RP_T_INTEGER),
	RP_MAYBE(struct rp_key, emulated, "emulated", RP_T_BOOL),
};

static const struct rp_field distribution_fields[] = {
	RP_NEED(struct rp_distribution, phase, "phase", RP_T_STRING),
	RP_MAYBE(struct rp_distribution, counterpart, "counterpart",
		 RP_T_STRING),
	RP_MAYBE(struct rp_distribution, answer, "answer", RP_T_STRING),
	RP_MAYBE(struct rp_distribution, n, "n", RP_T_INTEGER),
	RP_MAYBE(struct rp_distribution, min, "min", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, p50, "p50", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, p90, "p90", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, p99, "p99", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, p999, "p999", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, max, "max", RP_T_NUMBER),
	RP_MAYBE(struct rp_distribution, histogram, "histogram", RP_T_ARRAY),
	RP_MAYBE(struct rp_distribution, counts, "counts", RP_T_OBJECT),
	RP_MAYBE(struct rp_distribution, pairs, "pairs", RP_T_ARRAY),
};

static const struct rp_field ledger_fields[] = {
	RP_NEED(struct rp_ledger, issued, "issued_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, right, "right_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, stale, "stale_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, scratch, "scratch_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, lost, "lost_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, refused, "refused_bytes", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, errors, "errors", RP_T_NUMBER),
	RP_NEED(struct rp_ledger, killed, "killed", RP_T_NUMBER),
	RP_MAYBE(struct rp_ledger, fs_held, "fs_held", RP_T_NUMBER),
	RP_MAYBE(struct rp_ledger, pages_held, "pages_held", RP_T_NUMBER),
	RP_MAYBE(struct rp_ledger, blocks_held, "blocks_held", RP_T_NUMBER),
};

static const struct rp_field rate_fields[] = {
	RP_NEED(struct rp_rate, rate, "rate", RP_T_INTEGER),
	RP_MAYBE(struct rp_rate, revokes, "revokes", RP_T_NUMBER),
	RP_NEED(struct rp_rate, duration, "duration", RP_T_NUMBER),
	RP_MAYBE(struct rp_rate, device_bytes, "device_bytes", RP_T_NUMBER),
	RP_MAYBE(struct rp_rate, fs_ops, "fs_ops", RP_T_NUMBER),
	RP_MAYBE(struct rp_rate, dio_bytes, "dio_bytes", RP_T_NUMBER),
};

/* A scaling point has a status of its own, the row need not have one. */
static void load_key(struct rp_check *ck, const json_t *value, const char *at,
		     struct rp_key *key)
{
	*key = (struct rp_key){
		.device = "",
		.engine = "",
		.scene = "",
		.event = "",
		.memory = "",
		.unit = "",
		.status = "DONE",
	};
	rp_check_object(ck, value, at, key_fields, NR(key_fields), key);
	if (ck->failed)
		return;
	rp_check_status(ck, at, key->status);
	if (strcmp(key->mode, "exact") && strcmp(key->mode, "timed"))
		rp_check_fault(ck, at, "mode is neither exact nor timed");
	if (strcmp(key->status, "DONE") && !key->reason && !key->refused)
		rp_check_fault(ck, at, "%s without a reason", key->status);
}

/* [[number, number], ...], as both histograms and pairs are. */
static void check_pairs(struct rp_check *ck, const char *at, const char *name,
			const json_t *pairs)
{
	const json_t *pair;
	size_t i;

	for (i = 0; i < json_array_size(pairs) && !ck->failed; i++) {
		pair = json_array_get(pairs, i);
		if (json_array_size(pair) != 2 ||
		    !json_is_number(json_array_get(pair, 0)) ||
		    !json_is_number(json_array_get(pair, 1)))
			rp_check_fault(ck, at,
				       "%s[%zu] must be a pair of numbers",
				       name, i);
	}
}

static void load_distribution(struct rp_check *ck, const json_t *value,
			      const char *at, void *to)
{
	struct rp_distribution *d = to;

	load_key(ck, value, at, &d->key);
	d->min = NAN;
	d->p50 = NAN;
	d->p90 = NAN;
	d->p99 = NAN;
	d->p999 = NAN;
	d->max = NAN;
	rp_check_object(ck, value, at, distribution_fields,
			NR(distribution_fields), d);
	check_pairs(ck, at, "histogram", d->histogram);
	check_pairs(ck, at, "pairs", d->pairs);
}

static void load_ledger(struct rp_check *ck, const json_t *value,
			const char *at, void *to)
{
	struct rp_ledger *l = to;

	load_key(ck, value, at, &l->key);
	l->fs_held = NAN;
	l->pages_held = NAN;
	l->blocks_held = NAN;
	if (ck->failed || !rp_key_measured(&l->key))
		return;
	rp_check_object(ck, value, at, ledger_fields, NR(ledger_fields), l);
	if (!ck->failed &&
	    l->right + l->stale + l->scratch + l->lost + l->refused !=
		    l->issued)
		rp_check_fault(ck, at, "the bytes do not add up to issued");
}

double rp_rate_kept(const struct rp_throughput *t, size_t index, size_t offset)
{
	const struct rp_rate *p = &t->points[index], *base = t->points;
	double work = *(const double *)((const char *)p + offset);
	double base_work = *(const double *)((const char *)base + offset);

	if (!(work >= 0) || !(base_work > 0) || !(p->duration > 0))
		return NAN;
	return work / p->duration / (base_work / base->duration);
}

/*
 * As fast as it goes is another rate for each policy: figures at it cannot be
 * compared, and count as the highest only where there is no other.
 */
static int rate_above(long long a, long long b)
{
	return a > 0 ? b < a : a < 0 && !b;
}

static void load_points(struct rp_check *ck, const json_t *points,
			const char *at, struct rp_throughput *t)
{
	struct rp_rate *p;
	size_t nr = json_array_size(points), i;

	t->points = rp_check_array(ck, nr, sizeof(*t->points));
	for (i = 0; i < nr && !ck->failed; i++) {
		p = &t->points[i];
		*p = (struct rp_rate){
			.revokes = NAN,
			.device_bytes = NAN,
			.fs_ops = NAN,
			.dio_bytes = NAN,
		};
		rp_check_object(ck, json_array_get(points, i), at, rate_fields,
				NR(rate_fields), p);
		if (!rate_above(p->rate, t->rate))
			continue;
		t->rate = p->rate;
		t->device = rp_rate_kept(
			t, i, offsetof(struct rp_rate, device_bytes));
		t->fs = rp_rate_kept(t, i, offsetof(struct rp_rate, fs_ops));
	}
	t->nr_points = ck->failed ? 0 : nr;
}

static void load_throughput(struct rp_check *ck, const json_t *value,
			    const char *at, void *to)
{
	const json_t *recovery = json_object_get(value, "recovery");
	const json_t *p50 = json_object_get(recovery, "p50");
	struct rp_throughput *t = to;

	load_key(ck, value, at, &t->key);
	t->device = NAN;
	t->fs = NAN;
	t->recovery = json_is_number(p50) ? json_number_value(p50) : NAN;
	if (!ck->failed)
		load_points(ck, json_object_get(value, "points"), at, t);
}

/* Room for @nr entries of @size bytes, each filled in by @load. */
static void *load_array(struct rp_check *ck, const json_t *root,
			const char *name, size_t size, size_t *nr_loaded,
			void (*load)(struct rp_check *, const json_t *,
				     const char *, void *))
{
	const json_t *array = json_object_get(root, name);
	size_t nr = json_array_size(array), i;
	char *entries, at[48];

	if (array && !json_is_array(array) && !json_is_null(array))
		rp_check_fault(ck, name, "must be an array");
	entries = rp_check_array(ck, nr, size);
	for (i = 0; i < nr && !ck->failed; i++) {
		snprintf(at, sizeof(at), "%s[%zu]", name, i);
		load(ck, json_array_get(array, i), at, entries + i * size);
	}
	*nr_loaded = entries ? nr : 0;
	return entries;
}

static const struct rp_field scaling_fields[] = {
	RP_NEED(struct rp_scaling, n, "n", RP_T_INTEGER),
	RP_MAYBE(struct rp_scaling, min, "min", RP_T_NUMBER),
	RP_MAYBE(struct rp_scaling, p50, "p50", RP_T_NUMBER),
	RP_MAYBE(struct rp_scaling, key.status, "status", RP_T_STRING),
	RP_MAYBE(struct rp_scaling, key.reason, "reason", RP_T_STRING),
};

static const struct rp_field what_fields[] = {
	RP_NEED(struct rp_scaling, what, "what", RP_T_STRING),
};

static void load_scaling(struct rp_check *ck, const json_t *row, const char *at,
			 struct rp_scenes *s)
{
	const json_t *points = json_object_get(row, "points");
	struct rp_scaling first = { 0 }, *more;
	size_t i, nr = json_array_size(points);

	load_key(ck, row, at, &first.key);
	rp_check_object(ck, row, at, what_fields, NR(what_fields), &first);
	first.min = NAN;
	first.p50 = NAN;
	more = realloc(s->scaling, (s->nr_scaling + nr + 1) * sizeof(*more));
	if (!more)
		rp_check_fault(ck, at, "no memory for %zu points", nr);
	else
		s->scaling = more;
	for (i = 0; i < nr && !ck->failed; i++) {
		more = &s->scaling[s->nr_scaling++];
		*more = first;
		rp_check_object(ck, json_array_get(points, i), at,
				scaling_fields, NR(scaling_fields), more);
		if (!ck->failed)
			rp_check_status(ck, at, more->key.status);
	}
}

void rp_scenes_load(struct rp_check *ck, const json_t *root,
		    struct rp_scenes *s)
{
	const json_t *scaling = json_object_get(root, "scaling");
	char at[48];
	size_t i;

	s->distributions = load_array(ck, root, "distributions",
				      sizeof(*s->distributions),
				      &s->nr_distributions, load_distribution);
	s->throughput = load_array(ck, root, "throughput",
				   sizeof(*s->throughput), &s->nr_throughput,
				   load_throughput);
	s->ledger = load_array(ck, root, "ledger", sizeof(*s->ledger),
			       &s->nr_ledger, load_ledger);
	for (i = 0; i < json_array_size(scaling) && !ck->failed; i++) {
		snprintf(at, sizeof(at), "scaling[%zu]", i);
		load_scaling(ck, json_array_get(scaling, i), at, s);
	}
}

void rp_scenes_free(struct rp_scenes *s)
{
	size_t i;

	for (i = 0; i < s->nr_throughput; i++)
		free(s->throughput[i].points);
	free(s->distributions);
	free(s->throughput);
	free(s->ledger);
	free(s->scaling);
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

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double rp_pairs_ratio(const json_t *pairs)
{
	size_t size = json_array_size(pairs), nr = 0, i;
	double base, *ratio = calloc(size + 1, sizeof(*ratio)), median = NAN;
	const json_t *pair;

	for (i = 0; ratio && i < size; i++) {
		pair = json_array_get(pairs, i);
		base = json_number_value(json_array_get(pair, 0));
		if (base > 0)
			ratio[nr++] =
				json_number_value(json_array_get(pair, 1)) /
				base;
	}
	if (nr) {
		qsort(ratio, nr, sizeof(*ratio), by_value);
		median = (ratio[nr / 2] + ratio[(nr - 1) / 2]) / 2;
	}
	free(ratio);
	return median;
}
