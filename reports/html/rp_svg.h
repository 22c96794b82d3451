/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_svg.h - gnuplot's SVG as an element of a page */
#ifndef RP_SVG_H
#define RP_SVG_H

#include <stdio.h>

/*
 * Print an SVG file as an element of a page. @svg: what gnuplot drew. @label:
 * what it shows, for readers who do not see it. @with_symbols: also print the
 * point symbols; the figures of a page share those of the first, as their ids
 * are the same. Black becomes the colour of the page's text. What rp_html.css
 * sets for all figures is left out: gnuplot repeats it for each element.
 * Return: 0, or -EINVAL with nothing printed if @svg is not SVG.
 */
int rp_svg_print(FILE *out, const char *svg, const char *label,
		 int with_symbols);

#endif /* RP_SVG_H */
