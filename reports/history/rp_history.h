/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_history.h - results over commits, in SQLite */
#ifndef RP_HISTORY_H
#define RP_HISTORY_H

#include <sqlite3.h>

#include "reports/compare/rp_metric.h"
#include "reports/doc/rp_doc.h"
#include "reports/history/rp_changepoint.h"

/**
 * struct rp_history_db - an open database
 * @db:		SQLite's
 * @path:	the file
 * @why:	the last error, one line
 */
struct rp_history_db {
	sqlite3 *db;
	const char *path;
	char why[512];
};

/**
 * struct rp_past - one stored result
 * @id:		number in the database
 * @commit:	that was measured
 * @date:	of the run
 * @failed:	a boot or check of it failed
 */
struct rp_past {
	long long id;
	const char *commit;
	const char *date;
	int failed;
};

/**
 * struct rp_series - one metric over all results of an environment
 * @name:	of the metric
 * @what:	case and phase in words
 * @better:	which way
 * @exact:	instructions, not time
 * @x:		figures
 * @past:	index of the result that each figure is of
 * @nr:		figures
 * @change:	where the level changed
 * @nr_changes:	entries of @change
 * @since:	change since the baseline in percent; NaN if not known
 * @regressed:	the last level is worse than the baseline's
 */
struct rp_series {
	const char *name;
	const char *what;
	enum rp_polarity better;
	int exact;
	double *x;
	size_t *past;
	size_t nr;
	struct rp_change *change;
	size_t nr_changes;
	double since;
	int regressed;
};

/**
 * struct rp_history - all results of one environment, oldest first
 * @environment: number in the database
 * @keys:	what the results have in common, a line a key
 * @past:	results
 * @nr:		entries of @past
 * @baseline:	index of the last accepted result, else of the first
 * @accepted:	a result was accepted
 * @series:	metrics
 * @nr_series:	entries of @series
 */
struct rp_history {
	long long environment;
	const char *keys;
	struct rp_past *past;
	size_t nr;
	size_t baseline;
	int accepted;
	struct rp_series *series;
	size_t nr_series;
};

typedef void (*rp_sql_row)(sqlite3_stmt *row, void *data);

/**
 * rp_sql() - run one statement
 * @h:		the database
 * @query:	with a ? for each parameter
 * @fn:		called for each row, or NULL
 * @data:	handed to it
 * @types:	a letter a parameter: s text, i long long, d double (NaN: null)
 *
 * Return: 0 or -errno, with @why in @h.
 */
int rp_sql(struct rp_history_db *h, const char *query, rp_sql_row fn,
	   void *data, const char *types, ...);

/**
 * rp_history_open() - open a database
 * @h:		filled in
 * @path:	the file
 * @make:	create it if it does not exist
 *
 * All that follows is one transaction until rp_history_commit().
 *
 * Return: 0; -EPROTONOSUPPORT for tables of another version, -EINVAL for
 * another kind of file, or -errno, with @why in @h.
 */
int rp_history_open(struct rp_history_db *h, const char *path, int make);
int rp_history_commit(struct rp_history_db *h);
void rp_history_close(struct rp_history_db *h);

/**
 * rp_history_add() - store a result, unless it is stored already
 * @h:		the database
 * @s:		the result
 *
 * Return: 0 or -errno.
 */
int rp_history_add(struct rp_history_db *h, const struct rp_saved *s);

/**
 * rp_history_accept() - make results the baseline of their environments
 * @h:		the database
 * @word:	a commit, or the number of a result
 *
 * Return: how many results @word names, or -errno.
 */
int rp_history_accept(struct rp_history_db *h, const char *word);

/**
 * rp_history_show() - report all environments, newest result first
 * @h:		the database
 * @glob:	over names of metrics, NULL for all
 * @doc:	the report; keeps what was read
 * @regressed:	set to how many metrics are worse than their baseline
 *
 * Return: how many environments there are, or -errno.
 */
int rp_history_show(struct rp_history_db *h, const char *glob,
		    struct rp_doc *doc, size_t *regressed);

/**
 * rp_history_build() - add an environment to the report
 * @history:	read
 * @first:	the environment that gets the figure
 * @doc:	the report
 *
 * Return: how many metrics are worse than the baseline.
 */
size_t rp_history_build(const struct rp_history *history, int first,
			struct rp_doc *doc);

#endif /* RP_HISTORY_H */
