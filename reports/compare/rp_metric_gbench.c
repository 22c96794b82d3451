// SPDX-License-Identifier: GPL-2.0-only
/* rp_metric_gbench.c - JSON as Google Benchmark 1.7 to 1.9 writes it */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "reports/compare/rp_metric.h"

static const char *text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

/* Figures of one row; rates are the library's own counters. */
static const struct {
	const char *key;
	enum rp_polarity better;
	int is_time;
} figures[] = {
	{ "real_time", RP_LOWER, 1 },
	{ "cpu_time", RP_LOWER, 1 },
	{ "items_per_second", RP_HIGHER, 0 },
	{ "bytes_per_second", RP_HIGHER, 0 },
};

static const struct {
	const char *word;
	double ns;
} units[] = { { "ns", 1 }, { "us", 1e3 }, { "ms", 1e6 }, { "s", 1e9 } };

/* Nanoseconds of a row's time unit, 0 for a word that is none. */
static double unit_of(const json_t *row)
{
	const char *word = text(row, "time_unit");
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (!strcmp(word, units[i].word))
			return units[i].ns;
	return *word ? 0 : 1;
}

static int failed(const json_t *row)
{
	return json_is_true(json_object_get(row, "error_occurred")) ||
	       json_is_true(json_object_get(row, "skipped"));
}

static const char *run_name(const json_t *row)
{
	return *text(row, "run_name") ? text(row, "run_name") :
					text(row, "name");
}

static int is_repetition(const json_t *row)
{
	const char *type = text(row, "run_type");

	return !*type || !strcmp(type, "iteration");
}

/**
 * struct gbench - rows of one file, by name
 * @s:		the result
 * @rows:	object: name to array of its repetitions
 * @why:	the first fault
 * @size:	bytes in @why
 * @failed:	there is one
 */
struct gbench {
	struct rp_saved *s;
	json_t *rows;
	char *why;
	size_t size;
	int failed;
};

static void fault(struct gbench *g, const char *name, const char *what)
{
	if (!g->failed)
		snprintf(g->why, g->size, "%s: benchmark %.60s: %s", g->s->path,
			 name, what);
	rvb_one_line(g->why);
	g->failed = 1;
}

/* One repetition's value, NaN where it has none. */
static double value_of(struct gbench *g, const json_t *row, size_t figure)
{
	const json_t *value = json_object_get(row, figures[figure].key);
	double unit = unit_of(row), number;

	if (!json_is_number(value))
		return NAN;
	if (!unit)
		fault(g, run_name(row), "time_unit is none of ns, us, ms, s");
	number =
		json_number_value(value) * (figures[figure].is_time ? unit : 1);
	if (!isfinite(number))
		fault(g, run_name(row), "a time of no sense");
	return number;
}

static void add_figure(struct gbench *g, const char *name, const json_t *array,
		       size_t figure)
{
	size_t size = json_array_size(array), i, nr = 0;
	double *values, value;
	struct rp_metric *m;

	values = obstack_alloc(&g->s->memory, (size + 1) * sizeof(*values));
	for (i = 0; i < size; i++) {
		value = value_of(g, json_array_get(array, i), figure);
		if (value > 0)
			values[nr++] = value;
	}
	if (!nr &&
	    !(figures[figure].is_time && failed(json_array_get(array, 0))))
		return;
	m = rp_saved_add(g->s);
	m->name = rp_saved_printf(g->s, "%s/%s", name, figures[figure].key);
	m->group = "time";
	m->what = m->name;
	m->unit = figures[figure].is_time ? "ns" : "1/s";
	m->better = figures[figure].better;
	m->how = RP_SERIES;
	m->nr = nr;
	m->log = rp_saved_logs(g->s, values, nr);
	if (!nr) {
		m->missing = "it reported an error, or was skipped";
		m->broken = json_is_true(json_object_get(
			json_array_get(array, 0), "error_occurred"));
	}
}

