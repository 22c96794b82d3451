// SPDX-License-Identifier: GPL-2.0-only
/* run_frame.c - check a guest's frame before anything is made of it */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/results/run_frame.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

/* Levels of nesting in a member: "points" holds points, "modules" words. */
#define ROW_DEPTH 2
#define GUEST_DEPTH 1
#define MARKS_DEPTH 1 /* of a check's row, which has no figures */

static const struct {
	const char *program, *schema;
} schemas[] = {
	{ "ubench", "revokebench/guest-1" },
	{ "kb_scene", "revokebench/scene-1" },
	{ "kb_adopt", "revokebench/adopt-1" },
	{ "kb_check", "revokebench/checks-1" },
};

/* C0, DEL, and C1 as UTF-8: a terminal would interpret them. */
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

/* Check the limits that hold for every value, whatever its key. */
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

/* Check each member by itself, so that a fault names its key. */
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

/* A fault here drops the frame: nothing tells which row it is in. */
static void check_identity(struct rp_check *ck, const json_t *id,
			   const struct rp_kind *kind, const char *mode)
{
	const char *status = rvb_json_text(id, "status");
	const json_t *member;
	const char *key;

	check_members(ck, id, kind->figures.nr ? 0 : MARKS_DEPTH);
	json_object_foreach((json_t *)id, key, member)
	{
		if (json_number_value(member) < 0)
			rp_check_fault(ck, key, "is below zero");
	}
	rp_check_id(ck, id, "", kind, NULL);
	if (ck->failed || !kind->figures.nr)
		return;
	if (json_object_get(id, "mode") &&
	    strcmp(rvb_json_text(id, "mode"), mode))
		rp_check_fault(ck, "mode", "is \"%.20s\", the cell's is %s",
			       rvb_json_text(id, "mode"), mode);
	if (!*rvb_json_text(id, "name"))
		rp_check_fault(ck, "name", "is empty");
	if (json_object_get(id, "refused") && !*rvb_json_text(id, "refused"))
		rp_check_fault(ck, "refused", "is empty");
	if (*status && strcmp(status, "DONE") && !*rvb_json_text(id, "reason"))
		rp_check_fault(ck, "reason", "missing, the status is %s",
			       status);
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

/* Cutting a guest's text may have split a UTF-8 character. */
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
	rp_row_strip(row);
	rp_row_fail(row, ascii(why));
	if (!j->nr_wrong++)
		snprintf(j->why, j->size, "%.200s: %s",
			 rvb_json_text(row, "name"), why);
}

/* Copy @row, without figures that are wrong or were not measured. */
static json_t *judged(struct judge *j, const struct rp_kind *kind,
		      const json_t *row)
{
	json_auto_t *id = json_copy((json_t *)row);
	json_t *kept = json_copy((json_t *)row);
	char why[256];
	struct rp_check figures = {
		.file = j->cell->id,
		.why = why,
		.size = sizeof(why),
		.source = RP_FRAME,
	};

	rp_row_strip(id);
	check_identity(&j->ck, id, kind, j->cell->mode);
	if (!j->ck.failed && kind->figures.nr && rp_is_measured(id)) {
		check_members(&figures, kept, ROW_DEPTH);
		if (!figures.failed)
			run_frame_figures(&figures, kind, kept);
		if (figures.failed)
			wrong_row(j, kept, why);
	} else {
		rp_row_strip(kept);
	}
	return kept;
}

/* Two rows of one name are an error of the first; the second is dropped. */
static bool is_twin(struct judge *j, const json_t *names, const json_t *row)
{
	char why[] = "two rows have this name";
	json_t *first = json_object_get(names, rvb_json_text(row, "name"));

	if (first)
		wrong_row(j, first, why);
	return first;
}

static void judge_rows(struct judge *j, const struct rp_kind *kind,
		       json_t *rows)
{
	json_auto_t *names = json_object();
	json_t *kept = json_array(), *row;
	const char *name;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		snprintf(j->place, sizeof(j->place), "%s: %s[%zu]", j->cell->id,
			 kind->frame, i);
		row = judged(j, kind, row);
		name = rvb_json_text(row, "name");
		if (j->ck.failed || is_twin(j, names, row)) {
			json_decref(row);
			continue;
		}
		if (kind->figures.nr)
			json_object_set(names, name, row);
		json_array_append_new(kept, row);
	}
	json_object_set_new(j->cell->guest, kind->frame, kept);
}

static const char *schema_of(const char *program)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(schemas) - 1; i++) {
		if (!strcmp(schemas[i].program, program))
			break;
	}
	return schemas[i].schema;
}

static void judge_frame(struct judge *j)
{
	const struct rp_kind *kind = rp_kinds;
	const struct run_cell *cell = j->cell;
	json_t *guest = json_object_get(cell->guest, "guest"), *rows;
	size_t i;

	snprintf(j->place, sizeof(j->place), "%s", cell->id);
	if (strcmp(rvb_json_text(cell->guest, "schema"),
		   schema_of(cell->program)))
		rp_check_fault(&j->ck, "schema", "must be \"%s\"",
			       schema_of(cell->program));
	if (guest && !json_is_object(guest))
		rp_check_fault(&j->ck, "guest", "must be an object");
	check_members(&j->ck, guest, GUEST_DEPTH);
	for (i = 0; i < RP_KINDS && !j->ck.failed; i++, kind++) {
		if (!rp_kind_is_of(kind, cell->program))
			continue;
		rows = json_object_get(cell->guest, kind->frame);
		snprintf(j->place, sizeof(j->place), "%s", cell->id);
		if (!json_is_array(rows))
			rp_check_fault(&j->ck, kind->frame, "must be an array");
		else if (json_array_size(rows) > RUN_FRAME_ROWS)
			rp_check_fault(&j->ck, kind->frame,
				       "holds more than %d rows",
				       RUN_FRAME_ROWS);
		else
			judge_rows(j, kind, rows);
	}
}

bool run_frame_check(struct run_cell *cell, char *why, size_t size)
{
	struct judge j = {
		.cell = cell,
		.ck = { .why = why, .size = size, .source = RP_FRAME },
		.why = why,
		.size = size,
	};
	json_auto_t *detail = NULL;

	if (!cell->guest)
		return true;
	j.ck.file = j.place;
	judge_frame(&j);
	if (!j.ck.failed && !j.nr_wrong)
		return true;
	if (j.ck.failed) {
		json_decref(cell->guest);
		cell->guest = NULL;
		*cell->sha256 = '\0';
	}
	detail = ascii(why);
	if (!strcmp(rvb_json_text(cell->cell, "status"), "DONE"))
		json_object_update_new(
			cell->cell,
			json_pack("{s:s, s:s, s:O}", "status", "ERROR",
				  "reason", "bad-result", "detail", detail));
	return false;
}
