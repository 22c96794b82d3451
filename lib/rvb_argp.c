// SPDX-License-Identifier: GPL-2.0-only
/* rvb_argp.c - what command lines of all programs have in common */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

long rvb_argp_number(const struct argp_state *state, const char *option,
		     const char *text, long low, long high)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	if (errno || !isdigit((unsigned char)*text) || *end || value < low ||
	    value > high)
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--%s=%s: not a number from %ld to %ld", option,
			     text, low, high);
	return value;
}
