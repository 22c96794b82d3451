/* SPDX-License-Identifier: GPL-2.0-only */
/* check_row.h - what came of the checks: a line each, and all as JSON */
#ifndef CHECK_ROW_H
#define CHECK_ROW_H

#include "guest/checks/lib/check.h"

/**
 * check_row_begin() - tell the host which check comes
 * @k:		combination
 * @name:	NAME or NAME/VARIANT
 */
void check_row_begin(const struct check *k, const char *name);

/**
 * check_row_end() - print the line, keep the row
 * @k:		combination
 * @name:	as before
 * @status:	of the check
 * @reason:	of a failure or a skip, else ""
 */
void check_row_end(const struct check *k, const char *name,
		   enum check_status status, const char *reason);

/**
 * check_row_finish() - the plan at the end, the result to the host
 *
 * Return: the exit code of the program.
 */
int check_row_finish(void);

#endif /* CHECK_ROW_H */
