/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_history_sql.h - SQLite's codes as errnos, within history */
#ifndef RP_HISTORY_SQL_H
#define RP_HISTORY_SQL_H

#include "reports/history/rp_history.h"

/* Return: -errno of what SQLite said last, kept in @h's why. */
int rp_sql_error(struct rp_history_db *h);
int rp_sql_run(struct rp_history_db *h, const char *sql);
int rp_sql_prepare(struct rp_history_db *h, const char *sql,
		   sqlite3_stmt **statement);

/* The first column of the first row. */
int rp_sql_number(struct rp_history_db *h, const char *sql, long long *number);

#endif /* RP_HISTORY_SQL_H */
