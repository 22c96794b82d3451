/* SPDX-License-Identifier: GPL-2.0-only */
/* check_row.h - the results of checks: a line each, and all as JSON */
#ifndef CHECK_ROW_H
#define CHECK_ROW_H

#include "guest/checks/lib/check.h"

/**
 * check_row_begin() - report to the host which check runs next
 * @k:		the check
 * @name:	NAME or NAME/VARIANT
 */
void check_row_begin(const struct check *k, const char *name);

/**
 * check_row_end() - print the line of a check, add its row
 * @k:		the check
 * @name:	as before
 * @status:	its result
 * @reason:	why it failed or was skipped, else ""
 */
void check_row_end(const struct check *k, const char *name,
		   enum check_status status, const char *reason);

/**
 * check_row_finish() - print the plan, send the result to the host
 *
 * Return: the exit code of the program.
 */
int check_row_finish(void);

#endif /* CHECK_ROW_H */
