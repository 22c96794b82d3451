// SPDX-License-Identifier: GPL-2.0-only
/* rp_svg.c - gnuplot's SVG, made fit to stand inside a page */
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html/rp_svg.h"
#include "reports/html/rp_svg_slim.h"

/* "a", "#a" and "url(#a)" get the prefix before "a". */
static void rp_svg_prefix(xmlNodePtr node, xmlAttrPtr attr, const char *prefix)
{
	xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
	const char *text = value ? (const char *)value : "";
	const char *id = text;
	char *with;

	if (!strncmp(id, "url(", 4))
		id += 4;
	if (*id == '#')
		id++;
	if (asprintf(&with, "%.*s%s-%s", (int)(id - text), text, prefix, id) >=
	    0) {
		xmlNodeSetContent((xmlNodePtr)attr, NULL);
		xmlSetProp(node, attr->name, (const xmlChar *)with);
		free(with);
	}
	xmlFree(value);
}

static int rp_svg_is(xmlNodePtr node, xmlAttrPtr attr, const char *want)
{
	xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
	int is = value && !xmlStrcmp(value, (const xmlChar *)want);

	xmlFree(value);
	return is;
}

/* xlink:href is href since SVG 2; the page needs no second namespace. */
static void rp_svg_href(xmlNodePtr node, xmlAttrPtr attr, const char *prefix)
{
	xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);

	xmlRemoveProp(attr);
	attr = xmlNewProp(node, (const xmlChar *)"href", value);
	rp_svg_prefix(node, attr, prefix);
	xmlFree(value);
}

static void rp_svg_attribute(xmlNodePtr node, xmlAttrPtr attr,
			     const char *prefix)
{
	const char *name = (const char *)attr->name;

	if (!strcmp(name, "font-family"))
		xmlRemoveProp(attr);
	else if (attr->ns && !strcmp(name, "href"))
		rp_svg_href(node, attr, prefix);
	else if (!strcmp(name, "id") || !strcmp(name, "filter") ||
		 !strcmp(name, "clip-path"))
		rp_svg_prefix(node, attr, prefix);
	else if (rp_svg_is(node, attr, "black"))
		xmlSetProp(node, attr->name, (const xmlChar *)"currentColor");
}

static void rp_svg_element(xmlNodePtr node, const char *prefix)
{
	xmlAttrPtr attr, next_attr;
	xmlNodePtr child, next;

	xmlSetNs(node, NULL);
	for (attr = node->properties; attr; attr = next_attr) {
		next_attr = attr->next;
		rp_svg_attribute(node, attr, prefix);
	}
	for (child = node->children; child; child = next) {
		next = child->next;
		if (child->type == XML_ELEMENT_NODE) {
			rp_svg_element(child, prefix);
		} else if (child->type != XML_TEXT_NODE ||
			   xmlIsBlankNode(child)) {
			xmlUnlinkNode(child);
			xmlFreeNode(child);
		}
	}
}

static void rp_svg_say(xmlNodePtr root, const char *name, const char *id,
		       const char *text)
{
	xmlNodePtr node = xmlNewNode(NULL, (const xmlChar *)name);

	xmlNodeAddContent(node, (const xmlChar *)text);
	xmlSetProp(node, (const xmlChar *)"id", (const xmlChar *)id);
	if (root->children)
		xmlAddPrevSibling(root->children, node);
	else
		xmlAddChild(root, node);
}

static void rp_svg_drop(xmlNodePtr root, const char *name)
{
	xmlNodePtr node, next;

	for (node = root->children; node; node = next) {
		next = node->next;
		if (!xmlStrcmp(node->name, (const xmlChar *)name)) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
	}
}

static void rp_svg_label(xmlNodePtr root, const char *prefix, const char *title,
			 const char *desc)
{
	char title_id[64], desc_id[64], both[130];

	snprintf(title_id, sizeof(title_id), "%s-title", prefix);
	snprintf(desc_id, sizeof(desc_id), "%s-desc", prefix);
	snprintf(both, sizeof(both), "%s %s", title_id, desc_id);
	rp_svg_drop(root, "title");
	rp_svg_drop(root, "desc");
	rp_svg_say(root, "desc", desc_id, desc);
	rp_svg_say(root, "title", title_id, title);
	xmlSetProp(root, (const xmlChar *)"role", (const xmlChar *)"img");
	xmlSetProp(root, (const xmlChar *)"aria-labelledby",
		   (const xmlChar *)both);
}

int rp_svg_inline(const char *svg, const char *prefix, const char *title,
		  const char *desc, char **out)
{
	xmlBufferPtr buffer;
	xmlNodePtr root;
	xmlDocPtr doc;
	int ret = -EINVAL;

	doc = xmlReadMemory(svg, strlen(svg), NULL, NULL,
			    XML_PARSE_NONET | XML_PARSE_NOERROR |
				    XML_PARSE_NOWARNING);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!root || xmlStrcmp(root->name, (const xmlChar *)"svg"))
		goto free;

	rp_svg_element(root, prefix);
	rp_svg_slim(root);
	rp_svg_label(root, prefix, title, desc);
	xmlFreeNsList(root->nsDef);
	root->nsDef = NULL;

	buffer = xmlBufferCreate();
	if (xmlNodeDump(buffer, doc, root, 0, 0) > 0) {
		*out = (char *)xmlBufferDetach(buffer);
		ret = 0;
	}
	xmlBufferFree(buffer);
free:
	xmlFreeDoc(doc);
	return ret;
}
