// SPDX-License-Identifier: GPL-2.0-only
/* run_frame.c - a guest's frame, judged before anything is made of it */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/results/run_frame.h"
#include "host/results/run_merge.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

/* What may be nested in a member: in "points" a point; in "modules" none. */
#define ROW_DEPTH 2
#define GUEST_DEPTH 1

static const struct {
	const char *program, *schema;
} schemas[] = {
	{ "ubench", "revokebench/guest-1" },
	{ "kb_scene", "revokebench/scene-1" },
	{ "kb_check", "revokebench/checks-1" },
};

/* C0, DEL, and C1 as UTF-8: a terminal would obey them. */
static bool has_control(const char *text)
{
	const unsigned char *c;

	for (c = (const unsigned char *)text; *c; c++) {
		if (*c < ' ' || *c == 0x7f || (*c == 0xc2 && c[1] < 0xa0))
			return true;
	}
	return false;
}

static void check_text(struct rp_check *ck, const char *at, const char *text)
{
	if (strlen(text) > RUN_FRAME_TEXT)
		rp_check_fault(ck, at, "is longer than %d bytes",
			       RUN_FRAME_TEXT);
	if (has_control(text))
		rp_check_fault(ck, at, "holds a control character");
}

static void check_number(struct rp_check *ck, const char *at,
			 const json_t *value)
{
	if (fabs(json_number_value(value)) > RUN_FRAME_NUMBER)
		rp_check_fault(ck, at, "holds a number beyond 2^50");
}

/* What no value may be, whatever it is a figure of. */
static void check_value(struct rp_check *ck, const char *at,
			const json_t *value, int depth)
{
	const json_t *member;
	const char *key;
	size_t i;

	if (json_is_null(value))
		rp_check_fault(ck, at, "holds null");
	if (json_is_string(value))
		check_text(ck, at, json_string_value(value));
	if (json_is_number(value))
		check_number(ck, at, value);
	if (!json_is_object(value) && !json_is_array(value))
		return;
	if (!depth)
		rp_check_fault(ck, at, "is nested too deep");
	if (json_object_size(value) + json_array_size(value) >
	    RUN_FRAME_MEMBERS)
		rp_check_fault(ck, at, "holds more than %d values",
			       RUN_FRAME_MEMBERS);
	if (ck->failed)
		return;
	json_object_foreach((json_t *)value, key, member)
	{
		check_text(ck, at, key);
		check_value(ck, at, member, depth - 1);
	}
	json_array_foreach(value, i, member)
		check_value(ck, at, member, depth - 1);
}

/* Each member by itself, so that a fault says which. */
static void check_members(struct rp_check *ck, const json_t *object, int depth)
{
	const json_t *member;
	const char *key;

	json_object_foreach((json_t *)object, key, member)
	{
		check_text(ck, "a key", key);
		check_value(ck, key, member, depth);
	}
}

static bool measured(const struct run_frame_row *r)
{
	return !strcmp(r->status, "DONE") && !r->refused;
}

/* What a row is of: nothing can be said of one where that is wrong. */
static void check_identity(struct rp_check *ck, const json_t *id,
			   const struct run_frame_array *array,
			   const char *mode, struct run_frame_row *r)
{
	const json_t *member;
	const char *key;

	/* A row whose points have one each need not have one itself. */
	*r = (struct run_frame_row){ .status = "DONE", .mode = mode };
	check_members(ck, id, 0);
	json_object_foreach((json_t *)id, key, member)
	{
		if (json_number_value(member) < 0)
			rp_check_fault(ck, key, "is below zero");
	}
	rp_check_object(ck, id, "", array->fields, array->nr_fields, r);
	rp_check_object(ck, id, "", array->more, array->nr_more, r);
	if (ck->failed)
		return;
	rp_check_status(ck, "status", r->status);
	if (strcmp(r->mode, mode))
		rp_check_fault(ck, "mode", "is \"%.20s\", the cell's is %s",
			       r->mode, mode);
	if (!array->figures)
		return;
	if (!*r->name)
		rp_check_fault(ck, "name", "is empty");
	if (r->refused && !*r->refused)
		rp_check_fault(ck, "refused", "is empty");
	if (strcmp(r->status, "DONE") && (!r->reason || !*r->reason))
		rp_check_fault(ck, "reason", "missing, the status is %s",
			       r->status);
}

/**
 * struct judge - one frame being checked
 * @cell:	whose
 * @ck:		what makes the frame useless
 * @place:	where in it, for @ck
 * @why:	of that, or of the first row that is wrong
 * @size:	bytes in @why
 * @nr_wrong:	rows that are
 */
struct judge {
	struct run_cell *cell;
	struct rp_check ck;
	char place[96];
	char *why;
	size_t size;
	size_t nr_wrong;
};

