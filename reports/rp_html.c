// SPDX-License-Identifier: GPL-2.0-only
/* rp_html.c - a report as one page that loads nothing */
#include <stdlib.h>
#include <string.h>

#include "reports/rp_html.h"
#include "reports/rp_html_css.h"
#include "reports/rp_svg.h"
#include "reports/rp_xml.h"

#define RP_THIN_SPACE "\xe2\x80\xaf" /* U+202F, does not break */

struct rp_html {
	struct rp_xml xml;
	struct rp_plots *plots;
	size_t nr_sections;
	size_t nr_figures;
};

static void html_open(struct rp_html *h, const char *tag)
{
	rp_xml_open(&h->xml, tag);
}

static void html_close(struct rp_html *h)
{
	rp_xml_close(&h->xml);
}

static void html_text(struct rp_html *h, const char *text)
{
	rp_xml_text(&h->xml, text);
}

static void html_attribute(struct rp_html *h, const char *name,
			   const char *value)
{
	rp_xml_attribute(&h->xml, name, value);
}

static void html_element(struct rp_html *h, const char *tag, const char *class,
			 const char *text)
{
	html_open(h, tag);
	if (class)
		html_attribute(h, "class", class);
	html_text(h, text);
	html_close(h);
}

static void html_meta(struct rp_html *h, const char *key, const char *name,
		      const char *content)
{
	html_open(h, "meta");
	html_attribute(h, key, name);
	if (content)
		html_attribute(h, "content", content);
	xmlTextWriterEndElement(h->xml.writer);
}

/* Nothing is loaded and nothing runs, whatever a result file says. */
static const char html_policy[] =
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

static void html_head(struct rp_html *h, const struct rp_doc *doc)
{
	html_open(h, "head");
	html_meta(h, "charset", "utf-8", NULL);
	html_meta(h, "http-equiv", "Content-Security-Policy", html_policy);
	html_meta(h, "name", "viewport", "width=device-width, initial-scale=1");
	html_meta(h, "name", "color-scheme", "light dark");
	html_meta(h, "name", "referrer", "no-referrer");
	html_element(h, "title", NULL, doc->title);
	html_open(h, "style");
	xmlTextWriterWriteRaw(h->xml.writer, (const xmlChar *)rp_html_css);
	html_close(h);
	html_close(h);
}

static const char *html_tone(enum rp_tone tone)
{
	static const char *const class[] = {
		[RP_PLAIN] = NULL,
		[RP_GOOD] = "good",
		[RP_WARN] = "warn",
		[RP_BAD] = "bad",
	};

	return class[tone];
}

static void html_pairs(struct rp_html *h, const struct rp_node *node)
{
	const struct rp_pair *pair;

	html_open(h, "dl");
	for (pair = node->pairs; pair; pair = pair->next) {
		html_element(h, "dt", NULL, pair->key);
		html_element(h, "dd", NULL, pair->value);
		rp_xml_line(&h->xml);
	}
	html_close(h);
}

static void html_table_head(struct rp_html *h, const struct rp_node *node)
{
	const struct rp_column *c;
	size_t i;

	html_open(h, "thead");
	html_open(h, "tr");
	for (i = 0; i < node->nr_columns; i++) {
		c = &node->columns[i];
		html_open(h, "th");
		html_attribute(h, "scope", "col");
		if (rp_column_is_number(c))
			html_attribute(h, "class", "n");
		html_text(h, c->title);
		if (c->unit) {
			html_text(h, " ");
			html_element(h, "small", NULL, c->unit);
		}
		html_close(h);
	}
	html_close(h);
	html_close(h);
}

static void html_cell(struct rp_html *h, const struct rp_column *c,
		      const struct rp_cell *cell)
{
	const char *tone = html_tone(cell->tone);
	char class[16], text[64];
	const char *said;

	html_open(h, c->kind == RP_NAME ? "th" : "td");
	if (c->kind == RP_NAME)
		html_attribute(h, "scope", "row");
	snprintf(class, sizeof(class), "%s%s%s",
		 rp_column_is_number(c) ? "n" : "", tone ? " " : "",
		 tone ? tone : "");
	if (*class)
		html_attribute(h, "class", class + strspn(class, " "));
	said = rp_cell_format(c, cell, RP_THIN_SPACE, text, sizeof(text));
	html_text(h, said);
	html_close(h);
}

static void html_table(struct rp_html *h, const struct rp_node *node)
{
	const struct rp_table_row *row;
	size_t i;

	html_open(h, "div");
	html_attribute(h, "class", "scroll");
	html_attribute(h, "role", "region");
	html_attribute(h, "tabindex", "0");
	html_attribute(h, "aria-label", node->text);
	html_open(h, "table");
	html_element(h, "caption", NULL, node->text);
	html_table_head(h, node);
	html_open(h, "tbody");
	for (row = node->rows; row; row = row->next) {
		html_open(h, "tr");
		for (i = 0; i < node->nr_columns; i++)
			html_cell(h, &node->columns[i], &row->cell[i]);
		html_close(h);
		rp_xml_line(&h->xml);
	}
	html_close(h);
	html_close(h);
	html_close(h);
}

