// SPDX-License-Identifier: GPL-2.0-only
/* rp_text_line.c - text cut into lines */
#include <string.h>

#include "reports/text/rp_text_line.h"

char *rp_text_ascii(char *to, const char *from)
{
	char *c = to;

	for (; *from; from++) {
		if ((*from & 0xc0) == 0x80)
			continue; /* the rest of a character of many bytes */
		if (strchr(" \t\n\r\f\v", *from))
			*c++ = ' ';
		else
			*c++ = *from > ' ' && *from <= '~' ? *from : '?';
	}
	*c = '\0';
	return to;
}

const char *rp_text_next_line(const char **rest, size_t width, size_t *length)
{
	const char *line = *rest + strspn(*rest, " ");
	size_t end = 0, word;

	while (line[end]) {
		word = end + strspn(line + end, " ");
		word += strcspn(line + word, " ");
		if (word > width)
			break;
		end = word;
	}
	if (!end && *line)
		end = width; /* one word, longer than the line */
	*rest = line + end + strspn(line + end, " ");
	while (end && line[end - 1] == ' ')
		end--;
	*length = end;
	return line;
}
