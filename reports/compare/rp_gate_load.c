// SPDX-License-Identifier: GPL-2.0-only
/* rp_gate_load.c - read a gate file; an unknown key is an error */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/rvb_date.h"
#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_gate.h"
#include "reports/model/rp_check.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

/*
 * Written by hand:
 *
 *	{"schema": "revokebench/gate-1",
 *	 "limits": {"min": 0.05, "median": 0.3, "floor": 2, "margin": 0.5},
 *	 "metrics": {"revoke/ * /revoke": {"median": 1, "polarity": "lower"}},
 *	 "primary": ["pin/tmpfs/pages:512/pin"]}
 *
 * (without the blanks in the glob). calibrate writes "calibrated",
 * "environment", "aa", "made" and "expires" as well.
 */

struct top {
	const char *schema;
	const json_t *limits;
	const json_t *metrics;
	const json_t *primary;
	const json_t *aa;
};

static const struct rp_fields top_fields =
	RP_FIELDS(RP_NEED(struct top, schema, "schema", RP_T_STRING),
		  RP_MAYBE(struct top, limits, "limits", RP_T_OBJECT),
		  RP_MAYBE(struct top, metrics, "metrics", RP_T_OBJECT),
		  RP_MAYBE(struct top, primary, "primary", RP_T_ARRAY),
		  RP_MAYBE(struct top, aa, "aa", RP_T_OBJECT));

static const struct rp_fields gate_fields = RP_FIELDS(
	RP_MAYBE(struct rp_gate, made, "made", RP_T_STRING),
	RP_MAYBE(struct rp_gate, expires, "expires", RP_T_STRING),
	RP_MAYBE(struct rp_gate, alpha, "alpha", RP_T_NUMBER),
	RP_MAYBE(struct rp_gate, calibrated, "calibrated", RP_T_OBJECT),
	RP_MAYBE(struct rp_gate, environment, "environment", RP_T_OBJECT));

static const struct rp_fields limit_fields =
	RP_FIELDS(RP_MAYBE(struct rp_limits, min, "min", RP_T_NUMBER),
		  RP_MAYBE(struct rp_limits, median, "median", RP_T_NUMBER),
		  RP_MAYBE(struct rp_limits, floor, "floor", RP_T_NUMBER),
		  RP_MAYBE(struct rp_limits, margin, "margin", RP_T_NUMBER));

static const struct rp_fields rule_fields =
	RP_FIELDS(RP_MAYBE(struct rp_rule, better, "polarity", RP_T_STRING));

static const struct rp_fields aa_fields = RP_FIELDS(
	RP_MAYBE(struct rp_aa, results, "results", RP_T_INTEGER),
	RP_MAYBE(struct rp_aa, comparisons, "comparisons", RP_T_INTEGER),
	RP_MAYBE(struct rp_aa, alarms, "alarms", RP_T_INTEGER),
	RP_MAYBE(struct rp_aa, significant, "significant", RP_T_INTEGER),
	RP_MAYBE(struct rp_aa, timed, "timed", RP_T_INTEGER));

static bool has_key(const struct rp_fields *fields, const char *key)
{
	size_t i;

	for (i = 0; i < fields->nr; i++)
		if (!strcmp(key, fields->field[i].key))
			return true;
	return false;
}

/* Refuse unknown keys: a misspelt limit would not be enforced. */
static void only(struct rp_check *ck, const json_t *object, const char *at,
		 const struct rp_fields *known, const struct rp_fields *others)
{
	const json_t *value;
	const char *key;

	json_object_foreach((json_t *)object, key, value)
	{
		if (!has_key(known, key) && !has_key(others, key) &&
		    (*at || strcmp(key, "comment")))
			rp_check_fault(ck, at, "unknown key \"%.40s\"", key);
	}
}

static void load_limits(struct rp_check *ck, const json_t *object,
			const char *at, struct rp_limits *l)
{
	rp_load_fields(ck, object, at, l, &limit_fields);
	if (l->min < 0 || l->median < 0 || l->floor < 0 || l->margin <= 0)
		rp_check_fault(
			ck, at,
			"min, median and floor are numbers from 0, margin above 0");
}

