// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_db.c - a database of results: made, opened, added to */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/history/rp_history.h"
#include "reports/history/rp_history_sql.h"

/* The name of a result is what it says, not where its file lies. */
static const char tables[] =
	"CREATE TABLE environment(id INTEGER PRIMARY KEY,"
	" fingerprint TEXT NOT NULL UNIQUE, keys TEXT NOT NULL);"
	"CREATE TABLE result(id INTEGER PRIMARY KEY,"
	" environment INTEGER NOT NULL REFERENCES environment,"
	" date TEXT NOT NULL, hash TEXT NOT NULL, failed INTEGER NOT NULL,"
	" accepted INTEGER NOT NULL DEFAULT 0,"
	" UNIQUE(environment, date, hash));"
	"CREATE TABLE metric(id INTEGER PRIMARY KEY, grp TEXT NOT NULL,"
	" how INTEGER NOT NULL, name TEXT NOT NULL, what TEXT NOT NULL,"
	" better INTEGER NOT NULL, UNIQUE(grp, how, name));"
	"CREATE TABLE figure(result INTEGER NOT NULL REFERENCES result,"
	" metric INTEGER NOT NULL REFERENCES metric, least REAL, middle REAL,"
	" PRIMARY KEY(result, metric)) WITHOUT ROWID;"
	"PRAGMA user_version = 1;"
	"PRAGMA application_id = 1381384779;"; /* RP_HISTORY_ID */

int rp_sql_error(struct rp_history_db *h)
{
	int code = sqlite3_errcode(h->db);

	snprintf(h->why, sizeof(h->why), "%s: %s", h->path,
		 sqlite3_errmsg(h->db));
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return -EINVAL;
	return code == SQLITE_FULL ? -ENOSPC : -EIO;
}

