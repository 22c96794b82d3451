// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_read.c - results of the past, and where their figures changed */
#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "reports/compare/rp_gate.h"
#include "reports/history/rp_history.h"
#include "reports/history/rp_history_sql.h"

static char *column(sqlite3_stmt *statement, int i)
{
	const unsigned char *text = sqlite3_column_text(statement, i);
	char *copy = strdup(text ? (const char *)text : "");

	if (!copy)
		obstack_alloc_failed_handler();
	return copy;
}

int rp_history_environments(struct rp_history_db *h, long long **id)
{
	sqlite3_stmt *statement;
	int ret, nr = 0;

	*id = NULL;
	ret = rp_sql_prepare(h,
			     "SELECT environment FROM result GROUP BY"
			     " environment ORDER BY max(date) DESC",
			     &statement);
	if (ret)
		return ret;
	while (sqlite3_step(statement) == SQLITE_ROW) {
		*id = rvb_grow(*id, nr, sizeof(**id));
		(*id)[nr++] = sqlite3_column_int64(statement, 0);
	}
	sqlite3_finalize(statement);
	return nr;
}

static int read_keys(struct rp_history_db *h, struct rp_history *out)
{
	sqlite3_stmt *statement;
	int ret;

	ret = rp_sql_prepare(h, "SELECT keys FROM environment WHERE id = ?",
			     &statement);
	if (ret)
		return ret;
	sqlite3_bind_int64(statement, 1, out->environment);
	if (sqlite3_step(statement) == SQLITE_ROW)
		out->keys = column(statement, 0);
	else
		ret = -ENOENT;
	sqlite3_finalize(statement);
	return ret;
}

/* The newest that was accepted is the baseline: only people move it. */
static int read_past(struct rp_history_db *h, struct rp_history *out)
{
	sqlite3_stmt *statement;
	struct rp_past *p;
	int ret;

	ret = rp_sql_prepare(h,
			     "SELECT id, hash, date, failed, accepted"
			     " FROM result WHERE environment = ?"
			     " ORDER BY date, id",
			     &statement);
	if (ret)
		return ret;
	sqlite3_bind_int64(statement, 1, out->environment);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		out->past = rvb_grow(out->past, out->nr, sizeof(*out->past));
		p = &out->past[out->nr++];
		p->id = sqlite3_column_int64(statement, 0);
		p->commit = column(statement, 1);
		p->date = column(statement, 2);
		p->failed = sqlite3_column_int(statement, 3);
		if (!sqlite3_column_int(statement, 4))
			continue;
		out->baseline = out->nr - 1;
		out->accepted = 1;
	}
	sqlite3_finalize(statement);
	return 0;
}

static size_t past_of(const struct rp_history *out, long long id)
{
	size_t i = 0;

	while (i < out->nr && out->past[i].id != id)
		i++;
	return i;
}

static struct rp_series *series_of(struct rp_history *out,
				   sqlite3_stmt *statement, long long *metric)
{
	struct rp_series *s;

	if (out->nr_series && *metric == sqlite3_column_int64(statement, 0))
		return &out->series[out->nr_series - 1];
	*metric = sqlite3_column_int64(statement, 0);
	out->series =
		rvb_grow(out->series, out->nr_series, sizeof(*out->series));
	s = &out->series[out->nr_series++];
	*s = (struct rp_series){
		.name = column(statement, 1),
		.what = column(statement, 2),
		.better = sqlite3_column_int(statement, 3),
		.exact = sqlite3_column_int(statement, 4) == RP_EXACT,
		.since = NAN,
	};
	return s;
}

static int read_series(struct rp_history_db *h, const char *glob,
		       struct rp_history *out)
{
	sqlite3_stmt *statement;
	struct rp_series *s;
	long long metric = 0;
	int ret;

	ret = rp_sql_prepare(
		h,
		"SELECT metric.id, name, what, better, how, result, middle"
		" FROM figure JOIN metric ON metric.id = figure.metric"
		" JOIN result ON result.id = figure.result"
		" WHERE result.environment = ?"
		" ORDER BY name, metric.id, date, result.id",
		&statement);
	if (ret)
		return ret;
	sqlite3_bind_int64(statement, 1, out->environment);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		if (glob &&
		    fnmatch(glob,
			    (const char *)sqlite3_column_text(statement, 1), 0))
			continue;
		s = series_of(out, statement, &metric);
		s->x = rvb_grow(s->x, s->nr, sizeof(*s->x));
		s->past = rvb_grow(s->past, s->nr, sizeof(*s->past));
		s->x[s->nr] = sqlite3_column_double(statement, 6);
		s->past[s->nr++] =
			past_of(out, sqlite3_column_int64(statement, 5));
	}
	sqlite3_finalize(statement);
	return 0;
}

/* The level that holds at value @at, between two changes. */
static double level_at(const struct rp_series *s, size_t at)
{
	double level = s->nr_changes ? s->change[0].before : s->x[at];
	size_t i;

	for (i = 0; i < s->nr_changes && s->change[i].at <= at; i++)
		level = s->change[i].after;
	return level;
}

/* Against the baseline's level, however slowly it came to that. */
static void judge(struct rp_series *s, size_t baseline)
{
	double base, last, limit = s->exact ? RP_GATE_MEDIAN : RP_GATE_MARGIN;
	size_t at = 0;

	while (at < s->nr && s->past[at] < baseline)
		at++;
	if (at == s->nr)
		return;
	base = level_at(s, at);
	last = level_at(s, s->nr - 1);
	if (!(base > 0))
		return;
	s->since = 100 * (last / base - 1);
	s->regressed = s->nr_changes && fabs(s->since) > limit &&
		       (s->since > 0) == (s->better == RP_LOWER);
}

int rp_history_divide(struct rp_history *history)
{
	struct rp_series *s;
	size_t i;
	int ret = 0;

	for (i = 0; i < history->nr_series && !ret; i++) {
		s = &history->series[i];
		s->change = calloc(s->nr + 1, sizeof(*s->change));
		if (!s->change)
			return -ENOMEM;
		ret = rp_divide(s->x, s->nr,
				(s->exact ? RP_GATE_MEDIAN : RP_GATE_MARGIN) /
					100,
				s->exact ? RP_GATE_FLOOR : 0, s->change,
				&s->nr_changes);
		judge(s, history->baseline);
	}
	return ret;
}

int rp_history_read(struct rp_history_db *h, long long environment,
		    const char *glob, struct rp_history *out)
{
	int ret;

	*out = (struct rp_history){ .environment = environment };
	ret = read_keys(h, out);
	if (!ret)
		ret = read_past(h, out);
	if (!ret)
		ret = read_series(h, glob, out);
	if (!ret)
		ret = rp_history_divide(out);
	return ret;
}

void rp_history_free(struct rp_history *history)
{
	size_t i;

	for (i = 0; i < history->nr; i++) {
		free(history->past[i].commit);
		free(history->past[i].date);
	}
	for (i = 0; i < history->nr_series; i++) {
		free(history->series[i].name);
		free(history->series[i].what);
		free(history->series[i].x);
		free(history->series[i].past);
		free(history->series[i].change);
	}
	free(history->past);
	free(history->series);
	free(history->keys);
}
