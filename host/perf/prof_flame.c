// SPDX-License-Identifier: GPL-2.0-only
/* prof_flame.c - a tree of calls as a picture */
#include <errno.h>
#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_flame_js.h"

#define WIDTH 1180 /* of the whole, in pixels */
#define MARGIN 10
#define FRAME 17 /* height of a call */
#define TOP 66 /* what stands above the calls */
#define LETTER 7
#define LEAST 0.1 /* pixels: narrower ones are left out */

static const char style[] =
	"text{font:12px monospace;fill:#111}"
	"#title{font:bold 16px sans-serif}#subtitle{font:12px sans-serif;fill:#444}"
	".b{cursor:pointer;fill:#14509a}"
	".f{cursor:pointer}.f:hover rect{stroke:#000}.f rect{stroke:#fff;stroke-width:.5}"
	".hit rect{fill:#d040d8!important}";

/* The picture while it is drawn. */
struct drawing {
	xmlTextWriterPtr w;
	const struct prof_flame *flame;
	double all, old_all;
};

#define TEXT(s) ((const xmlChar *)(s))

static void attribute(struct drawing *d, const char *name, double value)
{
	xmlTextWriterWriteFormatAttribute(d->w, TEXT(name), "%.10g", value);
}

static void words(struct drawing *d, const char *id, const char *class,
		  double x, double y, const char *text)
{
	xmlTextWriterStartElement(d->w, TEXT("text"));
	if (id)
		xmlTextWriterWriteAttribute(d->w, TEXT("id"), TEXT(id));
	if (class)
		xmlTextWriterWriteAttribute(d->w, TEXT("class"), TEXT(class));
	attribute(d, "x", x);
	attribute(d, "y", y);
	xmlTextWriterWriteString(d->w, TEXT(text));
	xmlTextWriterEndElement(d->w);
}

/* The kernel's functions are warm, those of our modules cool. */
static void colour(const char *name, char text[32])
{
	unsigned int hash = 0;
	const char *c;

	for (c = name; *c; c++)
		hash = hash * 31 + (unsigned char)*c;
	if (strstr(name, "[rvk") || strstr(name, "[kbench]"))
		snprintf(text, 32, "hsl(%u,55%%,70%%)", 185 + hash % 35);
	else
		snprintf(text, 32, "hsl(%u,80%%,%u%%)", 18 + hash % 38,
			 64 + hash / 64 % 10);
}

/* Red grew, blue shrank; full colour is a twentieth of the whole. */
static void colour_of_change(const struct drawing *d, double change,
			     char text[32])
{
	double part = 20 * change / d->all;
	int fade;

	part = part > 1 ? 1 : part < -1 ? -1 : part;
	fade = 245 - 165 * (part < 0 ? -part : part);
	if (part >= 0)
		snprintf(text, 32, "rgb(245,%d,%d)", fade, fade);
	else
		snprintf(text, 32, "rgb(%d,%d,245)", fade, fade);
}

static void say(struct drawing *d, const struct prof_node *n, double change,
		bool is_new)
{
	char text[640];
	int at;

	at = snprintf(text, sizeof(text),
		      "%.400s: %" PRIu64 " %s (%.2f %%), %" PRIu64
		      " of its own",
		      n->name, n->total, d->flame->unit,
		      100.0 * n->total / d->all, n->self);
	if (n->calls)
		at += snprintf(text + at, sizeof(text) - at,
			       ", %" PRIu64 " calls", n->calls);
	if (d->flame->old)
		snprintf(text + at, sizeof(text) - at, ", %s%+.0f",
			 is_new ? "new " : "", change);
	xmlTextWriterWriteElement(d->w, TEXT("title"), TEXT(text));
}

static void frame(struct drawing *d, const struct prof_node *n, uint32_t old,
		  double at, unsigned int depth)
{
	double before = old ? d->flame->old->node[old].total * d->flame->scale :
			      0;
	double x = MARGIN + at * WIDTH / d->all;
	double width = (double)n->total * WIDTH / d->all,
	       y = TOP + FRAME * depth;
	int room = (width - 4) / LETTER;
	char fill[32], label[512] = "";

	if (d->flame->old)
		colour_of_change(d, n->total - before, fill);
	else
		colour(n->name, fill);
	xmlTextWriterStartElement(d->w, TEXT("g"));
	xmlTextWriterWriteAttribute(d->w, TEXT("class"), TEXT("f"));
	xmlTextWriterWriteAttribute(d->w, TEXT("data-name"), TEXT(n->name));
	attribute(d, "data-at", at);
	attribute(d, "data-n", n->total);
	attribute(d, "data-depth", depth);
	say(d, n, n->total - before, !old);
	xmlTextWriterStartElement(d->w, TEXT("rect"));
	attribute(d, "x", x);
	attribute(d, "y", y);
	attribute(d, "width", width);
	attribute(d, "height", FRAME - 1);
	xmlTextWriterWriteAttribute(d->w, TEXT("fill"), TEXT(fill));
	xmlTextWriterEndElement(d->w);
	if (room >= (int)strlen(n->name))
		snprintf(label, sizeof(label), "%s", n->name);
	else if (room >= 3)
		snprintf(label, sizeof(label), "%.*s..", room - 2, n->name);
	words(d, NULL, NULL, x + 3, y + FRAME - 5, label);
	xmlTextWriterEndElement(d->w);
}

