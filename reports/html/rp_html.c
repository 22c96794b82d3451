// SPDX-License-Identifier: GPL-2.0-only
/* rp_html.c - a report as one page that loads nothing */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/rvb_digest.h"
#include "lib/rvb_grow.h"
#include "reports/html/rp_html.h"
#include "reports/html/rp_svg.h"
#include "reports/html/rp_xml.h"

struct html {
	FILE *out;
	struct rp_plots *plots;
	size_t nr_tables;
	size_t nr_figures;
};

const char *rp_html_tone(enum rp_tone tone)
{
	static const char *const class[] = { "", "good", "warn", "bad" };

	return class[tone];
}

static void print_nodes(struct html *h, const struct rp_node *node);

static void print_pairs(FILE *out, const struct rp_node *node)
{
	const struct rp_pair *pair;

	fputs("<dl>", out);
	for (pair = node->pairs; pair; pair = pair->next)
		rp_xml(out, "<dt>%s</dt><dd>%s</dd>\n", pair->key, pair->value);
	fputs("</dl>", out);
}

static void print_fold(struct html *h, const char *text,
		       const struct rp_node *inside)
{
	rp_xml(h->out, "<details><summary>%s</summary>", text);
	print_nodes(h, inside);
	fputs("</details>", h->out);
}

static void print_figure(struct html *h, const struct rp_node *node)
{
	char why[200], *svg = NULL;
	int ret;

	rp_xml(h->out, "<figure><figcaption>%s</figcaption>" RP_HTML_SCROLL,
	       node->text);
	ret = rp_plots_draw(h->plots, &node->figure, "svg", &svg, why,
			    sizeof(why));
	if (!ret &&
	    rp_svg_print(h->out, svg, node->figure.desc, !h->nr_figures++))
		snprintf(why, sizeof(why), "gnuplot's output is not SVG");
	else if (!ret)
		*why = '\0';
	if (*why)
		rp_xml(h->out, "<p class=warn>No plot: %s.</p>", why);
	fputs("</div>", h->out);
	if (*why)
		print_nodes(h, node->first);
	else if (node->first)
		print_fold(h, "The same as a table", node->first);
	fputs("</figure>", h->out);
	free(svg);
}

/* "Pin and unpin" becomes "pin-and-unpin": titles are ours, and unique. */
static const char *make_id(char *id, size_t size, const char *title)
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

static void print_node(struct html *h, const struct rp_node *node)
{
	char id[64];

	switch (node->kind) {
	case RP_SECTION:
		rp_xml(h->out, "<section id=\"%s\"><h2>%s</h2>\n",
		       make_id(id, sizeof(id), node->text), node->text);
		print_nodes(h, node->first);
		fputs("</section>", h->out);
		break;
	case RP_FOLD:
		print_fold(h, node->text, node->first);
		break;
	case RP_PARAGRAPH:
		rp_xml(h->out,
		       node->tone ? "<p class=\"%s\">%s</p>" : "<p%s>%s</p>",
		       rp_html_tone(node->tone), node->text);
		break;
	case RP_PAIRS:
		print_pairs(h->out, node);
		break;
	case RP_TABLE:
		rp_html_table(h->out, node, ++h->nr_tables);
		break;
	case RP_FIGURE:
		print_figure(h, node);
		break;
	case RP_PRE:
		rp_xml(h->out, "<pre>%s</pre>", node->text);
		break;
	}
	fputc('\n', h->out);
}

static void print_nodes(struct html *h, const struct rp_node *node)
{
	for (; node; node = node->next)
		if (node->length & RP_LONG)
			print_node(h, node);
}

/* Nothing is loaded, and no script runs but the one with this digest. */
static void print_head(FILE *out, const char *title)
{
	char digest[RVB_DIGEST_BASE64];

	if (rvb_digest_base64(rp_html_js, digest))
		rvb_no_memory();
	rp_xml(out,
	       "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>\n"
	       "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
	       "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
	       "<meta name=color-scheme content=\"light dark\">\n"
	       "<meta name=referrer content=no-referrer>\n<title>%s</title>\n",
	       digest, title);
	fprintf(out, "<style>%s</style></head>\n", rp_html_css);
}

static void print_contents(FILE *out, const struct rp_doc *doc)
{
	const struct rp_node *node;
	char id[64];

	rp_xml(out, "<body><header><h1>%s</h1><p>%s</p>\n", doc->title,
	       doc->subtitle);
	fputs("<nav aria-label=Contents><ul>", out);
	for (node = doc->root.first; node; node = node->next)
		if (node->length & RP_LONG)
			rp_xml(out, "<li><a href=\"#%s\">%s</a></li>\n",
			       make_id(id, sizeof(id), node->text), node->text);
	fputs("</ul></nav></header>\n<main>", out);
}

void rp_html_write(const struct rp_doc *doc, struct rp_plots *plots, FILE *out)
{
	struct html h = { .out = out, .plots = plots };

	print_head(out, doc->title);
	print_contents(out, doc);
	print_nodes(&h, doc->root.first);
	fprintf(out, "</main>\n<script>%s</script></body></html>\n",
		rp_html_js);
}
