// SPDX-License-Identifier: GPL-2.0-only
/* fz_plots.c - reports without figures */
#include <errno.h>
#include <stdio.h>

#include "reports/rp_plot.h"

/* In place of rp_plot.c: as on a machine without gnuplot */
int rp_plots_draw(struct rp_plots *plots, const struct rp_figure *figure,
		  const char *kind, char **text, char *why, size_t size)
{
	*text = NULL;
	snprintf(why, size, "no gnuplot");
	return -ENOENT;
}
