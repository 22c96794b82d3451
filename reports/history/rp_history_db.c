// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_db.c - the database of results: open it, add to it */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_date.h"
#include "reports/history/rp_history.h"
#include "reports/stat/rp_stat.h"

/* "RVBK", and the version of the tables below */
#define HISTORY_ID 0x5256424b
#define HISTORY_VERSION 2

/* A result is known by commit, date and environment, not by its path. */
static const char tables[] =
	"CREATE TABLE environment(id INTEGER PRIMARY KEY,"
	" fingerprint TEXT NOT NULL UNIQUE, keys TEXT NOT NULL);"
	"CREATE TABLE result(id INTEGER PRIMARY KEY,"
	" environment INTEGER NOT NULL REFERENCES environment,"
	" date TEXT NOT NULL, hash TEXT NOT NULL, failed INTEGER NOT NULL,"
	" accepted INTEGER NOT NULL DEFAULT 0,"
	" committed TEXT NOT NULL DEFAULT '',"
	" UNIQUE(environment, date, hash));"
	"CREATE TABLE metric(id INTEGER PRIMARY KEY, grp TEXT NOT NULL,"
	" how INTEGER NOT NULL, name TEXT NOT NULL, what TEXT NOT NULL,"
	" better INTEGER NOT NULL, UNIQUE(grp, how, name));"
	"CREATE TABLE figure(result INTEGER NOT NULL REFERENCES result,"
	" metric INTEGER NOT NULL REFERENCES metric, least REAL, middle REAL,"
	" PRIMARY KEY(result, metric)) WITHOUT ROWID;"
	"PRAGMA user_version = 2;" /* HISTORY_VERSION */
	"PRAGMA application_id = 1381384779;"; /* HISTORY_ID */

static const char from_1[] =
	"ALTER TABLE result ADD COLUMN committed TEXT NOT NULL DEFAULT '';"
	"PRAGMA user_version = 2;";

static int sql_error(struct rp_history_db *h)
{
	int code = sqlite3_errcode(h->db);

	snprintf(h->why, sizeof(h->why), "%s: %s", h->path,
		 sqlite3_errmsg(h->db));
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return -EINVAL;
	return code == SQLITE_FULL ? -ENOSPC : -EIO;
}

int rp_sql(struct rp_history_db *h, const char *query, rp_sql_row fn,
	   void *data, const char *types, ...)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(h->db, query, -1, &s, NULL), i, ret;
	va_list args;

	va_start(args, types);
	for (i = 1; types[i - 1] && code == SQLITE_OK; i++) {
		if (types[i - 1] == 's')
			code = sqlite3_bind_text(s, i,
						 va_arg(args, const char *), -1,
						 SQLITE_STATIC);
		else if (types[i - 1] == 'i')
			code = sqlite3_bind_int64(s, i,
						  va_arg(args, long long));
		else
			code = sqlite3_bind_double(s, i, va_arg(args, double));
	}
	va_end(args);
	if (code == SQLITE_OK)
		while ((code = sqlite3_step(s)) == SQLITE_ROW)
			if (fn)
				fn(s, data);
	ret = code == SQLITE_DONE ? 0 : sql_error(h);
	sqlite3_finalize(s);
	return ret;
}

static void number(sqlite3_stmt *row, void *data)
{
	*(long long *)data = sqlite3_column_int64(row, 0);
}

/* seconds(date) in a query: a date as a time, whatever its zone */
static void seconds(sqlite3_context *context, int nr, sqlite3_value **date)
{
	const unsigned char *text = sqlite3_value_text(*date);
	long long at = 0;

	if (text)
		rvb_date((const char *)text, &at);
	sqlite3_result_int64(context, at);
}

/* Do not write to a database of another program or version. */
static int check(struct rp_history_db *h)
{
	long long id = 0, version = 0, used = 0;
	int ret = rp_sql(h, "PRAGMA application_id", number, &id, "");

	if (!ret)
		ret = rp_sql(h, "PRAGMA user_version", number, &version, "");
	if (!ret)
		ret = rp_sql(h, "SELECT count(*) FROM sqlite_schema", number,
			     &used, "");
	if (ret || (id == HISTORY_ID && version == HISTORY_VERSION))
		return ret;
	if ((!used && !id) || (id == HISTORY_ID && version == 1))
		return sqlite3_exec(h->db, id ? from_1 : tables, NULL, NULL,
				    NULL) ?
			       sql_error(h) :
			       0;
	if (id != HISTORY_ID) {
		snprintf(h->why, sizeof(h->why),
			 "%s: a database, but not of revokebench history",
			 h->path);
		return -EINVAL;
	}
	snprintf(h->why, sizeof(h->why),
		 "%s: schema %lld, this version reads %d", h->path, version,
		 HISTORY_VERSION);
	return -EPROTONOSUPPORT;
}

