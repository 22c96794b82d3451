// SPDX-License-Identifier: GPL-2.0-only
/* run_progress.c - what a run prints while it runs */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_file.h"

/* Columns of the line of progress that stands on the terminal now, or 0 */
static int nr_shown;

static int nr_ended(const struct run_queue *q)
{
	int i, n = 0;

	for (i = 0; i < q->nr_cells; i++)
		n += q->cell[i]->kept || q->cell[i]->cell;
	return n;
}

/* The line has room for one of the running cells. */
static const struct run_cell *running(const struct run_queue *q)
{
	int i;

	for (i = 0; i < q->nr_cells; i++) {
		if (q->cell[i]->running)
			return q->cell[i];
	}
	return NULL;
}

/* vm writes whole lines "at STEP NR NAME"; the last line counts. */
void run_progress_lines(struct run_cell *cell, char *lines)
{
	unsigned int step, nr;
	char *line, *save;

	for (line = strtok_r(lines, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (sscanf(line, "at %u %u", &step, &nr) == 2 && step <= nr) {
			/* "at 1 1", "at 2 2": the cell does not know NR. */
			cell->counts |= step == 1 && nr == 1;
			cell->step = step;
			cell->nr_steps = cell->counts ? 0 : nr;
		}
	}
}

/* Columns of the terminal at stderr: it may have another size each time */
static int columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col)
		return 80;
	return size.ws_col;
}

/* A terminal that became narrower shows the line on several rows */
static void erase(void)
{
	int rows = nr_shown ? (nr_shown - 1) / columns() : 0;

	if (rows)
		fprintf(stderr, "\033[%dA", rows);
	fputs("\r\033[J", stderr);
	nr_shown = 0;
}

static void left_text(char *text, size_t size, double seconds)
{
	if (seconds < 120)
		snprintf(text, size, ", about %.0f s left", seconds);
	else
		snprintf(text, size, ", about %.0f min left", seconds / 60);
}

static void cell_text(char *text, size_t size, const struct run_cell *cell)
{
	*text = '\0';
	if (cell && cell->nr_steps)
		snprintf(text, size, ", %s %u/%u", cell->label, cell->step,
			 cell->nr_steps);
	else if (cell && cell->step)
		snprintf(text, size, ", %s at %u", cell->label, cell->step);
}

/*
 * Rewrite the line of progress, on a terminal only. Where it does not fit, it
 * names no cell; two columns are left for the ^C of a user.
 */
void run_progress_show(const struct run_queue *q)
{
	char line[256], done[64], cell[128], left[64];
	int room = columns() - 3;

	if (!isatty(STDERR_FILENO))
		return;
	snprintf(done, sizeof(done), "%d of %d cells done", nr_ended(q),
		 q->nr_cells);
	cell_text(cell, sizeof(cell), running(q));
	left_text(left, sizeof(left), ceil(run_left_s(q, NULL)));
	if (snprintf(line, sizeof(line), "%s%s%s", done, cell, left) > room)
		snprintf(line, sizeof(line), "%s%s", done, left);
	erase();
	nr_shown = fprintf(stderr, "%.*s", room < 0 ? 0 : room, line);
	fflush(stderr);
}

/* Print how a cell ended */
void run_progress_cell(const struct run_queue *q, const struct run_cell *cell,
		       int rc)
{
	const char *reason = rvb_json_text(cell->cell, "reason");

	run_progress_end();
	fprintf(stderr, "[%d/%d] %-20s %s, %.1f s%s%s\n", nr_ended(q),
		q->nr_cells, cell->label,
		!rc	? "ok" :
		*reason ? reason :
			  "no verdict",
		json_number_value(json_object_get(cell->cell, "seconds")),
		*cell->node ? " on " : "", cell->node);
}

/* Erase the line of progress */
void run_progress_end(void)
{
	if (isatty(STDERR_FILENO))
		erase();
}
