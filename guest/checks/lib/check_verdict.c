// SPDX-License-Identifier: GPL-2.0-only
/* check_verdict.c - the ways to end a check: pass, fail, skip */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

/* Any process of the check may end it; the first verdict stands */
static void verdict(struct check *k, enum check_status status,
		    const char *format, va_list args)
{
	char text[sizeof(k->shared->reason)];

	vsnprintf(text, sizeof(text), format, args);
	if (__sync_bool_compare_and_swap(&k->shared->status, CHECK_RUNNING,
					 status))
		snprintf(k->shared->reason, sizeof(text), "%s", text);
}

void check_fail(struct check *k, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	verdict(k, CHECK_FAIL, format, args);
	va_end(args);
	_exit(1);
}

void check_skip(struct check *k, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	verdict(k, CHECK_SKIP, format, args);
	va_end(args);
	_exit(0);
}

void check_note(struct check *k, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(k->shared->reason, sizeof(k->shared->reason), format, args);
	va_end(args);
}

void check_mark(struct check *k, const char *name, double value)
{
	struct check_mark *mark = &k->shared->mark[k->shared->nr_marks];

	check_want(k, k->shared->nr_marks < CHECK_MARKS, "too many marks");
	snprintf(mark->name, sizeof(mark->name), "%s", name);
	mark->value = value;
	k->shared->nr_marks++;
}

void check_pass(struct check *k)
{
	__sync_bool_compare_and_swap(&k->shared->status, CHECK_RUNNING,
				     CHECK_PASS);
	_exit(0);
}
