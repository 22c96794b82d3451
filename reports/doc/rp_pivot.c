// SPDX-License-Identifier: GPL-2.0-only
/* rp_pivot.c - the points of a figure as tables, x down and series across */
#include <stdlib.h>
#include <string.h>

#include "reports/doc/rp_doc.h"

static size_t rp_pivot_nr_points(const struct rp_figure *f)
{
	const struct rp_point *p;
	size_t nr = 0;

	for (p = f->points; p; p = p->next)
		nr++;
	return nr;
}

static int rp_pivot_by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* All x of one panel, rising, each once. */
static size_t rp_pivot_x(const struct rp_figure *f, const char *panel,
			 double *x)
{
	const struct rp_point *p;
	size_t nr = 0, kept = 0, i;

	for (p = f->points; p; p = p->next)
		if (!strcmp(p->panel, panel))
			x[nr++] = p->x;
	qsort(x, nr, sizeof(*x), rp_pivot_by_value);
	for (i = 0; i < nr; i++)
		if (!kept || x[kept - 1] != x[i])
			x[kept++] = x[i];
	return kept;
}

static void rp_pivot_panel(struct rp_doc *doc, const struct rp_figure *f,
			   const char *panel, double *x)
{
	size_t nr_x = rp_pivot_x(f, panel, x), i;
	struct rp_words series = { 0 };
	const struct rp_point *p;
	struct rp_column *columns;
	struct rp_cell *cells;
	struct rp_node *table;

	for (p = f->points; p; p = p->next)
		if (!strcmp(p->panel, panel))
			rp_words_add(doc, &series, p->series);

	columns =
		obstack_alloc(&doc->memory, (series.nr + 1) * sizeof(*columns));
	columns[0] = (struct rp_column){ f->x, RP_VALUE, NULL };
	for (i = 0; i < series.nr; i++)
		columns[i + 1] =
			(struct rp_column){ series.word[i], RP_VALUE, NULL };
	table = rp_doc_columns(doc, rp_doc_printf(doc, "%s: %s", panel, f->y),
			       columns, series.nr + 1);
	for (i = 0; i < nr_x; i++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_number(x[i]);
		for (p = f->points; p; p = p->next)
			if (p->x == x[i] && !strcmp(p->panel, panel)) {
				cells[rp_words_find(&series, p->series) + 1] =
					rp_cell_number(p->y);
				if (p->label)
					cells[0] = rp_cell_text(p->label);
			}
	}
}

void rp_doc_figure_done(struct rp_doc *doc, struct rp_node *figure)
{
	const struct rp_figure *f = &figure->figure;
	size_t nr = rp_pivot_nr_points(f) + 1, i;
	struct rp_words panels = { 0 };
	const struct rp_point *p;
	double *x;

	x = obstack_alloc(&doc->memory, nr * sizeof(*x));
	for (p = f->points; p; p = p->next)
		rp_words_add(doc, &panels, p->panel);

	doc->open = figure;
	for (i = 0; i < panels.nr; i++)
		rp_pivot_panel(doc, f, panels.word[i], x);
	doc->open = figure->parent;
}
