/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html_tag.h - a page being written, tag by tag */
#ifndef RP_HTML_TAG_H
#define RP_HTML_TAG_H

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"
#include "reports/html/rp_xml.h"

/**
 * struct rp_html - a page
 * @xml:	what was written of it
 * @plots:	where figures are drawn
 * @nr_tables:	so far, for their ids
 * @nr_figures:	so far, for the ids inside them
 */
struct rp_html {
	struct rp_xml xml;
	struct rp_plots *plots;
	size_t nr_tables;
	size_t nr_figures;
};

static inline void html_open(struct rp_html *h, const char *tag)
{
	rp_xml_open(&h->xml, tag);
}

static inline void html_close(struct rp_html *h)
{
	rp_xml_close(&h->xml);
}

static inline void html_text(struct rp_html *h, const char *text)
{
	rp_xml_text(&h->xml, text);
}

static inline void html_attribute(struct rp_html *h, const char *name,
				  const char *value)
{
	rp_xml_attribute(&h->xml, name, value);
}

/* An element that never has anything inside. */
static inline void html_end_void(struct rp_html *h)
{
	xmlTextWriterEndElement(h->xml.writer);
}

static inline void html_element(struct rp_html *h, const char *tag,
				const char *class, const char *text)
{
	html_open(h, tag);
	if (class)
		html_attribute(h, "class", class);
	html_text(h, text);
	html_close(h);
}

/* A class; NULL for what is not loud. */
static inline const char *html_tone(enum rp_tone tone)
{
	static const char *const class[] = {
		[RP_PLAIN] = NULL,
		[RP_GOOD] = "good",
		[RP_WARN] = "warn",
		[RP_BAD] = "bad",
	};

	return class[tone];
}

/**
 * html_scroll() - begin a box that scrolls what is wider than the page
 * @h:		the page
 * @label:	what is in it
 */
static inline void html_scroll(struct rp_html *h, const char *label)
{
	html_open(h, "div");
	html_attribute(h, "class", "scroll");
	html_attribute(h, "role", "region");
	html_attribute(h, "tabindex", "0");
	html_attribute(h, "aria-label", label);
}

/**
 * rp_html_table() - a table, and the form that narrows it
 * @h:		the page
 * @node:	the table
 */
void rp_html_table(struct rp_html *h, const struct rp_node *node);

#endif /* RP_HTML_TAG_H */
