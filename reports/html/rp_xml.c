// SPDX-License-Identifier: GPL-2.0-only
/* rp_xml.c - print HTML and XML; libxml2 escapes what comes from a program */
#include <libxml/entities.h>
#include <stdarg.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "reports/html/rp_xml.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static void escaped(FILE *out, const char *text)
{
	xmlChar *safe = xmlEncodeSpecialChars(NULL, (const xmlChar *)text);
	const xmlChar *c;

	if (!safe)
		rvb_no_memory();
	/* XML reads a tab or line end of an attribute as a blank. */
	for (c = safe; *c; c++)
		if (*c >= ' ')
			fputc(*c, out);
		else if (*c == '\t' || *c == '\n')
			fprintf(out, "&#%d;", *c);
		else
			fputs(REPLACEMENT, out);
	xmlFree(safe);
}

void rp_xml(FILE *out, const char *fmt, ...)
{
	size_t length;
	va_list ap;

	va_start(ap, fmt);
	for (; *fmt; fmt += length) {
		length = strcspn(fmt, "%");
		fwrite(fmt, 1, length, out);
		fmt += length;
		length = *fmt ? strcspn(fmt, "su") + 1 : 0;
		if (length == 2)
			escaped(out, va_arg(ap, const char *));
		else if (length)
			fprintf(out, "%zu", va_arg(ap, size_t));
	}
	va_end(ap);
}
