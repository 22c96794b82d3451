// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_hist.c - one distribution out of those of several boots */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "host/results/run_merge.h"
#include "reports/stat/rp_stat.h"

#define LEVEL 0.95

/* Whole numbers that a double holds without loss. */
#define WHOLE_MAX 9007199254740992.0

struct bucket {
	double value; /* lower edge */
	json_int_t count;
};

struct histogram {
	struct bucket *bucket;
	size_t nr;
	json_int_t samples;
};

json_t *run_merge_number(double value)
{
	if (value == floor(value) && fabs(value) < WHOLE_MAX)
		return json_integer(value);
	return json_real(value);
}

void run_merge_fail(json_t *out, json_t *reason)
{
	json_object_set_new(out, "status", json_string("ERROR"));
	json_object_set_new(out, "reason", reason);
}

void run_merge_sum(json_t *const row[], int nr, const char *key, json_t *out)
{
	double sum = 0;
	bool found = false;
	int i;

	for (i = 0; i < nr; i++) {
		const json_t *value = json_object_get(row[i], key);

		found |= json_is_number(value);
		sum += json_number_value(value);
	}
	if (found)
		json_object_set_new(out, key, run_merge_number(sum));
}

void run_merge_medians(json_t *const row[], int nr, json_t *out)
{
	double p50[RUN_SEEDS_MAX], low, high;
	int i;

	for (i = 0; i < nr; i++)
		p50[i] = json_number_value(json_object_get(row[i], "p50"));
	gsl_stats_minmax(&low, &high, p50, 1, nr);
	json_object_set_new(out, "p50",
			    run_merge_number(gsl_stats_median(p50, 1, nr)));
	json_object_set_new(out, "p50_low", run_merge_number(low));
	json_object_set_new(out, "p50_high", run_merge_number(high));
}

static int by_value(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* Buckets of the same value become one. */
static void join(struct histogram *h)
{
	size_t i, n = 0;

	qsort(h->bucket, h->nr, sizeof(*h->bucket), by_value);
	for (i = 1; i < h->nr; i++) {
		if (h->bucket[i].value == h->bucket[n].value)
			h->bucket[n].count += h->bucket[i].count;
		else
			h->bucket[++n] = h->bucket[i];
	}
	h->nr = h->nr ? n + 1 : 0;
}

static int gather(json_t *const row[], int nr, struct histogram *h)
{
	size_t room = 1, k;
	json_t *pair;
	int i;

	for (i = 0; i < nr; i++)
		room += json_array_size(json_object_get(row[i], "histogram"));
	h->bucket = calloc(room, sizeof(*h->bucket));
	if (!h->bucket)
		return -1;
	for (i = 0; i < nr; i++) {
		json_array_foreach(json_object_get(row[i], "histogram"), k,
				   pair)
		{
			struct bucket *b = &h->bucket[h->nr++];

			b->value = json_number_value(json_array_get(pair, 0));
			b->count = json_integer_value(json_array_get(pair, 1));
			h->samples += b->count;
		}
	}
	join(h);
	return 0;
}

/* Every sample as the lower edge of its bucket, rising. */
static double *expand(const struct histogram *h)
{
	double *sorted = malloc((h->samples + 1) * sizeof(*sorted));
	json_int_t k;
	size_t i, n = 0;

	for (i = 0; sorted && i < h->nr; i++) {
		for (k = 0; k < h->bucket[i].count; k++)
			sorted[n++] = h->bucket[i].value;
	}
	return sorted;
}

static double get(const json_t *out, const char *key)
{
	return json_number_value(json_object_get(out, key));
}

/* An interval holds its quantile, whatever the width of a bucket. */
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
	for (i = 0; i < sizeof(upper) / sizeof(*upper); i++) {
		if (rp_stat_quantile(sorted, n, upper[i].q, LEVEL, &value, &in))
			return;
		/* p50 is no edge of a bucket: none of these is below it. */
		least = fmin(fmax(value, least), most);
		json_object_set_new(out, upper[i].key, run_merge_number(least));
		if (upper[i].q == 0.99)
			set_interval(out, "p99_ci", least, &in);
	}
}

static void set_histogram(const struct histogram *h, json_t *out)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < h->nr; i++)
		json_array_append_new(
			list, json_pack("[o, I]",
					run_merge_number(h->bucket[i].value),
					h->bucket[i].count));
	json_object_set_new(out, "histogram", list);
}

static void set_range(json_t *const row[], int nr, json_t *out)
{
	double min = get(row[0], "min"), max = get(row[0], "max");
	int i;

	for (i = 1; i < nr; i++) {
		min = fmin(min, get(row[i], "min"));
		max = fmax(max, get(row[i], "max"));
	}
	json_object_set_new(out, "min", run_merge_number(min));
	json_object_set_new(out, "max", run_merge_number(max));
}

/* The first of each boot, in the order of time. */
static void set_samples(json_t *const row[], int nr, size_t limit, json_t *out)
{
	json_t *list = json_array(), *value;
	size_t k, each = limit / nr;
	int i;

	for (i = 0; i < nr; i++) {
		json_array_foreach(json_object_get(row[i], "samples"), k, value)
		{
			if (k == each)
				break;
			json_array_append(list, value);
		}
	}
	json_object_set_new(out, "samples", list);
}

/* One of some boots only would be a quantile of these. */
static bool has_histogram(json_t *const row[], int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		if (json_object_get(row[i], "histogram"))
			return true;
	}
	return false;
}

/* All that takes every sample, or why it cannot be had. */
static json_t *merge_samples(json_t *const row[], int nr, json_t *out)
{
	json_int_t n = json_integer_value(json_object_get(out, "n"));
	struct histogram h = { 0 };
	double *sorted = NULL;
	json_t *why = NULL;

	if (gather(row, nr, &h) || h.samples != n)
		why = json_sprintf("its histogram holds %lld of %lld samples",
				   (long long)h.samples, (long long)n);
	else
		sorted = expand(&h);
	if (sorted) {
		set_quantiles(sorted, n, out);
		set_histogram(&h, out);
	} else if (!why) {
		why = json_string("out of memory");
	}
	free(sorted);
	free(h.bucket);
	return why;
}

void run_merge_distribution(json_t *const row[], int nr, size_t samples,
			    json_t *out)
{
	json_t *why = NULL;

	run_merge_sum(row, nr, "n", out);
	set_range(row, nr, out);
	run_merge_medians(row, nr, out);
	if (has_histogram(row, nr)) {
		why = merge_samples(row, nr, out);
		set_samples(row, nr, samples, out);
	}
	if (why)
		run_merge_fail(out, why);
}
