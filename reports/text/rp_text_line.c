// SPDX-License-Identifier: GPL-2.0-only
/* rp_text_line.c - cut text into lines of a mail */
#include <string.h>

#include "reports/text/rp_text.h"
#include "reports/text/rp_text_table.h"

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
	if (!end && *line) {
		/* One word, longer than the line: cut it behind a slash */
		for (end = width; end && line[end - 1] != '/'; end--)
			;
		end = end ? end : width;
	}
	*rest = line + end + strspn(line + end, " ");
	while (end && line[end - 1] == ' ')
		end--;
	*length = end;
	return line;
}

size_t rp_text_longest(const char *text)
{
	size_t longest = 0, length;

	for (; *text; text += length + strspn(text + length, " ")) {
		length = strcspn(text, " /");
		length += text[length] == '/';
		if (length > longest)
			longest = length;
	}
	return longest;
}

const char *rp_text_clean(struct rp_text *t, const char *text)
{
	return rp_text_ascii(obstack_alloc(&t->memory, strlen(text) + 1), text);
}

void rp_text_repeat(struct rp_text *t, char c, size_t times)
{
	while (times--)
		fputc(c, t->out);
}

static const char *rp_text_blanks(struct rp_text *t, size_t nr)
{
	char *blanks = obstack_alloc(&t->memory, nr + 1);

	memset(blanks, ' ', nr);
	blanks[nr] = '\0';
	return blanks;
}

void rp_text_wrap(struct rp_text *t, const char *first, const char *text)
{
	const char *rest = rp_text_clean(t, text), *line;
	size_t indent = strlen(first), length;
	int before = indent;

	do {
		line = rp_text_next_line(&rest, RP_TEXT_WIDTH - indent,
					 &length);
		while (!length && before && first[before - 1] == ' ')
			before--;
		fprintf(t->out, "%.*s%.*s\n", before, first, (int)length, line);
		if (*rest)
			first = rp_text_blanks(t, indent);
	} while (*rest);
}