int rp_sql_run(struct rp_history_db *h, const char *sql)
{
	if (sqlite3_exec(h->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return rp_sql_error(h);
}

int rp_sql_prepare(struct rp_history_db *h, const char *sql,
		   sqlite3_stmt **statement)
{
	if (sqlite3_prepare_v2(h->db, sql, -1, statement, NULL) == SQLITE_OK)
		return 0;
	return rp_sql_error(h);
}

int rp_sql_number(struct rp_history_db *h, const char *sql, long long *number)
{
	sqlite3_stmt *statement;
	int ret = rp_sql_prepare(h, sql, &statement);

	if (ret)
		return ret;
	if (sqlite3_step(statement) == SQLITE_ROW)
		*number = sqlite3_column_int64(statement, 0);
	else
		ret = rp_sql_error(h);
	sqlite3_finalize(statement);
	return ret;
}

/* Nothing is written to a file that is not known to be ours. */
static int check(struct rp_history_db *h)
{
	long long id = 0, version = 0, used = 0;
	int ret = rp_sql_number(h, "PRAGMA application_id", &id);

	if (!ret)
		ret = rp_sql_number(h, "PRAGMA user_version", &version);
	if (!ret)
		ret = rp_sql_number(h, "SELECT count(*) FROM sqlite_schema",
				    &used);
	if (ret)
		return ret;
	if (!used && !id)
		return rp_sql_run(h, tables);
	if (id != RP_HISTORY_ID) {
		snprintf(h->why, sizeof(h->why),
			 "%s: a database, but not of revokebench history",
			 h->path);
		return -EINVAL;
	}
	if (version == RP_HISTORY_VERSION)
		return 0;
	snprintf(h->why, sizeof(h->why),
		 "%s: schema %lld, this version reads %d", h->path, version,
		 RP_HISTORY_VERSION);
	return -EPROTONOSUPPORT;
}

int rp_history_open(struct rp_history_db *h, const char *path, int make)
{
	int flags = SQLITE_OPEN_READWRITE | (make ? SQLITE_OPEN_CREATE : 0);
	int ret;

	*h = (struct rp_history_db){ .path = path };
	if (sqlite3_open_v2(path, &h->db, flags, NULL) != SQLITE_OK) {
		snprintf(h->why, sizeof(h->why), "%s: %s", path,
			 sqlite3_errmsg(h->db));
		rp_history_close(h);
		return -ENOENT;
	}
	sqlite3_busy_timeout(h->db, 10000);
	ret = rp_sql_run(h, "BEGIN");
	if (!ret)
		ret = check(h);
	if (ret)
		rp_history_close(h);
	return ret;
}

int rp_history_commit(struct rp_history_db *h)
{
	return rp_sql_run(h, "COMMIT");
}

void rp_history_close(struct rp_history_db *h)
{
	sqlite3_close(h->db);
	h->db = NULL;
}

static void keys_text(const struct rp_saved *s, char **text)
{
	size_t size, i;
	FILE *stream = open_memstream(text, &size);

	if (!stream)
		obstack_alloc_failed_handler();
	for (i = 0; i < s->nr_keys; i++)
		fprintf(stream, "%s: %s\n", s->keys[i].key,
			s->keys[i].value ? s->keys[i].value : "not recorded");
	fclose(stream);
}

/* Return: the row's number, or -errno. */
static long long add_environment(struct rp_history_db *h,
				 const struct rp_saved *s)
{
	sqlite3_stmt *statement;
	long long id = 0;
	char hex[65], *keys;
	int ret;

	if (rp_saved_fingerprint(s, hex))
		return -EIO;
	ret = rp_sql_prepare(
		h,
		"INSERT INTO environment(fingerprint, keys) VALUES(?1, ?2)"
		" ON CONFLICT DO UPDATE SET keys = ?2 RETURNING id",
		&statement);
	if (ret)
		return ret;
	keys_text(s, &keys);
	sqlite3_bind_text(statement, 1, hex, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, keys, -1, SQLITE_STATIC);
	if (sqlite3_step(statement) == SQLITE_ROW)
		id = sqlite3_column_int64(statement, 0);
	else
		id = rp_sql_error(h);
	sqlite3_finalize(statement);
	free(keys);
	return id;
}

/* Return: the row's number, 0 if the result was there, or -errno. */
static long long add_result(struct rp_history_db *h, const struct rp_saved *s,
			    long long environment)
{
	sqlite3_stmt *statement;
	long long id = 0;
	int ret;

	ret = rp_sql_prepare(
		h,
		"INSERT INTO result(environment, date, hash, failed)"
		" VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
		&statement);
	if (ret)
		return ret;
	sqlite3_bind_int64(statement, 1, environment);
	sqlite3_bind_text(statement, 2, s->date, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 3, s->commit, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 4, s->failed);
	ret = sqlite3_step(statement);
	if (ret == SQLITE_ROW)
		id = sqlite3_column_int64(statement, 0);
	else if (ret != SQLITE_DONE)
		id = rp_sql_error(h);
	sqlite3_finalize(statement);
	return id;
}

static double middle_of(const struct rp_metric *m)
{
	struct rp_interval in;
	double at;

	if (m->how == RP_EXACT)
		return m->p50;
	if (rp_stat_shift(m->log, m->nr, 0.95, &at, &in))
		return NAN;
	return exp(at);
}

static int add_metric(struct rp_history_db *h, sqlite3_stmt *metric,
		      sqlite3_stmt *figure, const struct rp_metric *m,
		      long long result)
{
	double middle = middle_of(m);
	long long id;

	if (isnan(middle))
		return 0;
	sqlite3_bind_text(metric, 1, m->group, -1, SQLITE_STATIC);
	sqlite3_bind_int(metric, 2, m->how);
	sqlite3_bind_text(metric, 3, m->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(metric, 4, m->what, -1, SQLITE_STATIC);
	sqlite3_bind_int(metric, 5, m->better);
	if (sqlite3_step(metric) != SQLITE_ROW)
		return rp_sql_error(h);
	id = sqlite3_column_int64(metric, 0);
	sqlite3_reset(metric);
	sqlite3_bind_int64(figure, 1, result);
	sqlite3_bind_int64(figure, 2, id);
	if (isnan(m->min))
		sqlite3_bind_null(figure, 3);
	else
		sqlite3_bind_double(figure, 3, m->min);
	sqlite3_bind_double(figure, 4, middle);
	if (sqlite3_step(figure) != SQLITE_DONE)
		return rp_sql_error(h);
	sqlite3_reset(figure);
	return 0;
}

static int add_figures(struct rp_history_db *h, const struct rp_saved *s,
		       long long result)
{
	sqlite3_stmt *metric = NULL, *figure = NULL;
	size_t i;
	int ret;

	ret = rp_sql_prepare(
		h,
		"INSERT INTO metric(grp, how, name, what, better)"
		" VALUES(?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT DO UPDATE SET what = ?4 RETURNING id",
		&metric);
	if (!ret)
		ret = rp_sql_prepare(h,
				     "INSERT OR REPLACE INTO figure"
				     " VALUES(?, ?, ?, ?)",
				     &figure);
	for (i = 0; i < s->nr_metrics && !ret; i++)
		if (!s->metrics[i].missing && s->metrics[i].how != RP_STATE)
			ret = add_metric(h, metric, figure, &s->metrics[i],
					 result);
	sqlite3_finalize(metric);
	sqlite3_finalize(figure);
	return ret;
}

int rp_history_add(struct rp_history_db *h, const struct rp_saved *s)
{
	long long id = add_environment(h, s);

	if (id > 0)
		id = add_result(h, s, id);
	if (id <= 0)
		return id;
	return add_figures(h, s, id) ?: 1;
}

int rp_history_accept(struct rp_history_db *h, const char *word)
{
	sqlite3_stmt *statement;
	int ret;

	ret = rp_sql_prepare(h,
			     "UPDATE result SET accepted = 1"
			     " WHERE hash = ?1 OR CAST(id AS TEXT) = ?1",
			     &statement);
	if (ret)
		return ret;
	sqlite3_bind_text(statement, 1, word, -1, SQLITE_STATIC);
	ret = sqlite3_step(statement) == SQLITE_DONE ? sqlite3_changes(h->db) :
						       rp_sql_error(h);
	sqlite3_finalize(statement);
	return ret;
}