/* A text of the guest's may have been cut inside a character. */
static json_t *ascii(char *text)
{
	char *c;

	for (c = text; *c; c++) {
		if (*c & 0x80)
			*c = '?';
	}
	return json_string(text);
}

static void wrong_row(struct judge *j, json_t *row, char *why)
{
	run_frame_identity(row);
	run_merge_fail(row, ascii(why));
	if (!j->nr_wrong++)
		snprintf(j->why, j->size, "%.200s: %s",
			 run_merge_text(row, "name"), why);
}

/* A copy of @row without the figures that cannot be, or that are of nothing. */
static json_t *judged(struct judge *j, const struct run_frame_array *array,
		      const json_t *row)
{
	json_t *kept = json_copy((json_t *)row), *id = json_copy(kept);
	struct rp_check figures = { .file = j->cell->id };
	struct run_frame_row r = { 0 };
	char why[256];

	run_frame_identity(id);
	check_identity(&j->ck, id, array, j->cell->mode, &r);
	if (!j->ck.failed && array->figures && measured(&r)) {
		figures.why = why;
		figures.size = sizeof(why);
		check_members(&figures, kept, ROW_DEPTH);
		if (!figures.failed)
			array->figures(&figures, kept);
		if (figures.failed)
			wrong_row(j, kept, why);
	} else {
		run_frame_identity(kept);
	}
	json_decref(id);
	return kept;
}

/* Of two rows with one name nobody knows which is meant. */
static bool is_twin(struct judge *j, const json_t *names, const json_t *row)
{
	char why[] = "two rows have this name";
	json_t *first = json_object_get(names, run_merge_text(row, "name"));

	if (first)
		wrong_row(j, first, why);
	return first;
}

static void judge_rows(struct judge *j, const struct run_frame_array *array,
		       json_t *rows)
{
	json_t *kept = json_array(), *names = json_object(), *row;
	const char *name;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		snprintf(j->place, sizeof(j->place), "%s: %s[%zu]", j->cell->id,
			 array->name, i);
		row = judged(j, array, row);
		name = run_merge_text(row, "name");
		if (j->ck.failed || is_twin(j, names, row)) {
			json_decref(row);
			continue;
		}
		if (array->figures)
			json_object_set(names, name, row);
		json_array_append_new(kept, row);
	}
	json_object_set_new(j->cell->guest, array->name, kept);
	json_decref(names);
}

static const char *schema_of(const char *program)
{
	size_t i;

	for (i = 0; i < NR(schemas) - 1; i++) {
		if (!strcmp(schemas[i].program, program))
			break;
	}
	return schemas[i].schema;
}

static void judge_frame(struct judge *j)
{
	const struct run_frame_array *array = run_frame_arrays;
	const struct run_cell *cell = j->cell;
	json_t *guest = json_object_get(cell->guest, "guest"), *rows;
	size_t i;

	snprintf(j->place, sizeof(j->place), "%s", cell->id);
	if (strcmp(run_merge_text(cell->guest, "schema"),
		   schema_of(cell->program)))
		rp_check_fault(&j->ck, "schema", "must be \"%s\"",
			       schema_of(cell->program));
	if (guest && !json_is_object(guest))
		rp_check_fault(&j->ck, "guest", "must be an object");
	check_members(&j->ck, guest, GUEST_DEPTH);
	for (i = 0; i < run_frame_nr_arrays && !j->ck.failed; i++, array++) {
		if (strcmp(array->program, cell->program))
			continue;
		rows = json_object_get(cell->guest, array->name);
		snprintf(j->place, sizeof(j->place), "%s", cell->id);
		if (!json_is_array(rows))
			rp_check_fault(&j->ck, array->name, "must be an array");
		else if (json_array_size(rows) > RUN_FRAME_ROWS)
			rp_check_fault(&j->ck, array->name,
				       "holds more than %d rows",
				       RUN_FRAME_ROWS);
		else
			judge_rows(j, array, rows);
	}
}

bool run_frame_check(struct run_cell *cell, char *why, size_t size)
{
	struct judge j = { .cell = cell, .why = why, .size = size };
	json_t *detail;

	if (!cell->guest)
		return true;
	j.ck = (struct rp_check){ .file = j.place, .why = why, .size = size };
	judge_frame(&j);
	if (!j.ck.failed && !j.nr_wrong)
		return true;
	if (j.ck.failed) {
		json_decref(cell->guest);
		cell->guest = NULL;
		*cell->sha256 = '\0';
	}
	detail = ascii(why);
	if (!strcmp(run_merge_text(cell->cell, "status"), "DONE"))
		json_object_update_new(
			cell->cell,
			json_pack("{s:s, s:s, s:O}", "status", "ERROR",
				  "reason", "bad-result", "detail", detail));
	json_decref(detail);
	return false;
}
