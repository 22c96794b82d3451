/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html_css.h - rp_html.css, put into the program by the build */
#ifndef RP_HTML_CSS_H
#define RP_HTML_CSS_H

extern const char rp_html_css[];

#endif /* RP_HTML_CSS_H */