static void add_keys(struct rp_saved *s, const json_t *context)
{
	static const char *const keys[] = { "host_name", "num_cpus",
					    "library_version",
					    "library_build_type" };
	const json_t *value;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		value = json_object_get(context, keys[i]);
		rp_saved_key(
			s, keys[i],
			json_is_string(value) ?
				json_string_value(value) :
			json_is_integer(value) ?
				rp_saved_printf(
					s, "%lld",
					(long long)json_integer_value(value)) :
				NULL);
	}
	if (*text(context, "date"))
		s->date = text(context, "date");
}

static int add_rows(struct gbench *g, const json_t *benchmarks)
{
	const char *name;
	json_t *row, *array;
	size_t i;

	json_array_foreach((json_t *)benchmarks, i, row)
	{
		if (!is_repetition(row))
			continue;
		name = run_name(row);
		if (!*name)
			fault(g, "without a name", "not Google Benchmark's");
		array = json_object_get(g->rows, name);
		if (!array) {
			array = json_array();
			json_object_set_new(g->rows, name, array);
		}
		json_array_append(array, row);
	}
	json_object_foreach(g->rows, name, array)
	{
		for (i = 0; i < sizeof(figures) / sizeof(*figures); i++)
			add_figure(g, name, array, i);
	}
	return g->failed ? -EINVAL : 0;
}

static size_t quoted_length(const char *text)
{
	size_t n = 1;

	while (text[n] && text[n] != '"')
		n += text[n] == '\\' && text[n + 1] ? 2 : 1;
	return n + (text[n] == '"');
}

static int is_bare(const char *word, size_t length)
{
	static const char *const bare[] = { "NaN", "nan", "Infinity", "inf" };
	size_t minus = *word == '-', i;

	for (i = 0; i < sizeof(bare) / sizeof(*bare); i++)
		if (length - minus == strlen(bare[i]) &&
		    !strncmp(word + minus, bare[i], length - minus))
			return 1;
	return 0;
}

/* It writes NaN and Infinity bare, which is no JSON: they become null. */
static const char *bare_to_null(struct rp_saved *s, const char *text)
{
	size_t length;

	for (; *text; text += length) {
		length = *text == '"' ? quoted_length(text) :
					strspn(text, "-NanIfity");
		if (!length)
			length = 1;
		if (*text != '"' && is_bare(text, length))
			obstack_grow(&s->memory, "null", 4);
		else
			obstack_grow(&s->memory, text, length);
	}
	obstack_1grow(&s->memory, '\0');
	return obstack_finish(&s->memory);
}

/* A cut-off file is told by the strict reader, with its place. */
static int load(struct rp_saved *s, char *why, size_t size)
{
	int ret = rvb_json_load(s->path, &s->root, why, size);
	char *text = NULL;
	size_t room = 0;
	FILE *stream;

	if (ret != -EINVAL)
		return ret;
	stream = fopen(s->path, "re");
	if (stream && getdelim(&text, &room, '\0', stream) > 0)
		s->root = json_loads(bare_to_null(s, text),
				     JSON_REJECT_DUPLICATES, NULL);
	if (stream)
		fclose(stream);
	free(text);
	return s->root ? 0 : ret;
}

/* Return: 0; 1 for a file that is ours and read elsewhere; or -errno. */
int rp_saved_gbench(struct rp_saved *s, char *why, size_t size)
{
	struct gbench g = { .s = s, .why = why, .size = size };
	const json_t *benchmarks;
	const char *schema;
	int ret;

	ret = load(s, why, size);
	if (ret)
		return ret;
	schema = text(s->root, "schema");
	if (!strcmp(schema, RP_SCHEMA)) {
		json_decref(s->root);
		s->root = NULL;
		return 1;
	}
	if (*schema) {
		snprintf(why, size,
			 "%s: schema %.40s, this version reads " RP_SCHEMA,
			 s->path, schema);
		rvb_one_line(why);
		return -EPROTONOSUPPORT;
	}
	benchmarks = json_object_get(s->root, "benchmarks");
	if (!json_is_array(benchmarks)) {
		snprintf(
			why, size,
			"%s: neither results of revokebench nor of Google Benchmark",
			s->path);
		return -EINVAL;
	}
	s->format = "Google Benchmark";
	add_keys(s, json_object_get(s->root, "context"));
	g.rows = json_object();
	ret = add_rows(&g, benchmarks);
	json_decref(g.rows);
	return ret;
}
