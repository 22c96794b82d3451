// SPDX-License-Identifier: GPL-2.0-only
/* rp_schema.c - the rows of guests' frames and of results.json */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/model/rp_model.h"
#include "reports/model/rp_schema.h"

/*
 * One line per key: its type, whether a frame and a result need it, how boots
 * are merged, the least value in a frame, the struct and member that it fills.
 */
#define NO RP_IGNORED
#define MAY RP_OPTIONAL
#define NEED RP_NEEDED
#define F(key, type, frame, result, merge, least, of, member)       \
	{                                                           \
		key, RP_T_##type, offsetof(struct rp_##of, member), \
			{ result, frame }, RP_M_##merge, RP_##least \
	}
/* A key that no report reads has no member. */
#define G(key, type, frame, merge, least)                                    \
	{                                                                    \
		key, RP_T_##type, 0, { NO, frame }, RP_M_##merge, RP_##least \
	}

/* clang-format off */
static const struct rp_field event_id[] = {
	F("name", STRING, NEED, NEED, KEEP, ANY, key, name),
	F("policy", STRING, NEED, NEED, KEEP, ANY, key, policy),
	F("device", TEXT, MAY, MAY, KEEP, ANY, key, device),
	F("engine", TEXT, MAY, MAY, KEEP, ANY, key, engine),
	F("scene", TEXT, MAY, MAY, KEEP, ANY, key, scene),
	F("event", TEXT, MAY, MAY, KEEP, ANY, key, event),
	F("memory", TEXT, MAY, MAY, KEEP, ANY, key, memory),
	F("mode", MODE, NEED, NEED, KEEP, ANY, key, mode),
	F("unit", TEXT, NEED, MAY, SAME, ANY, key, unit),
	F("status", STATUS, MAY, MAY, SAME, ANY, key, status),
	F("reason", STRING, MAY, MAY, KEEP, ANY, key, reason),
	F("refused", STRING, MAY, MAY, SAME, ANY, key, refused),
	F("pages", INTEGER, MAY, MAY, KEEP, ANY, key, pages),
	F("depth", INTEGER, MAY, MAY, KEEP, ANY, key, depth),
	F("regions", INTEGER, MAY, MAY, KEEP, ANY, key, regions),
	F("point_ns", INTEGER, MAY, MAY, KEEP, ANY, key, point_ns),
	F("fence_ns", INTEGER, MAY, MAY, KEEP, ANY, key, fence_ns),
	F("emulated", BOOL, NO, MAY, KEEP, ANY, key, emulated),
};

static const struct rp_field distribution_id[] = {
	F("phase", STRING, NEED, NEED, KEEP, ANY, distribution, phase),
	F("counterpart", STRING, MAY, MAY, KEEP, ANY, distribution, counterpart),
	F("answer", STRING, MAY, MAY, KEEP, ANY, distribution, answer),
};

/* "histogram" is merged after n, p50 and max: it is checked against them. */
static const struct rp_field distribution_figures[] = {
	F("n", INTEGER, NEED, MAY, SUM, FROM_1, distribution, n),
	F("min", FIGURE, NEED, MAY, MIN, FROM_0, distribution, min),
	F("p50", FIGURE, NEED, MAY, MEDIAN, ANY, distribution, p50),
	F("p50_low", FIGURE, NO, MAY, RAW, ANY, distribution, p50_low),
	F("p50_high", FIGURE, NO, MAY, RAW, ANY, distribution, p50_high),
	F("p50_ci", ARRAY, NO, MAY, RAW, ANY, distribution, p50_ci),
	F("p90", FIGURE, NO, MAY, RAW, ANY, distribution, p90),
	F("p99", FIGURE, NO, MAY, RAW, ANY, distribution, p99),
	F("p99_ci", ARRAY, NO, MAY, RAW, ANY, distribution, p99_ci),
	F("p999", FIGURE, NO, MAY, RAW, ANY, distribution, p999),
	F("max", FIGURE, NEED, MAY, MAX, ANY, distribution, max),
	F("histogram", PAIRS, MAY, MAY, BUCKETS, ANY, distribution, histogram),
	F("counts", OBJECT, MAY, MAY, COUNTS, ANY, distribution, counts),
	F("pairs", PAIRS, MAY, MAY, JOIN, FROM_0, distribution, pairs),
	G("samples", ARRAY, MAY, RAW, ANY),
	G("steady", BOOL, MAY, AND, ANY),
	G("blocks_seed", INTEGER, MAY, EACH, ANY),
};

