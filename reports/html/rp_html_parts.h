/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html_parts.h - rp_html.css and rp_html.js, put into the program by the build */
#ifndef RP_HTML_PARTS_H
#define RP_HTML_PARTS_H

extern const char rp_html_css[];
extern const char rp_html_js[];

#endif /* RP_HTML_PARTS_H */
