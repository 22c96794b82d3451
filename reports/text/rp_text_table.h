/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_text_table.h - what the parts of the text renderer share */
#ifndef RP_TEXT_TABLE_H
#define RP_TEXT_TABLE_H

#include <obstack.h>
#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"

#define RP_TEXT_GAP 2 /* columns between two columns of a table */

/* A text being written */
struct rp_text {
	FILE *out; /* where to */
	struct rp_plots *plots; /* where figures are drawn */
	int full; /* show folds, too */
	struct obstack memory; /* of this text; goes with it */
	size_t nr_left_out; /* folds that were not shown */
};

/*
 * A copy of text that rp_text_ascii() has made printable. @t: owns the copy.
 * @text: UTF-8.
 */
const char *rp_text_clean(struct rp_text *t, const char *text);

void rp_text_repeat(struct rp_text *t, char c, size_t times);

/*
 * Write text of any length. @first: before its first line; blanks as wide
 * before the others. @text: UTF-8.
 */
void rp_text_wrap(struct rp_text *t, const char *first, const char *text);

/*
 * Write a table. One that is too wide shrinks its columns of text, then goes on
 * below itself with the names repeated.
 */
void rp_text_table(struct rp_text *t, const struct rp_node *node);

#endif /* RP_TEXT_TABLE_H */
