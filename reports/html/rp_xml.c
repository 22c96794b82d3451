// SPDX-License-Identifier: GPL-2.0-only
/* rp_xml.c - XML written by libxml2, which escapes it */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html/rp_xml.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

#define RP_REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

int rp_xml_begin(struct rp_xml *x)
{
	x->buffer = xmlBufferCreate();
	if (!x->buffer)
		return -ENOMEM;
	x->writer = xmlNewTextWriterMemory(x->buffer, 0);
	if (!x->writer) {
		xmlBufferFree(x->buffer);
		return -ENOMEM;
	}
	obstack_init(&x->memory);
	return 0;
}

int rp_xml_end(struct rp_xml *x, FILE *out, int ret)
{
	if (!ret && xmlTextWriterFlush(x->writer) < 0)
		ret = -ENOMEM;
	obstack_free(&x->memory, NULL);
	xmlFreeTextWriter(x->writer);
	if (!ret)
		fprintf(out, "%s\n", (const char *)xmlBufferContent(x->buffer));
	if (!ret && ferror(out))
		ret = -EIO;
	xmlBufferFree(x->buffer);
	return ret;
}

const char *rp_xml_legal(struct rp_xml *x, const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= ' ' || strchr("\t\n", *text))
			obstack_1grow(&x->memory, *text);
		else
			obstack_grow(&x->memory, RP_REPLACEMENT,
				     strlen(RP_REPLACEMENT));
	}
	obstack_1grow(&x->memory, '\0');
	return obstack_finish(&x->memory);
}

void rp_xml_open(struct rp_xml *x, const char *tag)
{
	xmlTextWriterStartElement(x->writer, (const xmlChar *)tag);
}

void rp_xml_close(struct rp_xml *x)
{
	xmlTextWriterFullEndElement(x->writer);
}

void rp_xml_text(struct rp_xml *x, const char *text)
{
	xmlTextWriterWriteString(x->writer,
				 (const xmlChar *)rp_xml_legal(x, text));
}

void rp_xml_attribute(struct rp_xml *x, const char *name, const char *value)
{
	xmlTextWriterWriteAttribute(x->writer, (const xmlChar *)name,
				    (const xmlChar *)rp_xml_legal(x, value));
}

void rp_xml_line(struct rp_xml *x)
{
	xmlTextWriterWriteString(x->writer, (const xmlChar *)"\n");
}
