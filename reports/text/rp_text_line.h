/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_text_line.h - text cut into lines */
#ifndef RP_TEXT_LINE_H
#define RP_TEXT_LINE_H

#include <stddef.h>

/*
 * Make text printable in a mail. @to: where to; at least strlen(@from) + 1
 * bytes. @from: UTF-8. Blanks of any kind become one blank each, everything
 * else that is no printable ASCII becomes "?", once a character. Return: @to.
 */
char *rp_text_ascii(char *to, const char *from);

/*
 * Cut the next line off. @rest: what is left; moved on, *@rest is "" after the
 * last line. @width: columns of the line. @length: set to the columns used,
 * without trailing blanks. Cuts between words; inside one only if it is longer
 * than a line, then behind a slash if there is one. Return: the line's first
 * character.
 */
const char *rp_text_next_line(const char **rest, size_t width, size_t *length);

/* Columns of the longest part of a text that is cut at blanks and slashes only */
size_t rp_text_longest(const char *text);

#endif /* RP_TEXT_LINE_H */