static const struct rp_field throughput_figures[] = {
	G("points", ARRAY, NEED, POINTS, ANY),
	G("recovery", OBJECT, MAY, RECOVERY, ANY),
};

static const struct rp_field rate_point[] = {
	F("rate", INTEGER, NEED, NEED, SAME, FROM_MINUS_1, rate, rate),
	F("revokes", FIGURE, NEED, MAY, SUM, FROM_0, rate, revokes),
	F("duration", NUMBER, NEED, NEED, SUM, FROM_0, rate, duration),
	F("device_bytes", FIGURE, NEED, MAY, SUM, FROM_0, rate, device_bytes),
	F("fs_ops", FIGURE, NEED, MAY, SUM, FROM_0, rate, fs_ops),
	F("dio_bytes", FIGURE, MAY, MAY, SUM, FROM_0, rate, dio_bytes),
	G("refused", STRING, MAY, SAME, ANY),
};

static const struct rp_field recovery_fields[] = {
	G("n", INTEGER, NEED, SUM, ANY),
	G("p50", NUMBER, MAY, MEDIAN, ANY),
	G("max", NUMBER, MAY, MAX, ANY),
	G("reason", STRING, MAY, RAW, ANY),
};

static const struct rp_field ledger_id[] = {
	F("event_refused", STRING, MAY, MAY, SAME, ANY, ledger, event_refused),
};

static const struct rp_field ledger_figures[] = {
	F("issued_bytes", NUMBER, NEED, NEED, ISSUED, FROM_0, ledger, issued),
	F("right_bytes", NUMBER, NEED, NEED, ACCOUNT, FROM_0, ledger, right),
	F("stale_bytes", NUMBER, NEED, NEED, ACCOUNT, FROM_0, ledger, stale),
	F("scratch_bytes", NUMBER, NEED, NEED, ACCOUNT, FROM_0, ledger, scratch),
	F("lost_bytes", NUMBER, NEED, NEED, ACCOUNT, FROM_0, ledger, lost),
	F("refused_bytes", NUMBER, NEED, NEED, ACCOUNT, FROM_0, ledger, refused),
	F("errors", NUMBER, NEED, NEED, SUM, FROM_0, ledger, errors),
	F("killed", NUMBER, NEED, NEED, SUM, FROM_0, ledger, killed),
	F("fs_held", FIGURE, NEED, MAY, SUM, FROM_0, ledger, fs_held),
	F("pages_escaped", FIGURE, MAY, MAY, SUM, FROM_0, ledger, pages_escaped),
	F("neighbours_lost_bytes", FIGURE, MAY, MAY, SUM, FROM_0, ledger, beside),
	F("pages_held", FIGURE, NEED, MAY, SUM, FROM_0, ledger, pages_held),
	F("blocks_held", FIGURE, NEED, MAY, SUM, FROM_0, ledger, blocks_held),
	G("events", NUMBER, NEED, SUM, FROM_0),
};

static const struct rp_field scaling_id[] = {
	F("what", STRING, NEED, NEED, KEEP, ANY, scaling, what),
};

static const struct rp_field scaling_figures[] = {
	G("points", ARRAY, NEED, POINTS, ANY),
};

/* p50 of memory is what was free before, less what is free now: any number. */
static const struct rp_field scaling_point[] = {
	F("n", INTEGER, NEED, NEED, SAME, FROM_0, scaling, n),
	F("min", FIGURE, MAY, MAY, MIN, FROM_0, scaling, min),
	F("p50", FIGURE, MAY, MAY, MEDIAN, ANY, scaling, p50),
	F("p50_low", FIGURE, NO, MAY, RAW, ANY, scaling, p50_low),
	F("p50_high", FIGURE, NO, MAY, RAW, ANY, scaling, p50_high),
	F("status", STATUS, MAY, MAY, KEEP, ANY, scaling, key.status),
	F("reason", STRING, MAY, MAY, KEEP, ANY, scaling, key.reason),
	F("refused", STRING, MAY, MAY, SAME, ANY, scaling, key.refused),
};

