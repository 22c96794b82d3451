/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_plot.h - figures as tables in files, and drawn by gnuplot */
#ifndef RP_PLOT_H
#define RP_PLOT_H

#include "reports/doc/rp_doc.h"

/**
 * struct rp_plots - the folder that figures are drawn in
 * @dir:	its path
 * @keep:	keep NAME.tsv and NAME.svg in it
 */
struct rp_plots {
	char *dir;
	int keep;
};

/**
 * rp_plots_open() - make the folder
 * @plots:	filled in
 * @dir:	its path, made if it is not there; NULL: a temporary one
 *
 * Return: 0 or -errno.
 */
int rp_plots_open(struct rp_plots *plots, const char *dir);

/**
 * rp_plots_close() - release the folder; a temporary one is removed
 * @plots:	from rp_plots_open()
 */
void rp_plots_close(struct rp_plots *plots);

/**
 * rp_plots_draw() - draw a figure
 * @plots:	the folder
 * @figure:	the figure
 * @kind:	gnuplot's terminal: "svg" or "dumb"
 * @text:	set to the drawing, for free()
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0 or -errno; -ENOENT if there is no gnuplot.
 */
int rp_plots_draw(struct rp_plots *plots, const struct rp_figure *figure,
		  const char *kind, char **text, char *why, size_t size);

#endif /* RP_PLOT_H */