static void html_nodes(struct rp_html *h, const struct rp_node *node);

static void html_fold(struct rp_html *h, const char *text,
		      const struct rp_node *inside)
{
	html_open(h, "details");
	html_element(h, "summary", NULL, text);
	html_nodes(h, inside);
	html_close(h);
}

static int html_drawing(struct rp_html *h, const struct rp_node *node,
			char *why, size_t size)
{
	char prefix[24], *svg, *element;
	int ret;

	ret = rp_plots_draw(h->plots, &node->figure, "svg", &svg, why, size);
	if (ret)
		return ret;
	snprintf(prefix, sizeof(prefix), "fig%zu", ++h->nr_figures);
	ret = rp_svg_inline(svg, prefix, rp_xml_legal(&h->xml, node->text),
			    rp_xml_legal(&h->xml, node->figure.desc), &element);
	free(svg);
	if (ret) {
		snprintf(why, size, "gnuplot's answer is not SVG");
		return ret;
	}
	html_open(h, "div");
	html_attribute(h, "class", "scroll");
	html_attribute(h, "role", "region");
	html_attribute(h, "tabindex", "0");
	html_attribute(h, "aria-label", node->text);
	xmlTextWriterWriteRaw(h->xml.writer, (const xmlChar *)element);
	html_close(h);
	free(element);
	return 0;
}

static void html_figure(struct rp_html *h, const struct rp_node *node)
{
	char why[200], said[240];
	int ret;

	html_open(h, "figure");
	html_element(h, "figcaption", NULL, node->text);
	ret = html_drawing(h, node, why, sizeof(why));
	if (ret) {
		snprintf(said, sizeof(said), "No plot: %s.", why);
		html_element(h, "p", "warn", said);
		html_nodes(h, node->first);
	} else {
		html_fold(h, "The same as a table", node->first);
	}
	html_close(h);
}

static void html_section(struct rp_html *h, const struct rp_node *node)
{
	char id[24];

	snprintf(id, sizeof(id), "s%zu", ++h->nr_sections);
	html_open(h, "section");
	html_attribute(h, "id", id);
	html_element(h, "h2", NULL, node->text);
	html_nodes(h, node->first);
	html_close(h);
}

static void html_nodes(struct rp_html *h, const struct rp_node *node)
{
	for (; node; node = node->next) {
		switch (node->kind) {
		case RP_SECTION:
			html_section(h, node);
			break;
		case RP_FOLD:
			html_fold(h, node->text, node->first);
			break;
		case RP_PARAGRAPH:
			html_element(h, "p", html_tone(node->tone), node->text);
			break;
		case RP_PAIRS:
			html_pairs(h, node);
			break;
		case RP_TABLE:
			html_table(h, node);
			break;
		case RP_FIGURE:
			html_figure(h, node);
			break;
		case RP_PRE:
			html_element(h, "pre", NULL, node->text);
			break;
		}
		rp_xml_line(&h->xml);
	}
}

static void html_contents(struct rp_html *h, const struct rp_doc *doc)
{
	const struct rp_node *node;
	size_t nr = 0;
	char href[24];

	html_open(h, "nav");
	html_attribute(h, "aria-label", "Contents");
	html_open(h, "ul");
	for (node = doc->root.first; node; node = node->next) {
		snprintf(href, sizeof(href), "#s%zu", ++nr);
		html_open(h, "li");
		html_open(h, "a");
		html_attribute(h, "href", href);
		html_text(h, node->text);
		html_close(h);
		html_close(h);
	}
	html_close(h);
	html_close(h);
}

static void html_page(struct rp_html *h, const struct rp_doc *doc)
{
	xmlTextWriterWriteDTD(h->xml.writer, (const xmlChar *)"html", NULL,
			      NULL, NULL);
	html_open(h, "html");
	html_attribute(h, "lang", "en");
	html_head(h, doc);
	rp_xml_line(&h->xml);
	html_open(h, "body");
	html_open(h, "header");
	html_element(h, "h1", NULL, doc->title);
	html_element(h, "p", NULL, doc->subtitle);
	html_contents(h, doc);
	html_close(h);
	rp_xml_line(&h->xml);
	html_open(h, "main");
	html_nodes(h, doc->root.first);
	html_close(h);
	html_close(h);
	html_close(h);
}

int rp_html_write(const struct rp_doc *doc, struct rp_plots *plots, FILE *out)
{
	struct rp_html h = { .plots = plots };
	int ret;

	ret = rp_xml_begin(&h.xml);
	if (ret)
		return ret;
	html_page(&h, doc);
	return rp_xml_end(&h.xml, out, 0);
}