static const struct rp_field pin_id[] = {
	F("name", STRING, NEED, NEED, KEEP, ANY, row, name),
	F("case", STRING, NEED, NEED, KEEP, ANY, row, case_name),
	F("memory", STRING, NEED, NEED, KEEP, ANY, row, memory),
	F("phase", STRING, NEED, NEED, KEEP, ANY, row, phase),
	F("pages", INTEGER, NEED, NEED, KEEP, ANY, row, pages),
	F("write", BOOL, NEED, NEED, KEEP, ANY, row, write),
	F("status", STATUS, NEED, NEED, SAME, ANY, row, status),
	F("refused", STRING, MAY, MAY, SAME, ANY, row, refused),
	F("reason", STRING, MAY, MAY, SAME, ANY, row, reason),
};

static const struct rp_field pin_figures[] = {
	F("min", REAL, NEED, NEED, MIN, FROM_0, row, min),
	F("p50", REAL, NEED, NEED, MEDIAN, ANY, row, p50),
	F("p50_low", REAL, NO, NEED, RAW, ANY, row, p50_low),
	F("p50_high", REAL, NO, NEED, RAW, ANY, row, p50_high),
	G("loops", INTEGER, NEED, RAW, FROM_1),
	G("warmups", NUMBER, NO, RAW, ANY),
	G("samples", ARRAY, NEED, RAW, ANY),
	G("waits", BOOL, MAY, RAW, ANY),
	G("counters", ARRAY, MAY, FIRST, ANY),
};

static const struct rp_field counter_fields[] = {
	F("event", STRING, NEED, NEED, KEEP, ANY, counter, event),
	F("value", FIGURE, MAY, MAY, KEEP, FROM_0, counter, value),
	F("scaled", FIGURE, MAY, MAY, KEEP, FROM_0, counter, scaled),
	F("reason", STRING, MAY, MAY, KEEP, ANY, counter, reason),
};

static const struct rp_field verdict_id[] = {
	F("check", STRING, NEED, NEED, KEEP, ANY, verdict, check),
	F("policy", STRING, NEED, NEED, KEEP, ANY, verdict, policy),
	F("promise", STRING, MAY, MAY, KEEP, ANY, verdict, promise),
	F("device", STRING, NEED, NEED, KEEP, ANY, verdict, device),
	F("engine", STRING, NEED, NEED, KEEP, ANY, verdict, engine),
	F("fs", STRING, NEED, NEED, KEEP, ANY, verdict, fs),
	F("status", STATUS, NEED, NEED, KEEP, ANY, verdict, status),
	F("reason", STRING, NEED, NEED, KEEP, ANY, verdict, reason),
	F("marks", OBJECT, MAY, MAY, KEEP, ANY, verdict, marks),
};

static const struct rp_field boot_id[] = {
	F("id", STRING, NO, NEED, KEEP, ANY, boot, id),
	F("kernel", STRING, NO, MAY, KEEP, ANY, boot, kernel),
	F("status", STATUS, NO, NEED, KEEP, ANY, boot, status),
	F("reason", STRING, NO, NEED, KEEP, ANY, boot, reason),
	F("detail", STRING, NO, MAY, KEEP, ANY, boot, detail),
	F("folder", STRING, NO, MAY, KEEP, ANY, boot, folder),
	F("seed", INTEGER, NO, MAY, KEEP, ANY, boot, seed),
	F("seconds", NUMBER, NO, MAY, KEEP, ANY, boot, seconds),
};

#define TABLE(fields) { fields, ARRAY_SIZE(fields) }

