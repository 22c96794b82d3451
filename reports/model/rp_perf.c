// SPDX-License-Identifier: GPL-2.0-only
/* rp_perf.c - counters of rows, and profiles that `perf` added to a result */
#include <math.h>
#include <stdio.h>

#include "reports/model/rp_perf.h"
#include "reports/model/rp_schema.h"

static const struct rp_fields function_fields = RP_FIELDS(
	RP_NEED(struct rp_function, name, "name", RP_T_STRING),
	RP_NEED(struct rp_function, self, "self", RP_T_NUMBER),
	RP_NEED(struct rp_function, total, "total", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, calls, "calls", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, old_self, "old_self", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, old_total, "old_total", RP_T_NUMBER));

static const struct rp_fields part_fields = RP_FIELDS(
	RP_NEED(struct rp_part, name, "name", RP_T_STRING),
	RP_NEED(struct rp_part, total, "total", RP_T_NUMBER),
	RP_MAYBE(struct rp_part, measured, "measured", RP_T_FIGURE),
	RP_MAYBE(struct rp_part, old_total, "old_total", RP_T_NUMBER));

static const struct rp_fields profile_fields =
	RP_FIELDS(RP_NEED(struct rp_profile, kind, "kind", RP_T_STRING),
		  RP_NEED(struct rp_profile, policy, "policy", RP_T_STRING),
		  RP_NEED(struct rp_profile, ucase, "case", RP_T_STRING),
		  RP_NEED(struct rp_profile, memory, "memory", RP_T_STRING),
		  RP_NEED(struct rp_profile, pages, "pages", RP_T_INTEGER),
		  RP_NEED(struct rp_profile, release, "release", RP_T_STRING),
		  RP_NEED(struct rp_profile, unit, "unit", RP_T_STRING),
		  RP_MAYBE(struct rp_profile, note, "note", RP_T_STRING),
		  RP_MAYBE(struct rp_profile, flame, "flame", RP_T_STRING),
		  RP_MAYBE(struct rp_profile, old, "old", RP_T_STRING));

static void load_counter(struct rp_check *ck, const json_t *value,
			 const char *at, void *out, const void *data)
{
	struct rp_counter *c = out;

	rp_load_fields(ck, value, at, c, &rp_counter_fields);
	if (!ck->failed && isnan(c->value) && !c->reason)
		rp_check_fault(ck, at, "has neither value nor reason");
}

static void load_part(struct rp_check *ck, const json_t *value, const char *at,
		      void *out, const void *data)
{
	struct rp_part *part = out;

	rp_load_fields(ck, value, at, part, &part_fields);
	part->functions = rp_check_list(ck, value, at, "functions",
					sizeof(*part->functions),
					&part->nr_functions, rp_load_fields,
					&function_fields);
}

static void load_profile(struct rp_check *ck, const json_t *value,
			 const char *at, void *out, const void *data)
{
	struct rp_profile *p = out;

	rp_load_fields(ck, value, at, p, &profile_fields);
	p->parts = rp_check_list(ck, value, at, "parts", sizeof(*p->parts),
				 &p->nr_parts, load_part, NULL);
	p->stat = rp_check_list(ck, value, at, "stat", sizeof(*p->stat),
				&p->nr_stat, load_counter, NULL);
}

static size_t count_counters(const json_t *rows)
{
	size_t nr = 0, i;

	for (i = 0; i < json_array_size(rows); i++)
		nr += json_array_size(
			json_object_get(json_array_get(rows, i), "counters"));
	return nr;
}

static void load_row(struct rp_check *ck, const json_t *row, size_t index,
		     struct rp_perf *perf)
{
	const json_t *list = json_object_get(row, "counters");
	struct rp_counter *c;
	char place[96];
	size_t i;

	for (i = 0; !ck->failed && i < json_array_size(list); i++) {
		snprintf(place, sizeof(place), "summary[%zu].counters[%zu]",
			 index, i);
		c = &perf->counters[perf->nr_counters++];
		load_counter(ck, json_array_get(list, i), place, c, NULL);
		c->row = json_string_value(json_object_get(row, "name"));
	}
}

void rp_perf_load(struct rp_check *ck, const json_t *root, struct rp_perf *perf)
{
	const json_t *rows = json_object_get(root, "summary");
	size_t i;

	perf->counters = rp_check_array(ck, count_counters(rows),
					sizeof(*perf->counters));
	for (i = 0; !ck->failed && i < json_array_size(rows); i++)
		load_row(ck, json_array_get(rows, i), i, perf);
	perf->profiles = rp_check_list(ck, root, "", "perf",
				       sizeof(*perf->profiles),
				       &perf->nr_profiles, load_profile, NULL);
}
