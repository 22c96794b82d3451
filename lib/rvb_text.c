// SPDX-License-Identifier: GPL-2.0-only
/* rvb_text.c - texts put together, and values out of files */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

char *rvb_text(const char *format, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	if (n < 0)
		rvb_no_memory();
	return text;
}

char *rvb_copy(const char *text)
{
	return rvb_text("%s", text);
}

int rvb_text_save(const char *path, const char *format, ...)
{
	struct rvb_file f;
	va_list args;
	int ret = rvb_file_open(&f, path);

	if (ret)
		return ret;
	va_start(args, format);
	vfprintf(f.stream, format, args);
	va_end(args);
	return rvb_file_commit(&f);
}

char *rvb_text_value(const char *path, const char *key)
{
	rvb_auto char *line = NULL;
	FILE *f = fopen(path, "re");
	char *value = NULL;
	size_t room = 0;

	while (f && !value && getline(&line, &room, f) >= 0) {
		if (!strncmp(line, key, strlen(key)))
			value = line + strlen(key);
	}
	if (f)
		fclose(f);
	if (!value)
		return NULL;
	value += strspn(value, " \t");
	return rvb_text("%.*s", (int)strcspn(value, "\n"), value);
}
