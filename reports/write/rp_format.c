// SPDX-License-Identifier: GPL-2.0-only
/* rp_format.c - formats by name */
#include <string.h>

#include "reports/write/rp_format.h"

const struct rp_format *rp_format_find(const char *name)
{
	size_t i;

	for (i = 0; rp_formats[i]; i++)
		if (!strcmp(rp_formats[i]->name, name))
			return rp_formats[i];
	return NULL;
}
