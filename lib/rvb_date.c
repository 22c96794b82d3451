// SPDX-License-Identifier: GPL-2.0-only
/* rvb_date.c - dates as results and gates have them, as times */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "lib/rvb_date.h"

int rvb_date(const char *text, long long *seconds)
{
	const char *rest;
	struct tm tm = {};
	long offset;

	rest = strptime(text, "%Y-%m-%d", &tm);
	if (rest && *rest)
		rest = strptime(rest, "T%H:%M:%S", &tm);
	if (rest && *rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (rest && *rest && *rest != ' ')
		rest = strptime(rest, "%z", &tm);
	if (!rest || *rest)
		return -EINVAL;
	offset = tm.tm_gmtoff; /* timegm() clears it */
	*seconds = timegm(&tm) - offset;
	return 0;
}
