// SPDX-License-Identifier: GPL-2.0-only
/* rvb_exit.c - the line on stderr that goes with an exit code */
#include <stdarg.h>
#include <stdio.h>

#include "lib/rvb_exit.h"

/* In one write: other processes print lines, too */
static void print(const char *format, va_list args)
{
	rvb_auto char *text = NULL;

	if (vasprintf(&text, format, args) >= 0)
		fprintf(stderr, "revokebench: %s\n", text);
	else
		text = NULL;
}

void rvb_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print(format, args);
	va_end(args);
}

int rvb_fail(int code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print(format, args);
	va_end(args);
	return code;
}
