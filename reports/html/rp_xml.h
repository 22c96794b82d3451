/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_xml.h - print HTML and XML; libxml2 escapes what comes from a program */
#ifndef RP_XML_H
#define RP_XML_H

#include <stdio.h>

#include "lib/rvb_compiler.h"

/*
 * Print markup. @fmt: the markup, with %s where a text or the value of a quoted
 * attribute goes (UTF-8, not NULL), and %zu for a number. A character that XML
 * cannot hold, escaped or not, becomes U+FFFD.
 */
__printf(2, 3) void rp_xml(FILE *out, const char *fmt, ...);

#endif /* RP_XML_H */