const struct rp_kind rp_kinds[RP_KINDS] = {
	[RP_PIN] = { .name = "summary", .size = sizeof(struct rp_row),
		.program = "ubench", .frame = "rows",
		.id = { TABLE(pin_id) },
		.figures = TABLE(pin_figures) },
	[RP_DISTRIBUTION] = { .name = "distributions", .size = sizeof(struct rp_distribution),
		.program = "kb_scene", .frame = "distributions",
		.id = { TABLE(event_id), TABLE(distribution_id) },
		.figures = TABLE(distribution_figures) },
	[RP_THROUGHPUT] = { .name = "throughput", .size = sizeof(struct rp_throughput),
		.program = "kb_scene", .also = "kb_adopt", .frame = "throughput",
		.id = { TABLE(event_id) },
		.figures = TABLE(throughput_figures),
		.point = TABLE(rate_point) },
	[RP_LEDGER] = { .name = "ledger", .size = sizeof(struct rp_ledger),
		.program = "kb_scene", .frame = "ledger",
		.id = { TABLE(event_id), TABLE(ledger_id) },
		.figures = TABLE(ledger_figures) },
	[RP_SCALING] = { .name = "scaling", .size = sizeof(struct rp_scaling),
		.program = "kb_scene", .frame = "scaling",
		.id = { TABLE(event_id), TABLE(scaling_id) },
		.figures = TABLE(scaling_figures),
		.point = TABLE(scaling_point) },
	[RP_USER] = { .name = "users", .size = sizeof(struct rp_distribution),
		.program = "kb_adopt", .frame = "users",
		.id = { TABLE(event_id), TABLE(distribution_id) },
		.figures = TABLE(distribution_figures) },
	[RP_VERDICT] = { .name = "checks", .size = sizeof(struct rp_verdict),
		.program = "kb_check", .frame = "rows",
		.id = { TABLE(verdict_id) } },
	[RP_BOOT] = { .name = "cells", .size = sizeof(struct rp_boot),
		.id = { TABLE(boot_id) } },
};

const struct rp_fields rp_recovery_fields = TABLE(recovery_fields);
const struct rp_fields rp_counter_fields = TABLE(counter_fields);
/* clang-format on */

bool rp_kind_is_of(const struct rp_kind *kind, const char *program)
{
	return kind->program && (!strcmp(kind->program, program) ||
				 (kind->also && !strcmp(kind->also, program)));
}

void rp_row_strip(json_t *row)
{
	const struct rp_kind *kind = rp_kinds;
	size_t i, k;

	for (i = 0; i < RP_KINDS; i++, kind++)
		for (k = 0; k < kind->figures.nr; k++)
			json_object_del(row, kind->figures.field[k].key);
}

void rp_row_fail(json_t *row, json_t *reason)
{
	json_object_set_new(row, "status", json_string("ERROR"));
	json_object_set_new(row, "reason", reason);
}

bool rp_is_measured(const json_t *row)
{
	const char *status = rvb_json_text(row, "status");

	return (!*status || !strcmp(status, "DONE")) &&
	       !json_is_string(json_object_get(row, "refused"));
}

bool rp_row_accounts(const json_t *row, const struct rp_fields *fields,
		     double *issued, double *accounted)
{
	double value;
	size_t i;

	*issued = *accounted = 0;
	for (i = 0; i < fields->nr; i++) {
		value = json_number_value(
			json_object_get(row, fields->field[i].key));
		if (fields->field[i].merge == RP_M_ISSUED)
			*issued += value;
		else if (fields->field[i].merge == RP_M_ACCOUNT)
			*accounted += value;
	}
	return *issued == *accounted;
}

void rp_check_id(struct rp_check *ck, const json_t *row, const char *at,
		 const struct rp_kind *kind, void *out)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kind->id); i++)
		rp_load_fields(ck, row, at, out, &kind->id[i]);
}

static void load_row(struct rp_check *ck, const json_t *row, const char *at,
		     void *out, const void *data)
{
	const struct rp_kind *kind = data;
	const struct rp_fields *figures = &kind->figures;
	const char *status = rvb_json_text(row, "status");
	double issued, accounted;

	rp_check_id(ck, row, at, kind, out);
	if (json_integer_value(json_object_get(row, "pages")) < 0)
		rp_check_fault(ck, at, "pages is below zero");
	if (!rp_is_measured(row)) {
		rp_check_blank(figures, out);
		if (!json_is_string(json_object_get(row, "reason")) &&
		    !json_is_string(json_object_get(row, "refused")))
			rp_check_fault(ck, at, "%s without a reason", status);
		return;
	}
	rp_load_fields(ck, row, at, out, figures);
	if (!rp_row_accounts(row, figures, &issued, &accounted))
		rp_check_fault(ck, at, "the bytes do not add up to issued");
}

void *rp_rows_load(struct rp_check *ck, const json_t *root,
		   const struct rp_kind *kind, size_t *nr)
{
	return rp_check_list(ck, root, "", kind->name, kind->size, nr, load_row,
			     kind);
}
