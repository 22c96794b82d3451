// SPDX-License-Identifier: GPL-2.0-only
/* rp_perf.c - counters of rows, and profiles that `perf` added to a result */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/model/rp_perf.h"

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static const struct rp_field counter_fields[] = {
	RP_NEED(struct rp_counter, event, "event", RP_T_STRING),
	RP_MAYBE(struct rp_counter, value, "value", RP_T_NUMBER),
	RP_MAYBE(struct rp_counter, scaled, "scaled", RP_T_NUMBER),
	RP_MAYBE(struct rp_counter, reason, "reason", RP_T_STRING),
};

static const struct rp_field function_fields[] = {
	RP_NEED(struct rp_function, name, "name", RP_T_STRING),
	RP_NEED(struct rp_function, self, "self", RP_T_NUMBER),
	RP_NEED(struct rp_function, total, "total", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, calls, "calls", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, old_self, "old_self", RP_T_NUMBER),
	RP_MAYBE(struct rp_function, old_total, "old_total", RP_T_NUMBER),
};

static const struct rp_field part_fields[] = {
	RP_NEED(struct rp_part, name, "name", RP_T_STRING),
	RP_NEED(struct rp_part, total, "total", RP_T_NUMBER),
	RP_MAYBE(struct rp_part, measured, "measured", RP_T_NUMBER),
	RP_MAYBE(struct rp_part, old_total, "old_total", RP_T_NUMBER),
};

static const struct rp_field profile_fields[] = {
	RP_NEED(struct rp_profile, kind, "kind", RP_T_STRING),
	RP_NEED(struct rp_profile, policy, "policy", RP_T_STRING),
	RP_NEED(struct rp_profile, ucase, "case", RP_T_STRING),
	RP_NEED(struct rp_profile, memory, "memory", RP_T_STRING),
	RP_NEED(struct rp_profile, pages, "pages", RP_T_INTEGER),
	RP_NEED(struct rp_profile, release, "release", RP_T_STRING),
	RP_NEED(struct rp_profile, unit, "unit", RP_T_STRING),
	RP_MAYBE(struct rp_profile, note, "note", RP_T_STRING),
	RP_MAYBE(struct rp_profile, flame, "flame", RP_T_STRING),
	RP_MAYBE(struct rp_profile, old, "old", RP_T_STRING),
};

static void load_counter(struct rp_check *ck, const json_t *value,
			 const char *at, struct rp_counter *c)
{
	c->value = NAN;
	c->scaled = NAN;
	rp_check_object(ck, value, at, counter_fields, LENGTH(counter_fields),
			c);
	if (!ck->failed && isnan(c->value) && !c->reason)
		rp_check_fault(ck, at, "has neither value nor reason");
}

static void load_stat(struct rp_check *ck, const json_t *profile,
		      const char *at, struct rp_profile *p)
{
	const json_t *list = json_object_get(profile, "stat");
	char place[96];
	size_t i;

	p->stat = rp_check_array(ck, json_array_size(list), sizeof(*p->stat));
	for (i = 0; !ck->failed && i < json_array_size(list); i++) {
		snprintf(place, sizeof(place), "%s.stat[%zu]", at, i);
		load_counter(ck, json_array_get(list, i), place, &p->stat[i]);
		p->nr_stat = i + 1;
	}
}

static void load_part(struct rp_check *ck, const json_t *value, const char *at,
		      struct rp_part *part)
{
	const json_t *list = json_object_get(value, "functions");
	char place[128];
	size_t i;

	part->measured = NAN;
	rp_check_object(ck, value, at, part_fields, LENGTH(part_fields), part);
	part->functions = rp_check_array(ck, json_array_size(list),
					 sizeof(*part->functions));
	for (i = 0; !ck->failed && i < json_array_size(list); i++) {
		snprintf(place, sizeof(place), "%s.functions[%zu]", at, i);
		rp_check_object(ck, json_array_get(list, i), place,
				function_fields, LENGTH(function_fields),
				&part->functions[i]);
		part->nr_functions = i + 1;
	}
}

static void load_profile(struct rp_check *ck, const json_t *value,
			 const char *at, struct rp_profile *p)
{
	const json_t *list = json_object_get(value, "parts");
	char place[96];
	size_t i;

	rp_check_object(ck, value, at, profile_fields, LENGTH(profile_fields),
			p);
	p->parts = rp_check_array(ck, json_array_size(list), sizeof(*p->parts));
	for (i = 0; !ck->failed && i < json_array_size(list); i++) {
		snprintf(place, sizeof(place), "%s.parts[%zu]", at, i);
		p->nr_parts = i + 1;
		load_part(ck, json_array_get(list, i), place, &p->parts[i]);
	}
	if (!ck->failed)
		load_stat(ck, value, at, p);
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
		load_counter(ck, json_array_get(list, i), place, c);
		c->row = json_string_value(json_object_get(row, "name"));
	}
}

void rp_perf_load(struct rp_check *ck, const json_t *root, struct rp_perf *perf)
{
	const json_t *rows = json_object_get(root, "summary");
	const json_t *list = json_object_get(root, "perf");
	char place[48];
	size_t i;

	perf->counters = rp_check_array(ck, count_counters(rows),
					sizeof(*perf->counters));
	for (i = 0; !ck->failed && i < json_array_size(rows); i++)
		load_row(ck, json_array_get(rows, i), i, perf);
	perf->profiles = rp_check_array(ck, json_array_size(list),
					sizeof(*perf->profiles));
	for (i = 0; !ck->failed && i < json_array_size(list); i++) {
		snprintf(place, sizeof(place), "perf[%zu]", i);
		perf->nr_profiles = i + 1;
		load_profile(ck, json_array_get(list, i), place,
			     &perf->profiles[i]);
	}
}

void rp_perf_free(struct rp_perf *perf)
{
	size_t i, k;

	for (i = 0; i < perf->nr_profiles; i++) {
		for (k = 0; k < perf->profiles[i].nr_parts; k++)
			free(perf->profiles[i].parts[k].functions);
		free(perf->profiles[i].parts);
		free(perf->profiles[i].stat);
	}
	free(perf->profiles);
	free(perf->counters);
}
