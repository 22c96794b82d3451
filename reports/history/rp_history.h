/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_history.h - results over commits, in SQLite */
#ifndef RP_HISTORY_H
#define RP_HISTORY_H

#include <sqlite3.h>

#include "reports/compare/rp_metric.h"
#include "reports/doc/rp_doc.h"
#include "reports/history/rp_changepoint.h"
#include "reports/stat/rp_stat.h"

/* "RVBK", and the version of the tables. */
#define RP_HISTORY_ID 0x5256424b
#define RP_HISTORY_VERSION 1

/**
 * struct rp_history_db - an open database
 * @db:		SQLite's
 * @why:	what went wrong last, one line
 * @path:	the file
 */
struct rp_history_db {
	sqlite3 *db;
	char why[512];
	const char *path;
};

/**
 * struct rp_past - one result of the past
 * @id:		number in the database
 * @commit:	of what was measured
 * @date:	when
 * @failed:	something of it failed
 */
struct rp_past {
	long long id;
	char *commit;
	char *date;
	int failed;
};

/**
 * struct rp_series - one metric over all results of an environment
 * @name:	the metric's
 * @what:	case and phase in words
 * @better:	which way
 * @exact:	instructions, not time
 * @x:		figures
 * @past:	of which result, index
 * @nr:		how many
 * @change:	where the level changed
 * @nr_changes:	how many
 * @since:	change since the baseline, in percent; NaN if not known
 * @regressed:	it is worse since the baseline, and that lasts
 */
struct rp_series {
	char *name;
	char *what;
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
 * @keys:	what it is, a line a key
 * @past:	results
 * @nr:		how many
 * @baseline:	index of the last accepted one; the first, if none was
 * @accepted:	somebody accepted it
 * @series:	metrics
 * @nr_series:	how many
 */
struct rp_history {
	long long environment;
	char *keys;
	struct rp_past *past;
	size_t nr;
	size_t baseline;
	int accepted;
	struct rp_series *series;
	size_t nr_series;
};

/**
 * rp_history_open() - open a database, made if it is not there
 * @h:		filled in
 * @path:	the file
 * @make:	make it; else it is an error that there is none
 *
 * Return: 0; -EPROTONOSUPPORT for tables of another version, -EINVAL for
 * another kind of file, or -errno, with @why in @h. All that follows is one
 * transaction until rp_history_commit().
 */
int rp_history_open(struct rp_history_db *h, const char *path, int make);
int rp_history_commit(struct rp_history_db *h);
void rp_history_close(struct rp_history_db *h);

/**
 * rp_history_add() - take a result in; one that is there is left alone
 * @h:		the database
 * @s:		the result
 *
 * Return: 1 if it is new, 0, or -errno.
 */
int rp_history_add(struct rp_history_db *h, const struct rp_saved *s);

/**
 * rp_history_accept() - make results the baseline of their environments
 * @h:		the database
 * @word:	a commit, or a number
 *
 * Return: how many results that names, or -errno.
 */
int rp_history_accept(struct rp_history_db *h, const char *word);

/**
 * rp_history_environments() - numbers of all environments, newest result first
 * @h:		the database
 * @id:		set to a malloc'ed array
 *
 * Return: how many, or -errno.
 */
int rp_history_environments(struct rp_history_db *h, long long **id);

/**
 * rp_history_read() - all results of an environment, with their changes
 * @h:		the database
 * @environment: its number
 * @glob:	over names of metrics, NULL for all
 * @out:	filled in
 *
 * Return: 0 or -errno.
 */
int rp_history_read(struct rp_history_db *h, long long environment,
		    const char *glob, struct rp_history *out);
void rp_history_free(struct rp_history *history);

/**
 * rp_history_divide() - find the changes, and what is worse since the baseline
 * @history:	read
 *
 * Return: 0 or -ENOMEM.
 */
int rp_history_divide(struct rp_history *history);

/**
 * rp_history_build() - say it
 * @history:	read
 * @first:	the environment that gets the figure
 * @doc:	the report
 *
 * Return: how many metrics are worse than the baseline.
 */
size_t rp_history_build(const struct rp_history *history, int first,
			struct rp_doc *doc);

#endif /* RP_HISTORY_H */
