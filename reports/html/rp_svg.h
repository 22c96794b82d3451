/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_svg.h - gnuplot's SVG, made fit to stand inside a page */
#ifndef RP_SVG_H
#define RP_SVG_H

/**
 * rp_svg_inline() - turn an SVG file into an element of a page
 * @svg:	the file
 * @prefix:	before every id and every reference to one
 * @title:	what it shows, in one line
 * @desc:	what it shows, for those who do not see it
 * @out:	set to the element, for free()
 *
 * Black becomes the colour of the page's text, the font the page's.
 *
 * Return: 0, or -errno; -EINVAL for what is not SVG.
 */
int rp_svg_inline(const char *svg, const char *prefix, const char *title,
		  const char *desc, char **out);

#endif /* RP_SVG_H */
