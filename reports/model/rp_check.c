// SPDX-License-Identifier: GPL-2.0-only
/* rp_check.c - JSON into C structs, every key and type checked */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "reports/model/rp_check.h"

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

static int is_string(const json_t *value)
{
	return json_is_string(value);
}

static int is_integer(const json_t *value)
{
	return json_is_integer(value);
}

static int is_number(const json_t *value)
{
	return json_is_number(value);
}

static int is_bool(const json_t *value)
{
	return json_is_boolean(value);
}

static int is_array(const json_t *value)
{
	return json_is_array(value);
}

static int is_object(const json_t *value)
{
	return json_is_object(value);
}

static const struct {
	const char *name;
	int (*holds)(const json_t *value);
} rp_types[] = {
	[RP_T_STRING] = { "a string", is_string },
	[RP_T_INTEGER] = { "a whole number", is_integer },
	[RP_T_NUMBER] = { "a number", is_number },
	[RP_T_BOOL] = { "true or false", is_bool },
	[RP_T_ARRAY] = { "an array", is_array },
	[RP_T_OBJECT] = { "an object", is_object },
};

static void rp_check_store(const json_t *value, enum rp_type type, void *member)
{
	switch (type) {
	case RP_T_STRING:
		*(const char **)member = json_string_value(value);
		break;
	case RP_T_INTEGER:
		*(long long *)member = json_integer_value(value);
		break;
	case RP_T_NUMBER:
		*(double *)member = json_number_value(value);
		break;
	case RP_T_BOOL:
		*(int *)member = json_is_true(value);
		break;
	case RP_T_ARRAY:
	case RP_T_OBJECT:
		*(const json_t **)member = value;
		break;
	}
}

static void rp_check_field(struct rp_check *ck, const json_t *object,
			   const char *at, const struct rp_field *field,
			   void *out)
{
	const json_t *value = json_object_get(object, field->key);
	char place[128];

	if (field->maybe && (!value || json_is_null(value)))
		return;
	snprintf(place, sizeof(place), "%s%s%s", at, *at ? "." : "",
		 field->key);
	if (!value)
		rp_check_fault(ck, place, "missing");
	else if (!rp_types[field->type].holds(value))
		rp_check_fault(ck, place, "must be %s",
			       rp_types[field->type].name);
	else
		rp_check_store(value, field->type, (char *)out + field->offset);
}

void rp_check_object(struct rp_check *ck, const json_t *object, const char *at,
		     const struct rp_field *fields, size_t nr, void *out)
{
	size_t i;

	if (!json_is_object(object)) {
		rp_check_fault(ck, at, "must be an object");
		return;
	}
	for (i = 0; i < nr && !ck->failed; i++)
		rp_check_field(ck, object, at, &fields[i], out);
}

void *rp_check_array(struct rp_check *ck, size_t nr, size_t size)
{
	void *array = calloc(nr ? nr : 1, size);

	if (!array)
		rp_check_fault(ck, "", "no memory for %zu entries", nr);
	return array;
}

void rp_check_status(struct rp_check *ck, const char *at, const char *status)
{
	static const char *const words[] = {
		"DONE", "SKIP", "FAIL", "ERROR", "MISS", "PASS",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(status, words[i]))
			return;
	rp_check_fault(ck, at, "\"%.20s\" is not a status", status);
}
