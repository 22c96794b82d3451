// SPDX-License-Identifier: GPL-2.0-only
/* run_progress.c - what a run says of itself while it runs */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "host/run/run_progress.h"

static int ended(const struct run *run)
{
	int i, n = 0;

	for (i = 0; i < run->nr_cells; i++)
		n += run->cell[i].kept || run->cell[i].cell;
	return n;
}

/**
 * run_progress_begin() - see where the words go
 * @p:		filled in
 * @at_once:	cells that run side by side
 */
void run_progress_begin(struct run_progress *p, int at_once)
{
	p->live = isatty(STDERR_FILENO);
	p->at_once = at_once;
}

/* There is room for one on the line. */
static const struct run_cell *running(const struct run *run)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		if (run->cell[i].pid > 0)
			return &run->cell[i];
	}
	return NULL;
}

/**
 * run_progress_show() - renew the live line, on a terminal only
 * @p:		from run_progress_begin()
 * @run:	how far it is
 */
void run_progress_show(const struct run_progress *p, const struct run *run)
{
	const struct run_cell *cell = running(run);
	double left = ceil(run_left_s(run, p->at_once));

	if (!p->live)
		return;
	fprintf(stderr, "\r\033[K%d of %d cells done", ended(run),
		run->nr_cells);
	if (cell && cell->nr_steps)
		fprintf(stderr, ", %s %u/%u", cell->id, cell->step,
			cell->nr_steps);
	else if (cell && cell->step)
		fprintf(stderr, ", %s at %u", cell->id, cell->step);
	if (left < 120)
		fprintf(stderr, ", about %.0f s left", left);
	else
		fprintf(stderr, ", about %.0f min left", left / 60);
	fflush(stderr);
}

/**
 * run_progress_cell() - say that a cell has ended
 * @p:		from run_progress_begin()
 * @run:	how far it is
 * @cell:	which one
 * @rc:		exit code of its VM runner
 */
void run_progress_cell(const struct run_progress *p, const struct run *run,
		       const struct run_cell *cell, int rc)
{
	const char *reason =
		json_string_value(json_object_get(cell->cell, "reason"));

	fprintf(stderr, "%s[%d/%d] %-20s %s, %.1f s\n",
		p->live ? "\r\033[K" : "", ended(run), run->nr_cells, cell->id,
		rc ? (reason ? reason : "no verdict") : "ok",
		json_number_value(json_object_get(cell->cell, "seconds")));
}

/**
 * run_progress_end() - leave the line clean
 * @p:		from run_progress_begin()
 */
void run_progress_end(const struct run_progress *p)
{
	if (p->live)
		fputs("\r\033[K", stderr);
}
