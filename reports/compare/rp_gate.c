// SPDX-License-Identifier: GPL-2.0-only
/* rp_gate.c - the limits of each metric */
#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"
#include "reports/compare/rp_gate.h"

#define obstack_chunk_free free

void rp_gate_default(struct rp_gate *g)
{
	*g = (struct rp_gate){
		.limits = { RP_GATE_MIN, RP_GATE_MEDIAN, RP_GATE_FLOOR,
			    RP_GATE_MARGIN },
		.alpha = RP_GATE_ALPHA,
	};
}

void rp_gate_free(struct rp_gate *g)
{
	if (g->path) /* else built in */
		obstack_free(&g->memory, NULL);
	json_decref(g->root);
	memset(g, 0, sizeof(*g));
}

char *rp_gate_cached(const struct rp_saved *s)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char hex[RVB_DIGEST_HEX];

	if (rp_saved_fingerprint(s, hex))
		return NULL;
	if (cache && *cache)
		return rvb_text("%s/revokebench/gates/%.16s.json", cache, hex);
	return rvb_text("%s/.cache/revokebench/gates/%.16s.json",
			home ? home : "/root", hex);
}

static int names_one(const char *glob, const struct rp_saved *s)
{
	const struct rp_metric *m;

	rvb_each(m, s, metrics)
		if (!fnmatch(glob, m->name, 0))
			return 1;
	return 0;
}

int rp_gate_names_all(const struct rp_gate *g, const struct rp_saved *a,
		      const struct rp_saved *b, char *why, size_t size)
{
	const char *glob;
	size_t i;

	for (i = 0; i < g->nr_rules + g->nr_primary; i++) {
		glob = i < g->nr_rules ? g->rules[i].glob :
					 g->primary[i - g->nr_rules];
		if (names_one(glob, a) || names_one(glob, b))
			continue;
		snprintf(why, size,
			 "%s: unknown metric \"%.60s\": neither result has it",
			 g->path, glob);
		rvb_one_line(why);
		return -ENOENT;
	}
	return 0;
}

static void take(double *limit, double more)
{
	if (!isnan(more))
		*limit = more;
}

static double number_in(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

struct rp_limits rp_gate_limits(const struct rp_gate *g, const char *name,
				enum rp_polarity *better)
{
	const json_t *own = json_object_get(g->calibrated, name);
	struct rp_limits l = g->limits;
	const struct rp_rule *r;

	take(&l.min, number_in(own, "min"));
	take(&l.median, number_in(own, "median"));
	take(&l.floor, number_in(own, "floor"));
	take(&l.margin, number_in(own, "margin"));
	rvb_each(r, g, rules) {
		if (fnmatch(r->glob, name, 0))
			continue;
		take(&l.min, r->limits.min);
		take(&l.median, r->limits.median);
		take(&l.floor, r->limits.floor);
		take(&l.margin, r->limits.margin);
		if (r->better)
			*better = strcmp(r->better, "higher") ? RP_LOWER :
								RP_HIGHER;
	}
	return l;
}

int rp_gate_is_primary(const struct rp_gate *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->nr_primary; i++)
		if (!fnmatch(g->primary[i], name, 0))
			return 1;
	return 0;
}
