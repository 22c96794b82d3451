/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_history.h - results over commits, in SQLite */
#ifndef RP_HISTORY_H
#define RP_HISTORY_H

#include <sqlite3.h>

#include "reports/compare/rp_metric.h"
#include "reports/doc/rp_doc.h"
#include "reports/history/rp_changepoint.h"

/* An open database */
struct rp_history_db {
	sqlite3 *db; /* SQLite's */
	const char *path; /* the file */
	char why[512]; /* the last error, one line */
};

/* One stored result */
struct rp_past {
	long long id; /* number in the database */
	const char *commit; /* that was measured */
	const char *date; /* of the run */
	const char *committed; /* date of the commit, or "" */
	long long run; /* @date in seconds since 1970, UTC; 0 if not known */
	/*
	 * when the commit was made, in the same; the repository's word counts
	 * most, then @committed; @run without either
	 */
	long long made;
	size_t place; /* of the commit in the repository, from 1; or 0 */
	int failed; /* a boot or check of it failed */
	int accepted; /* as a baseline */
};

/* One metric over all results of an environment */
struct rp_series {
	const char *name; /* of the metric */
	const char *what; /* case and phase in words */
	enum rp_polarity better; /* which way */
	int exact; /* instructions, not time */
	double *x; /* figures */
	size_t *past; /* index of the result that each figure is of */
	size_t nr; /* figures */
	struct rp_change *change; /* where the level changed */
	size_t nr_change;
	/* change since the baseline in percent; NaN if not known */
	double since;
	int regressed; /* the last level is worse than the baseline's */
};

/* All results of one environment, oldest commit first */
struct rp_history {
	long long environment; /* number in the database */
	const char *keys; /* what the results have in common, a line a key */
	struct rp_past *past; /* results */
	size_t nr_past;
	/* index of the last accepted result, else of the first */
	size_t baseline;
	int accepted; /* a result was accepted */
	struct rp_series *series; /* metrics */
	size_t nr_series;
};

typedef void (*rp_sql_row)(sqlite3_stmt *row, void *data);

/*
 * Run one statement. @query: with a ? for each parameter. @fn: called for each
 * row, or NULL. @types: a letter a parameter: s text, i long long, d double
 * (NaN: null). Return: 0 or -errno, with @why in @h.
 */
int rp_sql(struct rp_history_db *h, const char *query, rp_sql_row fn,
	   void *data, const char *types, ...);

/*
 * Open a database. @make: create it if it does not exist. All that follows is
 * one transaction until rp_history_commit(). Return: 0; -EPROTONOSUPPORT for
 * tables of another version, -EINVAL for another kind of file, or -errno, with
 * @why in @h.
 */
int rp_history_open(struct rp_history_db *h, const char *path, int make);
int rp_history_commit(struct rp_history_db *h);
void rp_history_close(struct rp_history_db *h);

/* Store a result, unless it is stored already. Return: 0 or -errno. */
int rp_history_add(struct rp_history_db *h, const struct rp_saved *s);

/*
 * The repository that has the commits. @top: its folder, or NULL. Return: @top,
 * or NULL if it is none; if git refuses to read it, with a line on standard
 * error behind git's reason.
 */
const char *rp_history_repository(const char *top);

/*
 * Order results by the commits that were measured, those of one commit by the
 * date of the run. @top: of rp_history_repository().
 */
void rp_history_order(struct rp_past *past, size_t nr, const char *top);

/*
 * Make results the baseline of their environments. @word: a commit, or the
 * number of a result. Return: how many results @word names; -ENOTUNIQ with @why
 * in @h for a word that does not identify what was measured, "unknown" or of a
 * changed tree, if more than one result has it; or -errno.
 */
int rp_history_accept(struct rp_history_db *h, const char *word);

/*
 * Report all environments, newest result first. @glob: over names of metrics,
 * NULL for all. @top: as of rp_history_order(). @doc: the report; keeps what was
 * read. @regressed: set to how many metrics are worse than their baseline.
 * Return: how many environments there are, or -errno.
 */
int rp_history_show(struct rp_history_db *h, const char *glob, const char *top,
		    struct rp_doc *doc, size_t *regressed);

/*
 * Add an environment to the report. @first: the environment that gets the
 * figure. Return: how many metrics are worse than the baseline.
 */
size_t rp_history_build(const struct rp_history *history, int first,
			struct rp_doc *doc);

#endif /* RP_HISTORY_H */
