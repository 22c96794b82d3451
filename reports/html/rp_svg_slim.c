// SPDX-License-Identifier: GPL-2.0-only
/* rp_svg_slim.c - gnuplot's SVG without what says nothing */
#include <stdio.h>
#include <string.h>

#include "reports/html/rp_svg_slim.h"

/* Properties that a child has from its parent; the root has all of them. */
static const struct {
	const char *name;
	const char *first;
} inherited[] = {
	{ "fill", "none" },
	{ "stroke", "currentColor" },
	{ "stroke-width", "1.30" },
	{ "stroke-linecap", "butt" },
	{ "stroke-linejoin", "miter" },
	{ "color", "currentColor" },
	{ "font-size", "13.00" },
	{ "text-anchor", "start" },
};

#define NR_INHERITED (sizeof(inherited) / sizeof(*inherited))

static int is(xmlNodePtr node, const char *name)
{
	return !xmlStrcmp(node->name, (const xmlChar *)name);
}

static void drop(xmlNodePtr node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Black is the colour of the page's text, however it was said. */
static void colour(xmlNodePtr node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	unsigned int r, g, b;
	char hex[8];

	if (value &&
	    sscanf((const char *)value, "rgb(%u,%u,%u)", &r, &g, &b) == 3) {
		snprintf(hex, sizeof(hex), "#%02x%02x%02x", r & 0xff, g & 0xff,
			 b & 0xff);
		xmlSetProp(node, (const xmlChar *)name,
			   (const xmlChar *)(r || g || b ? hex :
							   "currentColor"));
	}
	xmlFree(value);
}

/* A frame that is neither filled nor drawn, but that the root's stroke would. */
static int is_backdrop(xmlNodePtr node)
{
	xmlChar *fill = xmlGetProp(node, (const xmlChar *)"fill");
	int none = fill && !xmlStrcmp(fill, (const xmlChar *)"none");

	xmlFree(fill);
	return is(node, "rect") && none &&
	       !xmlHasProp(node, (const xmlChar *)"stroke");
}

/* @now: what the parent has; left as what the node has. */
static void inherit(xmlNodePtr node, xmlChar *now[])
{
	xmlChar *value;
	size_t i;

	for (i = 0; i < NR_INHERITED; i++) {
		value = xmlGetProp(node, (const xmlChar *)inherited[i].name);
		if (!value)
			continue;
		if (!xmlStrcmp(value, now[i]))
			xmlUnsetProp(node, (const xmlChar *)inherited[i].name);
		xmlFree(now[i]);
		now[i] = value;
	}
}

static void slim(xmlNodePtr node, xmlChar *const above[]);

static void slim_children(xmlNodePtr node, xmlChar *const now[])
{
	xmlNodePtr child, next;

	for (child = node->children; child; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE)
			continue;
		/* What is used elsewhere inherits there, not here. */
		if (is(child, "defs"))
			continue;
		if (is(child, "title") || is_backdrop(child)) {
			drop(child);
			continue;
		}
		slim(child, now);
		if (is(child, "g") && !child->children)
			drop(child);
	}
}

static void slim(xmlNodePtr node, xmlChar *const above[])
{
	xmlChar *now[NR_INHERITED];
	size_t i;

	for (i = 0; i < NR_INHERITED; i++)
		now[i] = xmlStrdup(above[i]);
	colour(node, "fill");
	colour(node, "stroke");
	colour(node, "color");
	xmlUnsetProp(node, (const xmlChar *)"class");
	inherit(node, now);
	slim_children(node, now);
	for (i = 0; i < NR_INHERITED; i++)
		xmlFree(now[i]);
}

void rp_svg_slim(xmlNodePtr root)
{
	xmlChar *first[NR_INHERITED];
	size_t i;

	for (i = 0; i < NR_INHERITED; i++) {
		first[i] = (xmlChar *)inherited[i].first;
		xmlSetProp(root, (const xmlChar *)inherited[i].name, first[i]);
	}
	slim_children(root, first);
}
