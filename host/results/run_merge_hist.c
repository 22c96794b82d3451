// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_hist.c - merge histograms, and make quantiles of them */
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "host/results/run_merge_rows.h"
#include "lib/rvb_array.h"
#include "reports/stat/rp_stat.h"

#define LEVEL 0.95

/* Each sample of all boots as the lower edge of its bucket, rising. */
static double *sorted_samples(const struct run_group *g,
			      const struct rp_field *f, json_int_t nr)
{
	double *sorted = malloc((nr + 1) * sizeof(*sorted)), edge;
	json_int_t count, n = 0;
	json_t *pair;
	size_t k;
	int i;

	for (i = 0; sorted && i < g->nr; i++) {
		json_array_foreach(json_object_get(g->row[i], f->key), k, pair)
		{
			edge = json_number_value(json_array_get(pair, 0));
			count = json_integer_value(json_array_get(pair, 1));
			while (count--)
				sorted[n++] = edge;
		}
	}
	if (sorted)
		gsl_sort(sorted, 1, n);
	return sorted;
}

static json_int_t nr_samples(const struct run_group *g,
			     const struct rp_field *f)
{
	json_int_t nr = 0;
	json_t *pair;
	size_t k;
	int i;

	for (i = 0; i < g->nr; i++) {
		json_array_foreach(json_object_get(g->row[i], f->key), k, pair)
			nr += json_integer_value(json_array_get(pair, 1));
	}
	return nr;
}

static double get(const json_t *out, const char *key)
{
	return json_number_value(json_object_get(out, key));
}

/* Buckets are coarse: widen the interval until it holds its quantile. */
static void set_interval(json_t *out, const char *key, double value,
			 const struct rp_interval *in)
{
	if (!isfinite(in->low) || !isfinite(in->high))
		return;
	json_object_set_new(out, key,
			    json_pack("[o, o]",
				      run_merge_number(fmin(in->low, value)),
				      run_merge_number(fmax(in->high, value))));
}

static void set_quantiles(const double *sorted, size_t n, json_t *out)
{
	static const struct {
		const char *key;
		double q;
	} upper[] = { { "p90", 0.9 }, { "p99", 0.99 }, { "p999", 0.999 } };
	double value, least = get(out, "p50"), most = get(out, "max");
	struct rp_interval in;
	size_t i;

	if (!rp_stat_quantile(sorted, n, 0.5, LEVEL, &value, &in))
		set_interval(out, "p50_ci", least, &in);
	for (i = 0; i < ARRAY_SIZE(upper); i++) {
		if (rp_stat_quantile(sorted, n, upper[i].q, LEVEL, &value, &in))
			return;
		/* p50 is exact, these are bucket edges: keep them in order. */
		least = fmin(fmax(value, least), most);
		json_object_set_new(out, upper[i].key, run_merge_number(least));
		if (upper[i].q == 0.99)
			set_interval(out, "p99_ci", least, &in);
	}
}

static void set_histogram(const double *sorted, size_t n,
			  const struct rp_field *f, json_t *out)
{
	json_t *list = json_array();
	size_t i, next;

	for (i = 0; i < n; i = next) {
		for (next = i; next < n && sorted[next] == sorted[i]; next++)
			;
		json_array_append_new(
			list, json_pack("[o, I]", run_merge_number(sorted[i]),
					(json_int_t)(next - i)));
	}
	json_object_set_new(out, f->key, list);
}

/* The first samples of each boot, in the order of time. */
static void set_samples(const struct run_group *g, json_t *out)
{
	size_t k, each = g->samples / g->nr;
	json_t *list = json_array(), *value;
	int i;

	for (i = 0; i < g->nr; i++) {
		json_array_foreach(json_object_get(g->row[i], "samples"), k,
				   value)
		{
			if (k == each)
				break;
			json_array_append(list, value);
		}
	}
	json_object_set_new(out, "samples", list);
}

void run_merge_buckets(const struct run_group *g, const struct rp_field *f,
		       json_t *out)
{
	json_int_t n = json_integer_value(json_object_get(out, "n"));
	json_int_t nr = nr_samples(g, f);
	double *sorted;

	if (!nr)
		return;
	set_samples(g, out);
	sorted = nr == n ? sorted_samples(g, f, nr) : NULL;
	if (sorted) {
		set_quantiles(sorted, n, out);
		set_histogram(sorted, n, f, out);
	} else {
		rp_row_fail(
			out,
			nr == n ?
				json_string("out of memory") :
				json_sprintf(
					"its histogram holds %lld of %lld samples",
					(long long)nr, (long long)n));
	}
	free(sorted);
}
