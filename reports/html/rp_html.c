// SPDX-License-Identifier: GPL-2.0-only
/* rp_html.c - a report as one page that loads nothing */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_digest.h"
#include "reports/html/rp_gzip.h"
#include "reports/html/rp_html.h"
#include "reports/html/rp_html_parts.h"
#include "reports/html/rp_html_tag.h"
#include "reports/html/rp_svg.h"
#include "reports/views/rp_raw.h"

static void html_meta(struct rp_html *h, const char *key, const char *name,
		      const char *content)
{
	html_open(h, "meta");
	html_attribute(h, key, name);
	if (content)
		html_attribute(h, "content", content);
	html_end_void(h);
}

/*
 * Nothing is loaded, and nothing runs but the one script, which is named by
 * its digest, whatever a result file says.
 */
static void html_policy(struct rp_html *h)
{
	char digest[RVB_DIGEST_BASE64], policy[256];

	if (rvb_digest_base64(rp_html_js, digest))
		obstack_alloc_failed_handler();
	snprintf(
		policy, sizeof(policy),
		"default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
		digest);
	html_meta(h, "http-equiv", "Content-Security-Policy", policy);
}

/* Ours, or made safe before. */
static void html_raw(struct rp_html *h, const char *text)
{
	xmlTextWriterWriteRaw(h->xml.writer, (const xmlChar *)text);
}

static void html_head(struct rp_html *h, const struct rp_doc *doc)
{
	html_open(h, "head");
	html_meta(h, "charset", "utf-8", NULL);
	html_policy(h);
	html_meta(h, "name", "viewport", "width=device-width, initial-scale=1");
	html_meta(h, "name", "color-scheme", "light dark");
	html_meta(h, "name", "referrer", "no-referrer");
	html_element(h, "title", NULL, doc->title);
	html_open(h, "style");
	html_raw(h, rp_html_css);
	html_close(h);
	html_close(h);
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
	html_scroll(h, node->text);
	html_raw(h, element);
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
	} else if (node->first) {
		html_fold(h, "The same as a table", node->first);
	}
	html_close(h);
}

/* "Pin and unpin" becomes "pin-and-unpin": titles are ours, and unique. */
static const char *html_id(char *id, size_t size, const char *title)
{
	size_t used = 0;

	for (; *title && used + 1 < size; title++) {
		if (isalnum((unsigned char)*title))
			id[used++] = tolower((unsigned char)*title);
		else if (used && id[used - 1] != '-')
			id[used++] = '-';
	}
	id[used] = '\0';
	return id;
}

static void html_section(struct rp_html *h, const struct rp_node *node)
{
	char id[64];

	html_id(id, sizeof(id), node->text);
	html_open(h, "section");
	html_attribute(h, "id", id);
	html_element(h, "h2", NULL, node->text);
	html_nodes(h, node->first);
	html_close(h);
}

/* So much of it that it is packed: a link that needs no script. */
static void html_packed(struct rp_html *h, const char *json)
{
	char *base64 = rp_gzip_base64(json), *href = NULL;

	if (!base64 ||
	    asprintf(&href, "data:application/gzip;base64,%s", base64) < 0) {
		html_element(h, "p", NULL, "There was no memory to pack them.");
		free(base64);
		return;
	}
	html_open(h, "p");
	html_open(h, "a");
	html_attribute(h, "id", "raw");
	html_attribute(h, "download", "results.json.gz");
	html_attribute(h, "href", href);
	html_text(h, "Save the raw data as a file");
	html_close(h);
	html_close(h);
	free(href);
	free(base64);
}

/* JSON without '<', '>' and '&', see rp_doc_data(): nothing is escaped. */
static void html_data(struct rp_html *h, const char *json)
{
	if (strlen(json) > RP_RAW_MOST) {
		html_packed(h, json);
		return;
	}
	html_open(h, "p");
	html_open(h, "a");
	html_attribute(h, "data-save", "raw");
	html_attribute(h, "download", "results.json");
	html_attribute(h, "href", "#raw-data");
	html_attribute(h, "hidden", "hidden");
	html_text(h, "Save the raw data as a file");
	html_close(h);
	html_close(h);
	html_open(h, "script");
	html_attribute(h, "type", "application/json");
	html_attribute(h, "id", "raw");
	if (!strpbrk(json, "<>&"))
		html_raw(h, json);
	html_close(h);
}

static void html_nodes(struct rp_html *h, const struct rp_node *node)
{
	for (; node; node = node->next) {
		if (!(node->length & RP_LONG))
			continue;
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
			rp_html_table(h, node);
			break;
		case RP_FIGURE:
			html_figure(h, node);
			break;
		case RP_PRE:
			html_element(h, "pre", NULL, node->text);
			break;
		case RP_DATA:
			html_data(h, node->text);
			break;
		}
		rp_xml_line(&h->xml);
	}
}

static void html_contents(struct rp_html *h, const struct rp_doc *doc)
{
	const struct rp_node *node;
	char id[64], href[66];

	html_open(h, "nav");
	html_attribute(h, "aria-label", "Contents");
	html_open(h, "ul");
	for (node = doc->root.first; node; node = node->next) {
		if (!(node->length & RP_LONG))
			continue;
		snprintf(href, sizeof(href), "#%s",
			 html_id(id, sizeof(id), node->text));
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
	html_open(h, "script");
	html_raw(h, rp_html_js);
	html_close(h);
	html_close(h);
	html_close(h);
}

#define HTML_LARGE 600000 /* bytes; a page is to stay below a million */

/*
 * HTML ends cells and rows by what follows: a sixth of a page with large tables.
 * No text has these tags, it has "&lt;"; nor have our script and our style.
 */
static void html_slim(const char *page, FILE *out)
{
	static const size_t length = sizeof("</td>") - 1;
	const char *end;

	for (; (end = strstr(page, "</t")); page = end + length) {
		fwrite(page, 1, end - page, out);
		if (strncmp(end, "</td>", length) &&
		    strncmp(end, "</tr>", length))
			fwrite(end, 1, length, out);
	}
	fputs(page, out);
}

int rp_html_write(const struct rp_doc *doc, struct rp_plots *plots, FILE *out)
{
	struct rp_html h = { .plots = plots };
	size_t size;
	char *page;
	FILE *whole;
	int ret;

	whole = open_memstream(&page, &size);
	if (!whole)
		return -errno;
	ret = rp_xml_begin(&h.xml);
	if (!ret) {
		html_page(&h, doc);
		ret = rp_xml_end(&h.xml, whole, 0);
	}
	if (fclose(whole) && !ret)
		ret = -ENOMEM;
	if (!ret && size > HTML_LARGE)
		html_slim(page, out);
	else if (!ret)
		fwrite(page, 1, size, out);
	free(page);
	return ret ? ret : ferror(out) ? -EIO : 0;
}
