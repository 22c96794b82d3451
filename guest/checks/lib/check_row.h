/* SPDX-License-Identifier: GPL-2.0-only */
/* check_row.h - the results of checks: a line each, and all as JSON */
#ifndef CHECK_ROW_H
#define CHECK_ROW_H

#include "guest/checks/lib/check.h"

/* Report to the host which check runs next */
void check_row_begin(const struct check *k, const char *name);

/* Print the line of a check, add its row */
void check_row_end(const struct check *k, const char *name,
		   enum check_status status, const char *reason);

/* Print the plan, send the result to the host: the exit code of the program */
int check_row_finish(void);

#endif /* CHECK_ROW_H */
