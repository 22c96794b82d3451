/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_text_table.h - what the parts of the text renderer share */
#ifndef RP_TEXT_TABLE_H
#define RP_TEXT_TABLE_H

#include <obstack.h>
#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"

#define RP_TEXT_GAP 2 /* columns between two columns of a table */

/**
 * struct rp_text - a text being written
 * @out:	where to
 * @plots:	where figures are drawn
 * @full:	show folds, too
 * @memory:	of this text; goes with it
 * @nr_left_out: folds that were not shown
 */
struct rp_text {
	FILE *out;
	struct rp_plots *plots;
	int full;
	struct obstack memory;
	size_t nr_left_out;
};

/**
 * rp_text_clean() - a copy of text that rp_text_ascii() has made printable
 * @t:		owns the copy
 * @text:	UTF-8
 */
const char *rp_text_clean(struct rp_text *t, const char *text);

void rp_text_repeat(struct rp_text *t, char c, size_t times);

/**
 * rp_text_wrap() - write text of any length
 * @t:		where to
 * @first:	before its first line; blanks as wide before the others
 * @text:	UTF-8
 */
void rp_text_wrap(struct rp_text *t, const char *first, const char *text);

/**
 * rp_text_table() - write a table
 * @t:		where to
 * @node:	the table
 *
 * One that is too wide shrinks its columns of text, then goes on below
 * itself with the names repeated.
 */
void rp_text_table(struct rp_text *t, const struct rp_node *node);

#endif /* RP_TEXT_TABLE_H */
