// SPDX-License-Identifier: GPL-2.0-only
/* rp_model_load.c - check results.json and load it into C structs */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "reports/model/rp_model.h"
#include "reports/model/rp_schema.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

#define EXPECTED "expected results.json of ./revokebench run"

struct rp_top {
	const json_t *context;
	const json_t *summary;
	const json_t *exact;
	const json_t *environment;
	const json_t *cells;
	const json_t *checks;
};

static const struct rp_fields top_fields = RP_FIELDS(
	RP_NEED(struct rp_top, context, "context", RP_T_OBJECT),
	RP_NEED(struct rp_top, summary, "summary", RP_T_ARRAY),
	RP_NEED(struct rp_top, exact, "exact", RP_T_OBJECT),
	RP_NEED(struct rp_top, environment, "environment", RP_T_OBJECT),
	RP_NEED(struct rp_top, cells, "cells", RP_T_ARRAY),
	RP_MAYBE(struct rp_top, checks, "checks", RP_T_ARRAY));

static const struct rp_fields model_fields =
	RP_FIELDS(RP_NEED(struct rp_model, status, "status", RP_T_STATUS),
		  RP_NEED(struct rp_model, command, "command", RP_T_STRING));

static const struct rp_fields context_fields =
	RP_FIELDS(RP_NEED(struct rp_model, unit, "unit", RP_T_STRING),
		  RP_MAYBE(struct rp_model, date, "date", RP_T_STRING));

static const struct rp_fields exact_fields = RP_FIELDS(
	RP_NEED(struct rp_model, exact, "exact", RP_T_BOOL),
	RP_NEED(struct rp_model, seeds, "seeds", RP_T_ARRAY),
	RP_NEED(struct rp_model, sha256, "sha256", RP_T_ARRAY),
	RP_MAYBE(struct rp_model, repeated_seed, "repeated_seed", RP_T_INTEGER),
	RP_MAYBE(struct rp_model, exact_why, "why", RP_T_STRING));

/* Writing is the usual access: only a case that reads is labelled so. */
static void rp_model_new_case(struct rp_model *m, const struct rp_row *row)
{
	struct rp_case *c = &m->cases[m->nr_cases++];

	c->name = row->case_name;
	c->write = row->write;
	c->label = rvb_text_in(&m->store, "%s%s", c->name,
			       c->write ? "" : " (read)");
}

static void rp_model_phase(struct rp_case *c, const char *phase)
{
	size_t i;

	for (i = 0; i < c->nr_phases; i++)
		if (!strcmp(c->phase[i], phase))
			return;
	if (c->nr_phases < RP_PHASES_MAX)
		c->phase[c->nr_phases++] = phase;
}

static void rp_model_memory(struct rp_model *m, const char *memory)
{
	size_t i;

	for (i = 0; i < m->nr_memories; i++)
		if (!strcmp(m->memories[i], memory))
			return;
	m->memories[m->nr_memories++] = memory;
}

/* RP_MEMORY and RP_PAGES if they ran, else the first kind and largest size. */
static void rp_model_default(struct rp_model *m, const struct rp_row *row)
{
	if (!m->memory || !strcmp(row->memory, RP_MEMORY))
		m->memory = row->memory;
	if (m->pages != RP_PAGES &&
	    (row->pages == RP_PAGES || row->pages > m->pages))
		m->pages = row->pages;
}

static int rp_model_rank(const struct rp_case *c)
{
	static const char *const first[] = {
		RP_CASE_GET,
		RP_CASE_PIN,
		RP_CASE_LONGTERM,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(first); i++)
		if (!strcmp(c->name, first[i]))
			break;
	return i;
}

/* Insertion sort: stable, so equals keep the file's order. */
static void rp_model_sort_cases(struct rp_model *m)
{
	struct rp_case c;
	size_t i, j;

	for (i = 1; i < m->nr_cases; i++) {
		c = m->cases[i];
		for (j = i; j; j--) {
			if (rp_model_rank(&m->cases[j - 1]) <=
			    rp_model_rank(&c))
				break;
			m->cases[j] = m->cases[j - 1];
		}
		m->cases[j] = c;
	}
}

static void rp_model_cases(struct rp_check *ck, struct rp_model *m)
{
	const struct rp_row *row;
	size_t i, j;

	m->cases = rp_check_array(ck, m->nr_rows, sizeof(*m->cases));
	m->memories = rp_check_array(ck, m->nr_rows, sizeof(*m->memories));
	for (i = 0; i < m->nr_rows && !ck->failed; i++) {
		row = &m->rows[i];
		if (!row->pages)
			continue;
		for (j = 0; j < m->nr_cases; j++)
			if (rp_row_is(row, &m->cases[j]))
				break;
		if (j == m->nr_cases)
			rp_model_new_case(m, row);
		rp_model_phase(&m->cases[j], row->phase);
		rp_model_memory(m, row->memory);
		rp_model_default(m, row);
	}
	rp_model_sort_cases(m);
}

static int append(const char *text, size_t size, void *memory)
{
	obstack_grow((struct obstack *)memory, text, size);
	return 0;
}

