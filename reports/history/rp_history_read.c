// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_read.c - read stored results and find where figures changed */
#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_gate.h"
#include "reports/history/rp_history.h"

/* What the callbacks of rp_sql() fill in. */
struct reader {
	struct rp_history_db *h;
	const char *glob;
	const char *top;
	struct rp_doc *doc;
	struct rp_history out; /* of one environment */
	long long metric;
	int nr;
	size_t regressed;
	int ret;
};

static const char *text(struct reader *r, sqlite3_stmt *row, int column)
{
	return rp_doc_printf(r->doc, "%s", sqlite3_column_text(row, column));
}

static void past(sqlite3_stmt *row, void *data)
{
	struct reader *r = data;

	r->out.past[r->out.nr_past++] = (struct rp_past){
		.id = sqlite3_column_int64(row, 0),
		.commit = text(r, row, 1),
		.date = text(r, row, 2),
		.failed = sqlite3_column_int(row, 3),
		.accepted = sqlite3_column_int(row, 4),
		.committed = text(r, row, 5),
	};
}

/* A series has one figure a result at most. */
static void add_series(struct reader *r, sqlite3_stmt *row)
{
	struct rp_history *out = &r->out;
	struct obstack *memory = &r->doc->memory;
	size_t nr = out->nr_past;
	struct rp_series *s;

	r->metric = sqlite3_column_int64(row, 0);
	out->series =
		rvb_grow(out->series, out->nr_series, sizeof(*out->series));
	s = &out->series[out->nr_series++];
	*s = (struct rp_series){
		.name = text(r, row, 1),
		.what = text(r, row, 2),
		.better = sqlite3_column_int(row, 3),
		.exact = sqlite3_column_int(row, 4) == RP_EXACT,
		.x = obstack_alloc(memory, nr * sizeof(*s->x)),
		.past = obstack_alloc(memory, nr * sizeof(*s->past)),
		.change = obstack_alloc(memory, nr * sizeof(*s->change)),
		.since = NAN,
	};
}

static void figure(sqlite3_stmt *row, void *data)
{
	struct reader *r = data;
	struct rp_history *out = &r->out;
	long long id = sqlite3_column_int64(row, 5);
	struct rp_series *s;
	size_t i = 0, k;

	if (r->glob &&
	    fnmatch(r->glob, (const char *)sqlite3_column_text(row, 1), 0))
		return;
	if (!out->nr_series || r->metric != sqlite3_column_int64(row, 0))
		add_series(r, row);
	s = &out->series[out->nr_series - 1];
	while (i < out->nr_past && out->past[i].id != id)
		i++;
	for (k = s->nr++; k && s->past[k - 1] > i; k--) {
		s->x[k] = s->x[k - 1];
		s->past[k] = s->past[k - 1];
	}
	s->x[k] = sqlite3_column_double(row, 6);
	s->past[k] = i;
}

/* The level at value @at, between two changes. */
static double level_at(const struct rp_series *s, size_t at)
{
	double level = s->nr_change ? s->change[0].before : s->x[at];
	const struct rp_change *c;

	rvb_each(c, s, change)
		if (c->at <= at)
			level = c->after;
	return level;
}

/* Against the baseline's level, however many small steps led away from it. */
static void judge(struct rp_series *s, size_t baseline)
{
	double limit = s->exact ? RP_GATE_MEDIAN : RP_GATE_MARGIN, base;
	size_t at = 0;

	s->nr_change = rp_divide(s->x, s->nr, limit / 100,
				 s->exact ? RP_GATE_FLOOR : 0, s->change);
	while (at < s->nr && s->past[at] < baseline)
		at++;
	base = at == s->nr ? 0 : level_at(s, at);
	if (!(base > 0))
		return;
	s->since = 100 * (level_at(s, s->nr - 1) / base - 1);
	s->regressed = s->nr_change && fabs(s->since) > limit &&
		       (s->since > 0) == (s->better == RP_LOWER);
}

static void environment(sqlite3_stmt *row, void *data)
{
	struct reader *r = data;
	struct rp_history *out = &r->out;
	size_t nr = sqlite3_column_int64(row, 2), i;
	struct rp_series *s;

	if (r->ret)
		return;
	*out = (struct rp_history){
		.environment = sqlite3_column_int64(row, 0),
		.keys = text(r, row, 1),
		.past = obstack_alloc(&r->doc->memory, nr * sizeof(*out->past)),
	};
	r->ret = rp_sql(r->h,
			"SELECT id, hash, date, failed, accepted, committed"
			" FROM result WHERE environment = ? ORDER BY id",
			past, r, "i", out->environment);
	if (!r->ret)
		rp_history_order(out->past, out->nr_past, r->top);
	/* The newest accepted result is the baseline: only people move it. */
	for (i = 0; i < out->nr_past; i++) {
		if (!out->past[i].accepted)
			continue;
		out->baseline = i;
		out->accepted = 1;
	}
	if (!r->ret)
		r->ret = rp_sql(
			r->h,
			"SELECT metric.id, name, what, better, how, result,"
			" middle FROM figure"
			" JOIN metric ON metric.id = figure.metric"
			" JOIN result ON result.id = figure.result"
			" WHERE result.environment = ?"
			" ORDER BY name, metric.id",
			figure, r, "i", out->environment);
	rvb_each(s, out, series)
		judge(s, out->baseline);
	if (!r->ret)
		r->regressed += rp_history_build(out, !r->nr++, r->doc);
	free(out->series);
}

int rp_history_show(struct rp_history_db *h, const char *glob, const char *top,
		    struct rp_doc *doc, size_t *regressed)
{
	struct reader r = { .h = h, .glob = glob, .top = top, .doc = doc };
	int ret;

	ret = rp_sql(
		h,
		"SELECT environment.id, keys, count(*) FROM environment"
		" JOIN result ON result.environment = environment.id"
		" GROUP BY environment.id ORDER BY max(seconds(date)) DESC",
		environment, &r, "");
	*regressed = r.regressed;
	ret = ret ? ret : r.ret;
	if (ret && !*h->why)
		snprintf(h->why, sizeof(h->why), "%s", strerror(-ret));
	return ret ? ret : r.nr;
}
