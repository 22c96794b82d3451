// SPDX-License-Identifier: GPL-2.0-only
/* run_progress.c - what a run says of itself while it runs */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "scripts/run/run_progress.h"

static long long now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static double share_done(const struct run *run)
{
	double done = 0;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		const struct run_cell *cell = &run->cell[i];

		if (cell->kept || cell->cell)
			done += 1;
		else if (cell->nr_steps)
			done += (double)cell->step / (cell->nr_steps + 1);
	}
	return done / run->nr_cells;
}

static int ended(const struct run *run)
{
	int i, n = 0;

	for (i = 0; i < run->nr_cells; i++)
		n += run->cell[i].kept || run->cell[i].cell;
	return n;
}

/**
 * run_progress_begin() - start the clock
 * @p:		filled in
 */
void run_progress_begin(struct run_progress *p)
{
	p->live = isatty(STDERR_FILENO);
	p->started_ns = now_ns();
}

/**
 * run_progress_show() - renew the live line, on a terminal only
 * @p:		from run_progress_begin()
 * @run:	how far it is
 */
void run_progress_show(const struct run_progress *p, const struct run *run)
{
	double share = share_done(run), gone;

	if (!p->live)
		return;
	gone = (now_ns() - p->started_ns) / 1e9;
	fprintf(stderr, "\r\033[K%d of %d boots done, %3.0f %%", ended(run),
		run->nr_cells, share * 100);
	if (share > 0.02)
		fprintf(stderr, ", about %.0f s left",
			gone * (1 - share) / share);
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
