/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_text.h - a report as a mail: ASCII, at most 72 columns */
#ifndef RP_TEXT_H
#define RP_TEXT_H

#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"

#define RP_TEXT_WIDTH 72

/*
 * Write a report as plain text. @plots: where figures are drawn. @full: show
 * folds, too. No tab, no trailing blank; what is not ASCII becomes "?". A
 * figure that cannot be drawn is one line that says why.
 */
void rp_text_write(const struct rp_doc *doc, struct rp_plots *plots, int full,
		   FILE *out);

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

#endif /* RP_TEXT_H */
