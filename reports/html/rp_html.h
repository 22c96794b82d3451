/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html.h - a report as one page that loads nothing */
#ifndef RP_HTML_H
#define RP_HTML_H

#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"

/*
 * Write a report as HTML. @plots: where figures are drawn. libxml2 escapes all
 * text. A figure that cannot be drawn leaves its table and a line with the
 * reason.
 */
void rp_html_write(const struct rp_doc *doc, struct rp_plots *plots, FILE *out);

/*
 * Write a table, and the form that filters its rows. @number: of the table in
 * the page, for its id.
 */
void rp_html_table(FILE *out, const struct rp_node *node, size_t number);

/* rp_html.css and rp_html.js, put into the program by the build */
extern const char rp_html_css[];
extern const char rp_html_js[];

/* The class of a tone, "" for a plain one. */
const char *rp_html_tone(enum rp_tone tone);

/* A box that scrolls if its content is wider than the page. */
#define RP_HTML_SCROLL "<div class=scroll tabindex=0>"

#endif /* RP_HTML_H */