/* A value as text; the elements of an array with blanks between them */
static const char *rp_model_words(struct rp_model *m, const json_t *value)
{
	size_t nr = json_is_array(value) ? json_array_size(value) : 1, i;
	const json_t *word = value;

	for (i = 0; i < nr; i++) {
		if (json_is_array(value))
			word = json_array_get(value, i);
		if (i)
			obstack_1grow(&m->store, ' ');
		if (json_is_string(word))
			obstack_printf(&m->store, "%s",
				       json_string_value(word));
		else
			json_dump_callback(word, append, &m->store,
					   JSON_ENCODE_ANY);
	}
	obstack_1grow(&m->store, '\0');
	return obstack_finish(&m->store);
}

static void rp_model_settings(const json_t *value, const char *at,
			      struct rp_model *m)
{
	struct rp_setting *s;
	const json_t *member;
	const char *key, *place;

	json_object_foreach((json_t *)value, key, member)
	{
		place = rvb_text_in(&m->store, "%s%s%s", at, *at ? "." : "",
				    key);
		if (json_is_object(member)) {
			rp_model_settings(member, place, m);
			continue;
		}
		m->settings = rvb_grow(m->settings, m->nr_settings, sizeof(*s));
		s = &m->settings[m->nr_settings++];
		s->key = place;
		s->value = json_is_null(member) ? NULL :
						  rp_model_words(m, member);
	}
}

static void rp_model_verdicts(struct rp_check *ck, struct rp_model *m)
{
	struct rp_verdict *v;

	m->verdicts = rp_rows_load(ck, m->root, &rp_kinds[RP_VERDICT],
				   &m->nr_verdicts);
	for (v = m->verdicts; !ck->failed && v < m->verdicts + m->nr_verdicts;
	     v++)
		v->name = rvb_text_in(&m->store, "%s/%s/%s/%s/%s", v->policy,
				      v->device, v->engine, v->fs, v->check);
}

static void rp_model_elements(struct rp_check *ck, const json_t *array,
			      json_type type, const char *at)
{
	const char *what = type == JSON_STRING ? "strings" : "whole numbers";
	const json_t *value;
	size_t i;

	for (i = 0; i < json_array_size(array); i++) {
		value = json_array_get(array, i);
		if (json_typeof(value) != type && !json_is_null(value))
			rp_check_fault(ck, at, "must hold %s only", what);
	}
}

static void rp_model_fill(struct rp_check *ck, struct rp_model *m)
{
	struct rp_top top = { 0 };

	rp_load_fields(ck, m->root, "", &top, &top_fields);
	rp_load_fields(ck, m->root, "", m, &model_fields);
	if (ck->failed)
		return;
	rp_load_fields(ck, top.context, "context", m, &context_fields);
	rp_load_fields(ck, top.exact, "exact", m, &exact_fields);
	if (ck->failed)
		return;
	rp_model_elements(ck, m->sha256, JSON_STRING, "exact.sha256");
	rp_model_elements(ck, m->seeds, JSON_INTEGER, "exact.seeds");
	m->rows = rp_rows_load(ck, m->root, &rp_kinds[RP_PIN], &m->nr_rows);
	rp_model_cases(ck, m);
	m->boots = rp_rows_load(ck, m->root, &rp_kinds[RP_BOOT], &m->nr_boots);
	rp_model_verdicts(ck, m);
	m->survey = rp_check_list(ck, m->root, "", "survey", sizeof(*m->survey),
				  &m->nr_survey, rp_survey_load, NULL);
	rp_scenes_load(ck, m->root, &m->scenes);
	rp_perf_load(ck, m->root, &m->perf);
	rp_model_settings(top.environment, "", m);
}

/*
 * Name what is no result at all as that. Return: 0, -EPROTONOSUPPORT for another
 * schema, or -EINVAL, with @ck's text set.
 */
static int check_schema(struct rp_check *ck, const json_t *root)
{
	const char *schema = rvb_json_text(root, "schema");

	if (!strcmp(schema, RP_SCHEMA))
		return 0;
	if (*schema)
		rp_check_fault(ck, "schema",
			       "\"%.40s\", this version reads \"%s\"", schema,
			       RP_SCHEMA);
	else
		snprintf(ck->why, ck->size, "%s: no \"schema\"; %s", ck->file,
			 EXPECTED);
	return *schema ? -EPROTONOSUPPORT : -EINVAL;
}

/* The digest is of what was read: a pipe cannot be read again. */
static int read_root(struct rp_model *m, const char *path, char *why,
		     size_t size)
{
	size_t length, said;
	char *text;
	int ret = rvb_file_read(path, &text, &length, why, size);

	if (ret)
		return ret;
	ret = rvb_json_parse(path, text, length, &m->root, why, size);
	if (ret) {
		said = strlen(why);
		snprintf(why + said, size - said, "; %s", EXPECTED);
	} else {
		ret = rvb_sha256_text(text, length, m->file_sha256);
		if (ret)
			snprintf(why, size, "%s: %s", path, strerror(-ret));
	}
	free(text);
	return ret;
}

int rp_model_load(struct rp_model *m, const char *path, char *why, size_t size)
{
	struct rp_check ck = {
		.file = path, .why = why, .size = size, .memory = &m->store
	};
	int ret;

	memset(m, 0, sizeof(*m));
	obstack_init(&m->store);
	ret = read_root(m, path, why, size);
	if (!ret)
		ret = check_schema(&ck, m->root);
	m->exact_why = "";
	if (!ret)
		rp_model_fill(&ck, m);
	if (!ret && ck.failed)
		ret = -EINVAL;
	if (ret)
		rp_model_free(m);
	return ret;
}
