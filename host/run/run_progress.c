// SPDX-License-Identifier: GPL-2.0-only
/* run_progress.c - what a run prints while it runs */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_file.h"

#define ERASE_LINE "\r\033[K"

static int nr_ended(const struct run *run)
{
	int i, n = 0;

	for (i = 0; i < run->nr_cells; i++)
		n += run->cell[i].kept || run->cell[i].cell;
	return n;
}

/* The line has room for one of the running cells. */
static const struct run_cell *running(const struct run *run)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		if (run->cell[i].pid > 0)
			return &run->cell[i];
	}
	return NULL;
}

/* Rewrite the line of progress, on a terminal only */
void run_progress_show(const struct run *run, int at_once)
{
	const struct run_cell *cell = running(run);
	double left = ceil(run_left_s(run, at_once));

	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, ERASE_LINE "%d of %d cells done", nr_ended(run),
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

/* Print how a cell ended */
void run_progress_cell(const struct run *run, const struct run_cell *cell,
		       int rc)
{
	const char *reason = rvb_json_text(cell->cell, "reason");

	fprintf(stderr, "%s[%d/%d] %-20s %s, %.1f s\n",
		isatty(STDERR_FILENO) ? ERASE_LINE : "", nr_ended(run),
		run->nr_cells, cell->id,
		!rc	? "ok" :
		*reason ? reason :
			  "no verdict",
		json_number_value(json_object_get(cell->cell, "seconds")));
}

/* Erase the line of progress */
void run_progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fputs(ERASE_LINE, stderr);
}
