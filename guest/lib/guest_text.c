// SPDX-License-Identifier: GPL-2.0-only
/* guest_text.c - the small text files of /proc and /sys */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_text.h"

int guest_text_line(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "re");
	int ret = 0;

	*line = '\0';
	if (!f)
		return -errno;
	if (!fgets(line, size, f) && ferror(f))
		ret = -EIO;
	line[strcspn(line, "\n")] = '\0';
	fclose(f);
	return ret;
}

int guest_text_number(const char *path, uint64_t *value)
{
	char line[64], *end;
	int ret;

	ret = guest_text_line(path, line, sizeof(line));
	if (ret)
		return ret;
	errno = 0;
	*value = strtoull(line, &end, 0);
	return errno || end == line ? -EINVAL : 0;
}

int guest_text_field(const char *path, const char *key, uint64_t *value)
{
	size_t length = strlen(key);
	FILE *f = fopen(path, "re");
	int ret = -ENOENT;
	char line[4096];

	if (!f)
		return -errno;
	*value = 0;
	while (fgets(line, sizeof(line), f)) {
		if (strncmp(line, key, length))
			continue;
		*value += strtoull(line + length, NULL, 10);
		ret = 0;
	}
	fclose(f);
	return ret;
}

int guest_text_put(const char *path, uint64_t value)
{
	FILE *f = fopen(path, "we");
	int ret = 0;

	if (!f)
		return -errno;
	if (fprintf(f, "%" PRIu64 "\n", value) < 0)
		ret = -EIO;
	if (fclose(f))
		ret = -errno;
	return ret;
}