int rp_history_open(struct rp_history_db *h, const char *path, int make)
{
	int flags = SQLITE_OPEN_READWRITE | (make ? SQLITE_OPEN_CREATE : 0);
	int ret;

	*h = (struct rp_history_db){ .path = path };
	if (sqlite3_open_v2(path, &h->db, flags, NULL) != SQLITE_OK ||
	    sqlite3_create_function(h->db, "seconds", 1, SQLITE_UTF8, NULL,
				    seconds, NULL, NULL) != SQLITE_OK) {
		sql_error(h);
		ret = -ENOENT;
	} else {
		sqlite3_busy_timeout(h->db, 10000);
		ret = rp_sql(h, "BEGIN", NULL, NULL, "");
	}
	if (!ret)
		ret = check(h);
	if (ret)
		rp_history_close(h);
	return ret;
}

int rp_history_commit(struct rp_history_db *h)
{
	return rp_sql(h, "COMMIT", NULL, NULL, "");
}

void rp_history_close(struct rp_history_db *h)
{
	sqlite3_close(h->db);
	h->db = NULL;
}

static int add_environment(struct rp_history_db *h, const struct rp_saved *s,
			   long long *id)
{
	char hex[RVB_DIGEST_HEX], *keys;
	size_t size, i;
	FILE *stream;
	int ret;

	if (rp_saved_fingerprint(s, hex))
		return -EIO;
	stream = open_memstream(&keys, &size);
	if (!stream)
		return -ENOMEM;
	for (i = 0; i < s->nr_keys; i++)
		fprintf(stream, "%s: %s\n", s->keys[i].key,
			s->keys[i].value ? s->keys[i].value : "not recorded");
	fclose(stream);
	ret = rp_sql(h,
		     "INSERT INTO environment(fingerprint, keys)"
		     " VALUES(?1, ?2)"
		     " ON CONFLICT DO UPDATE SET keys = ?2 RETURNING id",
		     number, id, "ss", hex, keys);
	free(keys);
	return ret;
}

/* Exact: the median; timed: the ratio to policy none. NaN: there is neither. */
static double middle_of(const struct rp_metric *m)
{
	struct rp_interval in;
	double at;

	if (m->missing || m->how >= RP_SHOWN)
		return NAN;
	if (m->how == RP_EXACT)
		return m->p50;
	return rp_stat_shift(m->log, m->nr, 0.95, &at, &in) ? NAN : exp(at);
}

static int add_figure(struct rp_history_db *h, const struct rp_metric *m,
		      long long result)
{
	double middle = middle_of(m);
	long long id = 0;
	int ret;

	if (isnan(middle))
		return 0;
	ret = rp_sql(h,
		     "INSERT INTO metric(grp, how, name, what, better)"
		     " VALUES(?1, ?2, ?3, ?4, ?5)"
		     " ON CONFLICT DO UPDATE SET what = ?4 RETURNING id",
		     number, &id, "sissi", m->group, (long long)m->how, m->name,
		     m->what, (long long)m->better);
	if (ret)
		return ret;
	return rp_sql(h, "INSERT OR REPLACE INTO figure VALUES(?, ?, ?, ?)",
		      NULL, NULL, "iidd", result, id, m->min, middle);
}

int rp_history_add(struct rp_history_db *h, const struct rp_saved *s)
{
	long long environment = 0, id = 0;
	int ret = add_environment(h, s, &environment);
	size_t i;

	if (!ret)
		ret = rp_sql(h,
			     "INSERT INTO result"
			     "(environment, date, hash, failed, committed)"
			     " VALUES(?, ?, ?, ?, ?)"
			     " ON CONFLICT DO NOTHING RETURNING id",
			     number, &id, "issis", environment, s->date,
			     s->commit, (long long)s->failed, s->committed);
	for (i = 0; id && i < s->nr_metrics && !ret; i++)
		ret = add_figure(h, &s->metrics[i], id);
	return ret;
}

int rp_history_accept(struct rp_history_db *h, const char *word)
{
	const char *tail = strrchr(word, '-');
	long long nr = 0;
	int ret = rp_sql(h, "SELECT count(*) FROM result WHERE hash = ?",
			 number, &nr, "s", word);

	if (!ret && nr > 1 &&
	    (!strcmp(word, "unknown") || (tail && !strcmp(tail, "-dirty")))) {
		snprintf(
			h->why, sizeof(h->why),
			"--accept=%.60s: %lld results have that, perhaps of different code: name one by its number",
			word, nr);
		return -ENOTUNIQ;
	}
	if (!ret)
		ret = rp_sql(h,
			     "UPDATE result SET accepted = 1"
			     " WHERE hash = ?1 OR CAST(id AS TEXT) = ?1",
			     NULL, NULL, "s", word);

	return ret ? ret : sqlite3_changes(h->db);
}
