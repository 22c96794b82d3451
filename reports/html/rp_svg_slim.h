/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_svg_slim.h - gnuplot's SVG without what says nothing */
#ifndef RP_SVG_SLIM_H
#define RP_SVG_SLIM_H

#include <libxml/tree.h>

/**
 * rp_svg_slim() - make a drawing small
 * @root:	the svg element, black already being "currentColor"
 *
 * Goes: titles that gnuplot makes up ("gnuplot_plot_1"), groups with nothing in
 * them, attributes that say what is inherited anyway, blanks in colours. It
 * looks the same.
 */
void rp_svg_slim(xmlNodePtr root);

#endif /* RP_SVG_SLIM_H */
