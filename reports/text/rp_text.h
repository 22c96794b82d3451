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

#endif /* RP_TEXT_H */
