/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_plot.h - figures as tables in files, and drawn by gnuplot */
#ifndef RP_PLOT_H
#define RP_PLOT_H

#include "reports/doc/rp_doc.h"

/* The folder that figures are drawn in */
struct rp_plots {
	char *dir; /* its path */
	int keep; /* keep NAME.tsv and NAME.svg in it */
	struct obstack memory; /* of paths */
};

/*
 * Make the folder. @dir: its path, made if it is not there; NULL: a temporary
 * one. Return: 0 or -errno.
 */
int rp_plots_open(struct rp_plots *plots, const char *dir);

/* Release the folder; a temporary one is removed */
void rp_plots_close(struct rp_plots *plots);

/*
 * Draw a figure. @plots: the folder. @kind: gnuplot's terminal: "svg" or
 * "dumb". @text: set to the drawing, for free(). @why: on error one line.
 * Return: 0 or -errno; -ENOENT if there is no gnuplot.
 */
int rp_plots_draw(struct rp_plots *plots, const struct rp_figure *figure,
		  const char *kind, char **text, char *why, size_t size);

#endif /* RP_PLOT_H */
