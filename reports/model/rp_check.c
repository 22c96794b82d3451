// SPDX-License-Identifier: GPL-2.0-only
/* rp_check.c - JSON into C structs, every key and type checked */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/model/rp_check.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

void rp_check_fault(struct rp_check *ck, const char *at, const char *fmt, ...)
{
	char what[160];
	va_list ap;

	if (ck->failed)
		return;
	ck->failed = 1;
	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	rvb_one_line(what);
	snprintf(ck->why, ck->size, "%s: %s: %s", ck->file,
		 *at ? at : "top level", what);
}

#define BIT(json) (1U << (json))
#define BITS_NUMBER (BIT(JSON_INTEGER) | BIT(JSON_REAL))

static const struct {
	const char *name;
	unsigned int json;
} types[] = {
	[RP_T_STRING] = { "a string", BIT(JSON_STRING) },
	[RP_T_TEXT] = { "a string", BIT(JSON_STRING) },
	[RP_T_MODE] = { "a string", BIT(JSON_STRING) },
	[RP_T_STATUS] = { "a string", BIT(JSON_STRING) },
	[RP_T_INTEGER] = { "a whole number", BIT(JSON_INTEGER) },
	[RP_T_NUMBER] = { "a number", BITS_NUMBER },
	[RP_T_REAL] = { "a number", BITS_NUMBER },
	[RP_T_FIGURE] = { "a number", BITS_NUMBER },
	[RP_T_BOOL] = { "true or false", BIT(JSON_TRUE) | BIT(JSON_FALSE) },
	[RP_T_ARRAY] = { "an array", BIT(JSON_ARRAY) },
	[RP_T_PAIRS] = { "an array", BIT(JSON_ARRAY) },
	[RP_T_OBJECT] = { "an object", BIT(JSON_OBJECT) },
};

static void store(const json_t *value, enum rp_type type, void *member)
{
	switch (type) {
	case RP_T_STRING:
	case RP_T_TEXT:
	case RP_T_MODE:
	case RP_T_STATUS:
		*(const char **)member = json_string_value(value);
		break;
	case RP_T_INTEGER:
		*(long long *)member = json_integer_value(value);
		break;
	case RP_T_NUMBER:
	case RP_T_REAL:
	case RP_T_FIGURE:
		*(double *)member = json_number_value(value);
		break;
	case RP_T_BOOL:
		*(int *)member = json_is_true(value);
		break;
	case RP_T_ARRAY:
	case RP_T_PAIRS:
	case RP_T_OBJECT:
		*(const json_t **)member = value;
		break;
	}
}

/* A point of a row starts with the row's status: only NULL is replaced. */
static void store_missing(enum rp_type type, void *member)
{
	if (type == RP_T_FIGURE)
		*(double *)member = NAN;
	else if (type == RP_T_TEXT && !*(const char **)member)
		*(const char **)member = "";
	else if (type == RP_T_STATUS && !*(const char **)member)
		*(const char **)member = "DONE";
}

static void check_status(struct rp_check *ck, const char *at,
			 const char *status)
{
	static const char *const words[] = {
		"DONE", "SKIP", "FAIL", "ERROR", "MISS", "PASS",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(status, words[i]))
			return;
	rp_check_fault(ck, at, "\"%.20s\" is not a status", status);
}

static void check_mode(struct rp_check *ck, const char *at, const char *mode)
{
	if (strcmp(mode, "exact") && strcmp(mode, "timed"))
		rp_check_fault(ck, at, "mode is neither exact nor timed");
}

static void check_least(struct rp_check *ck, const char *at,
			const struct rp_field *field, const json_t *value)
{
	static const struct {
		double value;
		const char *name;
	} least[] = {
		[RP_ANY] = { -INFINITY, "" },
		[RP_FROM_MINUS_1] = { -1, "-1" },
		[RP_FROM_0] = { 0, "zero" },
		[RP_FROM_1] = { 1, "1" },
	};

	if (ck->source == RP_FRAME &&
	    json_number_value(value) < least[field->least].value)
		rp_check_fault(ck, *at ? at : "figures", "%s is below %s",
			       field->key, least[field->least].name);
}

static void check_pairs(struct rp_check *ck, const char *at,
			const struct rp_field *field, const json_t *pairs)
{
	const json_t *pair;
	size_t i, k;

	json_array_foreach(pairs, i, pair)
	{
		for (k = 0; k < 2; k++) {
			if (json_array_size(pair) != 2 ||
			    !json_is_number(json_array_get(pair, k)))
				rp_check_fault(
					ck, at,
					"[%zu] must be a pair of numbers", i);
			check_least(ck, at, field, json_array_get(pair, k));
		}
	}
}

static void check_field(struct rp_check *ck, const json_t *object,
			const char *at, const struct rp_field *field, void *out)
{
	const json_t *value = json_object_get(object, field->key);
	enum rp_need need = field->need[ck->source];
	void *member = out ? (char *)out + field->offset : NULL;
	char place[128];

	if (need == RP_IGNORED)
		return;
	if (need == RP_OPTIONAL && (!value || json_is_null(value))) {
		if (member)
			store_missing(field->type, member);
		return;
	}
	snprintf(place, sizeof(place), "%s%s%s", at, *at ? "." : "",
		 field->key);
	if (!value) {
		rp_check_fault(ck, place, "missing");
		return;
	}
	if (!(types[field->type].json & BIT(json_typeof(value))))
		rp_check_fault(ck, place, "must be %s",
			       types[field->type].name);
	else if (field->type == RP_T_STATUS)
		check_status(ck, *at ? at : field->key,
			     json_string_value(value));
	else if (field->type == RP_T_MODE)
		check_mode(ck, at, json_string_value(value));
	else if (field->type == RP_T_PAIRS)
		check_pairs(ck, place, field, value);
	check_least(ck, at, field, value);
	if (member && !ck->failed)
		store(value, field->type, member);
}

void rp_check_blank(const struct rp_fields *fields, void *out)
{
	size_t i;

	for (i = 0; i < fields->nr; i++)
		store_missing(fields->field[i].type,
			      (char *)out + fields->field[i].offset);
}

void *rp_check_array(struct rp_check *ck, size_t nr, size_t size)
{
	return memset(obstack_alloc(ck->memory, nr * size), 0, nr * size);
}

void rp_load_fields(struct rp_check *ck, const json_t *value, const char *at,
		    void *out, const void *data)
{
	const struct rp_fields *fields = data;
	size_t i;

	if (!json_is_object(value)) {
		rp_check_fault(ck, at, "must be an object");
		return;
	}
	for (i = 0; i < fields->nr && !ck->failed; i++)
		check_field(ck, value, at, &fields->field[i], out);
}

void *rp_check_list(struct rp_check *ck, const json_t *object, const char *at,
		    const char *key, size_t size, size_t *nr, rp_load_fn load,
		    const void *data)
{
	const json_t *list = json_object_get(object, key), *value;
	char place[128], *structs;
	size_t i;

	snprintf(place, sizeof(place), "%s%s%s", at, *at ? "." : "", key);
	if (list && !json_is_array(list) && !json_is_null(list))
		rp_check_fault(ck, place, "must be an array");
	structs = rp_check_array(ck, json_array_size(list), size);
	*nr = json_array_size(list);
	json_array_foreach(list, i, value)
	{
		if (ck->failed)
			break;
		snprintf(place, sizeof(place), "%s%s%s[%zu]", at,
			 *at ? "." : "", key, i);
		load(ck, value, place, structs + i * size, data);
	}
	return structs;
}
