/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_xml.h - XML written by libxml2, which escapes it */
#ifndef RP_XML_H
#define RP_XML_H

#include <libxml/xmlwriter.h>
#include <obstack.h>
#include <stdio.h>

/**
 * struct rp_xml - XML being written
 * @writer:	libxml2's
 * @buffer:	what was written
 * @memory:	strings made legal
 */
struct rp_xml {
	xmlTextWriterPtr writer;
	xmlBufferPtr buffer;
	struct obstack memory;
};

/**
 * rp_xml_begin() - begin
 * @x:		filled in
 *
 * Return: 0 or -ENOMEM.
 */
int rp_xml_begin(struct rp_xml *x);

/**
 * rp_xml_end() - write it to a stream and forget it
 * @x:		from rp_xml_begin()
 * @out:	the stream
 * @ret:	what went wrong before, or 0; then nothing is written
 *
 * Return: @ret, or -errno of writing.
 */
int rp_xml_end(struct rp_xml *x, FILE *out, int ret);

/**
 * rp_xml_legal() - what XML cannot hold, escaped or not, becomes U+FFFD
 * @x:		the document, which keeps the answer
 * @text:	UTF-8
 */
const char *rp_xml_legal(struct rp_xml *x, const char *text);

void rp_xml_open(struct rp_xml *x, const char *tag);
void rp_xml_attribute(struct rp_xml *x, const char *name, const char *value);
void rp_xml_text(struct rp_xml *x, const char *text);

/* Never "<td/>": in HTML that opens an element. */
void rp_xml_close(struct rp_xml *x);

/* Between blocks, for those who read or compare the source. */
void rp_xml_line(struct rp_xml *x);

#endif /* RP_XML_H */