static void load_rules(struct rp_check *ck, const json_t *metrics,
		       struct rp_gate *g)
{
	struct rp_rule *r;
	const json_t *value;
	const char *glob;
	char at[80];

	g->rules = rp_check_array(ck, json_object_size(metrics),
				  sizeof(*g->rules));
	json_object_foreach((json_t *)metrics, glob, value)
	{
		if (ck->failed)
			return;
		snprintf(at, sizeof(at), "metrics.%.60s", glob);
		r = &g->rules[g->nr_rules++];
		r->glob = glob;
		r->limits = (struct rp_limits){ NAN, NAN, NAN, NAN };
		load_limits(ck, value, at, &r->limits);
		rp_load_fields(ck, value, at, r, &rule_fields);
		only(ck, value, at, &limit_fields, &rule_fields);
		if (r->better && strcmp(r->better, "lower") &&
		    strcmp(r->better, "higher"))
			rp_check_fault(
				ck, at,
				"unknown polarity \"%.20s\": lower or higher",
				r->better);
	}
}

static void load_primary(struct rp_check *ck, const json_t *primary,
			 struct rp_gate *g)
{
	size_t nr = json_array_size(primary), i;

	g->primary = rp_check_array(ck, nr, sizeof(*g->primary));
	for (i = 0; i < nr && !ck->failed; i++) {
		g->primary[i] = json_string_value(json_array_get(primary, i));
		if (!g->primary[i])
			rp_check_fault(ck, "primary", "must hold strings only");
	}
	g->nr_primary = ck->failed ? 0 : nr;
}

static void load(struct rp_check *ck, struct rp_gate *g)
{
	struct top top = { 0 };
	long long day;

	rp_load_fields(ck, g->root, "", &top, &top_fields);
	if (!ck->failed && strcmp(top.schema, RP_GATE_SCHEMA))
		rp_check_fault(ck, "schema",
			       "\"%.40s\", this version reads \"%s\"",
			       top.schema, RP_GATE_SCHEMA);
	if (ck->failed)
		return;
	only(ck, g->root, "", &top_fields, &gate_fields);
	rp_load_fields(ck, g->root, "", g, &gate_fields);
	if (g->expires && rvb_date(g->expires, &day))
		rp_check_fault(ck, "expires",
			       "\"%.40s\", expected a day as 2026-12-24",
			       g->expires);
	if (!(g->alpha > 0 && g->alpha < 1))
		rp_check_fault(ck, "alpha", "must lie inside 0..1");
	if (top.limits)
		load_limits(ck, top.limits, "limits", &g->limits);
	if (top.aa)
		rp_load_fields(ck, top.aa, "aa", &g->aa, &aa_fields);
	load_rules(ck, top.metrics, g);
	load_primary(ck, top.primary, g);
}

/* The last day, in UTC, is inside. */
static int expired(const struct rp_gate *g)
{
	long long last;

	return g->expires && !rvb_date(g->expires, &last) &&
	       time(NULL) >= last + 86400;
}

int rp_gate_load(struct rp_gate *g, const char *path, char *why, size_t size)
{
	struct rp_check ck = {
		.file = path, .why = why, .size = size, .memory = &g->memory
	};
	json_t *root;
	int ret;

	rp_gate_default(g);
	ret = rvb_json_load(path, &root, why, size);
	if (ret)
		return ret;
	obstack_init(&g->memory);
	g->root = root;
	g->path = rvb_text_in(&g->memory, "%s", path);
	load(&ck, g);
	ret = ck.failed ? -EINVAL : 0;
	if (!ret && expired(g)) {
		snprintf(
			why, size,
			"%s: expired on %.10s; make a new one by ./revokebench calibrate",
			path, g->expires);
		rvb_one_line(why);
		ret = -EKEYEXPIRED;
	}
	if (ret)
		rp_gate_free(g);
	return ret;
}
