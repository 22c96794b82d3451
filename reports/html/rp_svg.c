// SPDX-License-Identifier: GPL-2.0-only
/* rp_svg.c - gnuplot's SVG as an element of a page */
#include <ctype.h>
#include <errno.h>
#include <libxml/parser.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/html/rp_svg.h"
#include "reports/html/rp_xml.h"

/* Attributes that rp_html.css sets for all figures, or that have no effect. */
static const struct {
	const char *kind; /* class or tag of the element; NULL: any */
	const char *name;
	const char *value; /* NULL: any */
} implied[] = {
	{ NULL, "stroke-linecap", NULL },
	{ NULL, "stroke-linejoin", NULL },
	{ "g", "id", NULL },
	{ "g", "fill", NULL },
	{ "g", "stroke", NULL },
	{ "g", "color", NULL },
	{ "g", "font-family", NULL },
	{ "g", "font-size", "13.00" },
	{ "g", "shape-rendering", NULL },
	{ "g", "stroke-width", "0.45" },
	{ "g", "stroke-width", "1.30" },
	{ "g", "text-anchor", "start" },
	{ "path", "stroke", "black" },
	{ "polygon", "fill-opacity", NULL },
	{ "gridline", "stroke", NULL },
	{ "gridline", "stroke-dasharray", NULL },
};

static int is(xmlNodePtr node, const char *tag)
{
	return !strcmp((const char *)node->name, tag);
}

static void drop(xmlNodePtr node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Black is the colour of the page's text, in a dark page too. */
static const char *colour(char *value)
{
	unsigned int red, green, blue;

	if (sscanf(value, "rgb(%u,%u,%u)", &red, &green, &blue) == 3)
		sprintf(value, "#%02x%02x%02x", red & 255, green & 255,
			blue & 255);
	return strcmp(value, "black") && strcmp(value, "#000000") ?
		       value :
		       "currentColor";
}

/* In place: a tenth of a pixel is enough, and only numbers need a blank. */
static void shorten(char *path)
{
	char *to = path, *from;

	for (from = path; *from; from++) {
		if (*from == ' ' && !isdigit(from[1]) && from[1] != '-')
			continue;
		*to++ = *from;
		if (*from == '.' && from[1]) {
			*to++ = *++from;
			from += strspn(from + 1, "0123456789");
		}
	}
	*to = '\0';
}

static void attribute(xmlNodePtr node, xmlAttrPtr attr, const char *kind)
{
	char *value =
		(char *)xmlNodeListGetString(node->doc, attr->children, 1);
	const char *name = (const char *)attr->name, *now = value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(implied) && value; i++)
		if (!strcmp(name, implied[i].name) &&
		    (!implied[i].kind || !strcmp(kind, implied[i].kind)) &&
		    (!implied[i].value || !strcmp(value, implied[i].value)))
			now = NULL;
	if (now && strstr("d points transform", name))
		shorten(value);
	else if (now)
		now = colour(value);
	if (!now) {
		xmlRemoveProp(attr);
	} else if (attr->ns) { /* xlink:href; SVG 2 has plain href */
		xmlNewProp(node, attr->name, (const xmlChar *)now);
		xmlRemoveProp(attr);
	} else {
		xmlSetProp(node, attr->name, (const xmlChar *)now);
	}
	xmlFree(value);
}

static void attributes(xmlNodePtr node)
{
	xmlChar *class = xmlGetProp(node, (const xmlChar *)"class");
	const char *kind = (const char *)(class ? class : node->name);
	xmlAttrPtr attr, next;

	xmlSetNs(node, NULL);
	for (attr = node->properties; attr; attr = next) {
		next = attr->next;
		attribute(node, attr, kind);
	}
	xmlFree(class);
}

/* Text at a place that is not turned has x and y, which is shorter. */
static int place(xmlNodePtr text, const char *transform)
{
	char x[16], y[16], rest;

	if (!is(text, "text") ||
	    sscanf(transform, "translate(%15[0-9.-],%15[0-9.-])%c", x, y,
		   &rest) != 2)
		return 0;
	xmlNewProp(text, (const xmlChar *)"x", (const xmlChar *)x);
	xmlNewProp(text, (const xmlChar *)"y", (const xmlChar *)y);
	return 1;
}

/* A group that sets nothing, or that holds one element, is not needed. */
static void ungroup(xmlNodePtr group)
{
	xmlNodePtr child = group->children;
	const char *value;
	xmlAttrPtr attr;

	if (child && child->next && group->properties)
		return;
	for (attr = group->properties; child && attr; attr = attr->next) {
		value = (const char *)attr->children->content;
		if (!place(child, value) && !xmlHasProp(child, attr->name))
			xmlNewProp(child, attr->name, (const xmlChar *)value);
	}
	while ((child = group->children))
		xmlAddPrevSibling(group, child);
	drop(group);
}

static void slim(xmlNodePtr parent, int with_symbols)
{
	xmlNodePtr node, next;

	for (node = parent->children; node; node = next) {
		next = node->next;
		if (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node))
			continue;
		if (node->type != XML_ELEMENT_NODE || is(node, "title") ||
		    is(node, "desc") || is(node, "filter") ||
		    (is(node, "defs") && !with_symbols) ||
		    (is(node, "rect") && !is(parent, "defs"))) {
			drop(node);
			continue;
		}
		slim(node, with_symbols);
		attributes(node);
		if (is(node, "g"))
			ungroup(node);
		else if (is(node, "text") && !node->children)
			drop(node);
	}
}

static void print(xmlDocPtr doc, xmlNodePtr root, const char *label, FILE *out)
{
	xmlChar *box = xmlGetProp(root, (const xmlChar *)"viewBox");
	xmlBufferPtr buffer = xmlBufferCreate();
	xmlNodePtr node;

	for (node = root->children; node; node = node->next)
		xmlNodeDump(buffer, doc, node, 0, 0);
	rp_xml(out, "<svg viewBox=\"%s\" role=\"img\" aria-label=\"%s\">",
	       box ? (const char *)box : "", label);
	fputs((const char *)xmlBufferContent(buffer), out);
	fputs("</svg>", out);
	xmlBufferFree(buffer);
	xmlFree(box);
}

int rp_svg_print(FILE *out, const char *svg, const char *label,
		 int with_symbols)
{
	xmlNodePtr root;
	xmlDocPtr doc;
	int ret = -EINVAL;

	doc = xmlReadMemory(svg, strlen(svg), NULL, NULL,
			    XML_PARSE_NONET | XML_PARSE_NOERROR |
				    XML_PARSE_NOWARNING);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root && is(root, "svg")) {
		slim(root, with_symbols);
		print(doc, root, label, out);
		ret = 0;
	}
	xmlFreeDoc(doc);
	return ret;
}
