/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html.h - a report as one page that loads nothing */
#ifndef RP_HTML_H
#define RP_HTML_H

#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"

/**
 * rp_html_write() - write a report as HTML
 * @doc:	the report
 * @plots:	where figures are drawn
 * @out:	where to
 *
 * All text is escaped by libxml2. A figure that cannot be drawn leaves its
 * table and a line that says why.
 *
 * Return: 0 or -errno.
 */
int rp_html_write(const struct rp_doc *doc, struct rp_plots *plots, FILE *out);

#endif /* RP_HTML_H */