static const struct prof_tree *sorted_tree;

static int by_name(const void *a, const void *b)
{
	return strcmp(sorted_tree->node[*(const uint32_t *)a].name,
		      sorted_tree->node[*(const uint32_t *)b].name);
}

/* Callers are above those they call, and before them in the file. */
static int draw(struct drawing *d, uint32_t i, uint32_t old, double at,
		unsigned int depth)
{
	const struct prof_tree *t = d->flame->tree;
	uint32_t *child, k, nr = 0;
	int ret = 0;

	for (k = t->node[i].first; k; k = t->node[k].next)
		nr++;
	child = calloc(nr + 1, sizeof(*child));
	if (!child)
		return -ENOMEM;
	nr = 0;
	for (k = t->node[i].first; k; k = t->node[k].next)
		child[nr++] = k;
	sorted_tree = t;
	qsort(child, nr, sizeof(*child), by_name);
	for (k = 0; !ret && k < nr; k++) {
		const struct prof_node *n = &t->node[child[k]];
		uint32_t was = 0;

		if (d->flame->old && (old || !i))
			was = prof_tree_find(d->flame->old, old, n->name);
		if ((double)n->total * WIDTH / d->all >= LEAST) {
			frame(d, n, was, at, depth);
			ret = draw(d, child[k], was, at, depth + 1);
		}
		at += n->total;
	}
	free(child);
	return ret;
}

static void head(struct drawing *d)
{
	const struct prof_flame *flame = d->flame;
	unsigned int height =
		TOP + FRAME * prof_tree_depth(flame->tree) + MARGIN;

	xmlTextWriterStartElement(d->w, TEXT("svg"));
	xmlTextWriterWriteAttribute(d->w, TEXT("xmlns"),
				    TEXT("http://www.w3.org/2000/svg"));
	xmlTextWriterWriteFormatAttribute(d->w, TEXT("viewBox"), "0 0 %d %u",
					  WIDTH + 2 * MARGIN, height);
	xmlTextWriterWriteAttribute(d->w, TEXT("preserveAspectRatio"),
				    TEXT("xMidYMin"));
	attribute(d, "data-width", WIDTH);
	attribute(d, "data-all", d->all);
	xmlTextWriterWriteElement(d->w, TEXT("title"), TEXT(flame->title));
	xmlTextWriterWriteElement(d->w, TEXT("desc"), TEXT(flame->subtitle));
	xmlTextWriterWriteElement(d->w, TEXT("style"), TEXT(style));
	xmlTextWriterStartElement(d->w, TEXT("rect"));
	xmlTextWriterWriteAttribute(d->w, TEXT("width"), TEXT("100%"));
	xmlTextWriterWriteAttribute(d->w, TEXT("height"), TEXT("100%"));
	xmlTextWriterWriteAttribute(d->w, TEXT("fill"), TEXT("#fff"));
	xmlTextWriterEndElement(d->w);
	words(d, "title", NULL, MARGIN, 20, flame->title);
	words(d, "subtitle", NULL, MARGIN, 38, flame->subtitle);
	words(d, "reset", "b", MARGIN, 57, "all of it");
	words(d, "search", "b", MARGIN + 90, 57, "search /");
	words(d, "status", NULL, MARGIN + 170, 57, "");
}

static int write_all(struct drawing *d)
{
	int ret;

	xmlTextWriterSetIndent(d->w, 1);
	xmlTextWriterStartDocument(d->w, NULL, "UTF-8", NULL);
	head(d);
	ret = draw(d, 0, 0, 0, 0);
	xmlTextWriterStartElement(d->w, TEXT("script"));
	xmlTextWriterWriteCDATA(d->w, TEXT(prof_flame_js));
	xmlTextWriterEndElement(d->w);
	xmlTextWriterEndDocument(d->w);
	return ret;
}

int prof_flame_write(const struct prof_flame *flame, FILE *f)
{
	struct drawing d = { .flame = flame };
	xmlBufferPtr buffer = xmlBufferCreate();
	int ret = -ENOMEM, length;

	d.all = flame->tree->node[0].total;
	if (!d.all)
		d.all = 1;
	d.w = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;
	if (d.w) {
		ret = write_all(&d);
		xmlFreeTextWriter(d.w);
	}
	length = ret ? 0 : xmlBufferLength(buffer);
	if (!ret &&
	    fwrite(xmlBufferContent(buffer), 1, length, f) != (size_t)length)
		ret = -EIO;
	xmlBufferFree(buffer);
	return ret;
}
